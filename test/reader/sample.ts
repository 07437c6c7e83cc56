// People, and what they say: what the reader's tests show.
import type { Entry, SafeHtml } from '../../src/model/entry.ts';
import type { Followed } from '../../src/model/people.ts';
import type { Kept } from '../../src/model/received.ts';
import type { Shown } from '../../src/reader/reading.ts';
import { fakeReading, type FakeReading, type Given } from '../fakes/reading.ts';
import { post, site } from '../pages/sample.ts';

export { site };

const LONG_WORDS = 'Geese take turns at the front, where the air is hardest to push aside. '.repeat(12).trim();

export const bob: Followed = {
  name: 'Bob',
  feed: 'https://bob.example/atom.xml',
  page: 'https://bob.example/',
  group: 'Friends',
  node: 'xmpp:bob@bob.example?;node=urn%3Axmpp%3Amicroblog%3A0',
  way: 'push',
  heard: '2026-11-25T10:00:00Z',
};
export const carol: Followed = {
  name: 'Carol, who has a rather long name for a phone',
  feed: 'xmpp:carol@carol.example?;node=urn%3Axmpp%3Amicroblog%3A0',
  group: 'Friends',
  way: 'push',
  heard: '2026-11-25T09:59:00Z',
};
export const planet: Followed = {
  name: 'Planet Wetland',
  feed: 'https://planet.example/a/very/long/address/of/a/feed/that/never/seems/to/end/feed.json',
  page: 'https://planet.example/',
  group: 'News',
  way: 'poll',
  heard: '2026-11-25T08:00:00Z',
  next: '2026-11-25T09:00:00Z',
  trouble: 'It answered 503 four times; it is asked again in an hour.',
};
export const dave: Followed = {
  name: 'Dave',
  feed: 'https://dave.example/rss.xml',
  way: 'ended',
  trouble: 'It is gone (410).',
};

/** One received entry; what is not said is plain. A greater number is newer by a minute. */
export function heard(number: number, said: Partial<Kept> = {}, more: Partial<Omit<Shown, 'entry'>> = {}): Shown {
  const follow = more.follow ?? bob;
  const text = said.text ?? `Words number ${number}.`;
  const at = said.published || new Date(Date.UTC(2026, 10, 25, 0, number)).toISOString().replace('.000Z', 'Z');
  const entry: Kept = {
    number,
    id: `tag:${follow.name},2026:${number}`,
    source: follow.feed,
    url: `https://bob.example/${number}`,
    html: `<p>${text}</p>` as SafeHtml,
    text,
    lang: 'en',
    author: { name: follow.name, uri: 'https://bob.example/' },
    published: at,
    updated: at,
    tags: [],
    mentions: [],
    enclosures: [],
    references: [],
    at,
    heard: at,
    read: false,
    starred: false,
    ...said,
  };
  return { concerns: [], ...more, entry, follow };
}

export const mine: Entry = post('geese', {
  text: 'A skein of geese over the lake.',
  published: '2026-11-25T00:05:00Z',
}).entry;

/** One of each kind. */
export const shown: readonly Shown[] = [
  heard(1, { text: 'The oldest of them all.', read: true }),
  heard(2, {
    title: 'How geese save strength',
    text: LONG_WORDS,
    html: `<h1>At the front</h1><p>${LONG_WORDS}</p>` as SafeHtml,
    tags: ['geese'],
  }),
  heard(
    6,
    {
      text: 'I saw them too!',
      replyTo: { url: mine.url, name: 'Ann', excerpt: mine.text },
      references: [{ how: 'reply', to: mine.url }],
      comments: 'xmpp:comments.bob.example?;node=6',
    },
    { concerns: ['reply', 'name'] },
  ),
  heard(
    7,
    {
      url: 'https://carol.example/7',
      text: 'So did I, from the other shore.',
      author: { name: carol.name, uri: 'xmpp:carol@carol.example' },
      replyTo: { url: 'https://bob.example/6' },
      enclosures: [
        { url: 'https://carol.example/shore.png', type: 'image/png', length: 1200, title: 'The far shore at dusk' },
        { url: 'https://carol.example/geese.ogg', type: 'audio/ogg', length: 90_000, title: 'Their calls' },
      ],
    },
    { follow: carol },
  ),
  heard(
    8,
    {
      url: 'https://planet.example/8',
      text: 'שלום עולם',
      lang: 'he',
      author: { name: 'Аnn', uri: 'https://xn--nn-6cd.example/' },
      repostOf: 'https://elsewhere.example/posts/with/a/very/long/address/that/goes/on/and/on/and/on',
      warning: 'Birds of prey',
      starred: true,
    },
    { follow: planet, caution: 'xn--nn-6cd.example' },
  ),
];

/** An reading with people and what they say. */
export function sampleReading(more: Partial<Given> = {}): FakeReading {
  const found = {
    'https://eve.example': [
      {
        title: 'Eve',
        feed: 'https://eve.example/atom.xml',
        page: 'https://eve.example/',
        kind: 'Atom',
        node: 'xmpp:eve@eve.example?;node=urn%3Axmpp%3Amicroblog%3A0',
      },
      { title: 'Eve: comments', feed: 'https://eve.example/comments.xml', kind: 'RSS' },
    ],
    'https://empty.example': [],
  };
  return fakeReading({ site, shown, mine: [mine], following: [bob, carol, planet, dave], found, ...more });
}

/** What the pages of these tests wear. */
export const plainDress = {
  site: 'body{}',
  icon: '<svg xmlns="http://www.w3.org/2000/svg"/>',
  style: 'p{}',
  script: ';',
};
