// The config of those sites of this folder that have none.
export default {
  title: 'Ann',
  url: 'https://ann.example/',
  author: { name: 'Ann' },
  id: 'tag:ann.example,2026:',
  timezone: 'Europe/Berlin',
};
