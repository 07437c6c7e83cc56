export default {
  title: 'Ann & the lake',
  description: 'Short notes <from> a lake.',
  url: 'https://ann.example/notes/',
  author: { name: 'Ann', photo: '/ann.png', me: ['https://social.example/@ann'] },
  id: 'tag:ann.example,2026:',
  language: 'en',
  timezone: 'Europe/Berlin',
  xmpp: { jid: 'ann@xmpp.example' },
  announce: { hubs: ['https://hub.example/'] },
  eleventy(config) {
    config.addFilter('shout', (text) => text.toUpperCase());
  },
};
