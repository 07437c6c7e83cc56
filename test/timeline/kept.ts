// Entries and follows for the tests of the timeline: what a test does not say is plain.
import type { SafeHtml } from '../../src/model/entry.ts';
import type { Follow } from '../../src/model/people.ts';
import type { Kept, Reference } from '../../src/model/received.ts';

/** An entry of Bob's, heard from his feed. */
export function kept(stated: Partial<Omit<Kept, 'html'>> & { readonly html?: string } = {}): Kept {
  const { html, number = 1, ...rest } = stated;
  return {
    id: `tag:bob.example,2026:${number}`,
    url: `https://bob.example/${number}/`,
    text: 'Hello.',
    html: (html ?? '<p>Hello.</p>') as SafeHtml,
    lang: 'en',
    author: { name: 'Bob' },
    published: '2026-11-22T09:00:00Z',
    updated: '2026-11-22T09:00:00Z',
    tags: [],
    mentions: [],
    references: [],
    enclosures: [],
    number,
    source: bob.feed,
    at: '2026-11-22T09:00:00Z',
    heard: '2026-11-22T09:01:00Z',
    read: false,
    starred: false,
    ...rest,
  };
}

export const bob: Follow = { name: 'Bob', feed: 'https://bob.example/atom.xml', page: 'https://bob.example/' };

/** A planet: many people in one feed. */
export const planet: Follow = {
  name: 'Planet',
  feed: 'https://planet.example/feed.xml',
  page: 'https://planet.example/',
};

export function pointing(how: Reference['how'], to: string): Pick<Kept, 'references'> {
  return { references: [{ how, to }] };
}
