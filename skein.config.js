/** @type {import('skein-microblog').Site} */
export default {
  title: 'Skein',
  description: 'News of Skein, a microblog made of plain files that pushes.',
  url: 'https://skein.example/',
  author: { name: 'The Skein authors' },
  id: 'tag:skein.example,2026:',
  timezone: 'UTC',
};
