// The site that the tests of posts are read in.
import type { Site } from '../../src/model/site.ts';

export const ann: Site = {
  title: 'Ann',
  description: 'Ann writes.',
  url: 'https://ann.example/',
  author: { name: 'Ann', me: [] },
  id: 'tag:ann.example,2026:',
  language: 'en',
  timezone: 'Europe/Berlin',
  announce: { chat: false, rooms: [], hubs: [] },
  reader: { allowHosts: [], keep: { days: 365, entries: 50_000 }, tell: false },
};
