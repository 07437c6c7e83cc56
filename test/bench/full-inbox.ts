// An inbox as it is after years: entries of a thousand sources, kept by the code that keeps what is fetched. Most are
// short, one in fifty is an article; some answer one another, some answer or name whoever reads.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inboxIn, INBOX } from '../../src/inbox/inbox.ts';
import { keepFeed } from '../../src/inbox/keep.ts';
import { unasked } from '../../src/inbox/source.ts';
import { remember } from '../../src/inbox/sources.ts';
import type { SafeHtml } from '../../src/model/entry.ts';
import type { Received, Reference } from '../../src/model/received.ts';
import { storeAt } from '../../src/world/store.ts';
import { corpus, type Note } from './corpus.ts';
import { followingOf } from './feed-readers.ts';
import { configOf } from './skein.ts';

const SOURCES = 1000;
/** One conversation has so many answers; of all entries, one in so many is for me. */
const [ANSWERS, FOR_ME] = [40, 500];

/** What `configOf` says. */
const MINE = 'https://bench.example/';

/** Makes a site with so many entries in its inbox; gives its folder. */
export async function fullInbox(folder: string, entries: number): Promise<string> {
  const root = join(folder, 'reader');
  mkdirSync(join(root, 'posts'), { recursive: true });
  writeFileSync(join(root, 'package.json'), '{ "type": "module" }\n');
  writeFileSync(join(root, 'skein.config.js'), configOf({ reader: { keep: { days: 36_500, entries: 10 * entries } } }));
  writeFileSync(join(root, 'following.opml'), followingOf(Array.from({ length: SOURCES }, (_, nth) => feedOf(nth))));
  const store = await storeAt(join(root, INBOX));
  const inbox = store.ok ? inboxIn(store.value) : store;
  if (!inbox.ok) throw new Error(inbox.problems[0]?.what);
  const now = new Date();
  const all = [...corpus(entries, now)].map(entryOf);
  const heard = now.toISOString();
  for (let source = 0; source < SOURCES; source++) {
    const its = all.filter((_, nth) => nth % SOURCES === source);
    keepFeed(inbox.value, feedOf(source), { entries: its, deleted: [] }, heard);
    // Nobody asks it while pages are timed.
    remember(inbox.value, { ...unasked(feedOf(source), now), heard, next: '2099-01-01T00:00:00Z' });
  }
  inbox.value.close();
  return root;
}

/** The address of a source. */
export function feedOf(source: number): string {
  return `https://blog-${source}.example/feed`;
}

/** The address with which the one conversation begins. */
const FIRST = addressOf(ANSWERS + 1);

function addressOf(nth: number): string {
  return `https://blog-${nth % SOURCES}.example/${nth}`;
}

function entryOf({ text, published }: Note, nth: number): Received {
  const said = text.replace(/^---.*?---/s, '').trim();
  const title = /^title: (.*)$/m.exec(text)?.[1];
  const time = `${published.toISOString().slice(0, 19)}Z`;
  const answers = nth > 0 && nth <= ANSWERS ? FIRST : nth % FOR_ME === 0 ? `${MINE}2026/11/geese/` : undefined;
  const references: Reference[] = answers === undefined ? [] : [{ how: 'reply', to: answers }];
  return {
    id: addressOf(nth),
    url: addressOf(nth),
    ...(title !== undefined && { title }),
    html: said.replaceAll(/[^\n]+/g, (line) => `<p>${line}</p>`) as SafeHtml,
    text: said,
    lang: 'en',
    author: { name: `Author ${nth % SOURCES}`, uri: `https://blog-${nth % SOURCES}.example/` },
    published: time,
    updated: time,
    tags: [...(/tags: \[(.*)\]/.exec(text)?.[1]?.split(', ') ?? [])],
    ...(answers !== undefined && { replyTo: { url: answers } }),
    mentions: [],
    enclosures: [],
    references,
  };
}
