// A small blog and the static host that it is on, for tests of announcing.
import { atomFeed } from '../../src/feeds/atom-feed.ts';
import type { Entry, SafeHtml } from '../../src/model/entry.ts';
import { newestFirst } from '../../src/model/entry.ts';
import { dayPath, periodsOf } from '../../src/model/calendar.ts';
import type { Card } from '../../src/model/card.ts';
import { fine } from '../../src/model/problem.ts';
import { shelfOf } from '../../src/model/shelf.ts';
import { addressOf, type Account, type Site } from '../../src/model/site.ts';
import type { Http } from '../../src/world/world.ts';

export const site: Site = {
  title: 'Ann writes',
  description: 'Notes.',
  url: 'https://ann.example/',
  author: { name: 'Ann', me: [] },
  id: 'tag:ann.example,2026:',
  language: 'en',
  timezone: 'UTC',
  announce: { chat: false, rooms: [], hubs: [] },
  reader: { allowHosts: [], keep: { days: 365, entries: 50_000 }, tell: false },
};

export const at: Account = { jid: 'ann@localhost', node: 'urn:xmpp:microblog:0' };

/** The note of a minute: the greater the number, the newer. `change` is what is different about it. */
export function note(minute: number, change: Partial<Entry> = {}, of: Site = site): Entry {
  const published = new Date(Date.UTC(2026, 10, 1) + minute * 60_000).toISOString().replace('.000', '');
  const key = change.key ?? `n${minute}`;
  const text = change.text ?? `Note of minute ${minute}.`;
  return {
    id: of.id + key,
    key,
    url: addressOf(of, `2026/11/${key}/`),
    html: `<p>${text}</p>` as SafeHtml,
    text,
    lang: 'en',
    author: { name: 'Ann' },
    published,
    updated: published,
    tags: [],
    mentions: [],
    enclosures: [],
    ...change,
  };
}

/** The notes of so many minutes, newest first. */
export function notes(count: number, of: Site = site): readonly Entry[] {
  return Array.from({ length: count }, (_, nth) => note(count - nth, {}, of));
}

/** What an index knows of entries, newest first. */
export function cardsOf(entries: readonly Entry[], of: Site = site): readonly Card[] {
  return entries.toSorted(newestFirst).map(({ key, url, published, updated, tags }) => ({
    file: `posts/${key}.md`,
    key,
    path: url.slice(of.url.length),
    day: dayPath(published, of.timezone),
    published,
    updated,
    tags,
    draft: false,
    answers: '',
    traces: '',
    print: 0,
  }));
}

/** A host that serves just these entries: their pages, the feeds of their periods, and home's. */
export function hostOf(of: Site, entries: readonly Entry[]): Http {
  const feed = (path: string, entries: readonly Entry[], kind: 'current' | 'period'): [string, string] => [
    addressOf(of, `${path}atom.xml`),
    atomFeed({ site: of, title: path, path, entries, kind }),
  ];
  const files = new Map([
    ...entries.map(({ url, html }): [string, string] => [url, html]),
    feed('', [...entries].sort(newestFirst).slice(0, 50), 'current'),
    ...periodsOf(shelfOf(cardsOf(entries, of))).map(({ path, cards }) => {
      const keys = new Set(cards.map(({ key }) => key));
      return feed(
        path,
        entries.filter(({ key }) => keys.has(key)),
        'period',
      );
    }),
  ]);
  return {
    ask: (url) =>
      Promise.resolve(
        fine({ status: files.has(url) ? 200 : 404, url, headers: {}, body: files.get(url) ?? 'Not found' }),
      ),
  };
}
