// The site that the tests of feeds write for, and entries of it.
import type { Entry, SafeHtml } from '../../src/model/entry.ts';
import type { Account, Site } from '../../src/model/site.ts';

export const account: Account = { jid: 'ann@ann.example', node: 'urn:xmpp:microblog:0' };

export const ann: Site = {
  title: 'Ann',
  description: 'Notes on birds',
  url: 'https://ann.example/',
  author: { name: 'Ann', photo: 'photos/ann.jpg', me: [] },
  id: 'tag:ann.example,2026:',
  language: 'en',
  timezone: 'Europe/Berlin',
  xmpp: account,
  announce: { chat: false, rooms: [], hubs: ['https://hub.example/'] },
  reader: { allowHosts: [], keep: { days: 365, entries: 50_000 }, tell: false },
};

/** A note of Ann's; its id and address follow from its key. */
export function note(key: string, published: string, more: Partial<Entry> = {}): Entry {
  return {
    id: `tag:ann.example,2026:${key}`,
    key,
    url: `https://ann.example/2026/11/${key}/`,
    // The tests write their own HTML.
    html: `<p>${key}</p>` as SafeHtml,
    text: key,
    lang: 'en',
    author: { name: 'Ann', uri: 'https://ann.example/' },
    published,
    updated: published,
    tags: [],
    mentions: [],
    enclosures: [],
    ...more,
  };
}
