// The older documents of a feed, one after the other.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { history } from '../../src/inbox/history.ts';
import type { Feed } from '../../src/model/received.ts';
import { readsHere } from '../../src/world/reads.ts';
import type { Strangers } from '../../src/world/world.ts';

const older = suite('history');

/** A web of feeds: by the path of each that of the one before it, and its titles. */
function webOf(documents: Readonly<Record<string, readonly [older: string, ...titles: string[]]>>) {
  const asked: string[] = [];
  const strangers: Strangers = {
    ask: async (url) => {
      asked.push(new URL(url).pathname);
      const [before, ...titles] = documents[new URL(url).pathname] ?? [];
      if (before === undefined) return { ok: true, value: { status: 404, url, headers: {}, bytes: new Uint8Array() } };
      const items = titles.map((title) => ({ id: title, url: `https://ann.example/${title}`, title }));
      const feed = { version: 'https://jsonfeed.org/version/1.1', title: 'Ann', items, next_url: before };
      return { ok: true, value: { status: 200, url, headers: {}, bytes: Buffer.from(JSON.stringify(feed)) } };
    },
  };
  return { asked, world: { strangers, reads: readsHere() } };
}

const newest = (older?: string): Feed => ({
  title: 'Ann',
  hubs: [],
  entries: [],
  deleted: [],
  ...(older && { older }),
});

async function walked({ world }: ReturnType<typeof webOf>, feed: Feed, most?: number): Promise<string[]> {
  const all: string[] = [];
  for await (const each of history(feed, world, most)) {
    all.push(each.ok ? each.value.entries.map(({ title }) => title).join(' ') : (each.problems[0]?.what ?? ''));
  }
  return all;
}

const OCTOBER = 'https://ann.example/october';

older('each document leads to the one before it, the oldest last', async () => {
  const web = webOf({ '/october': ['/september', 'c', 'b'], '/september': ['', 'a'] });
  assert.equal(await walked(web, newest(OCTOBER)), ['c b', 'a']);
  assert.equal(await walked(web, newest()), []);
});

older('a circle ends, also one to where it began', async () => {
  const web = webOf({ '/october': ['/september', 'b'], '/september': ['/october', 'a'] });
  assert.equal(await walked(web, newest(OCTOBER)), ['b', 'a']);
  assert.equal(web.asked, ['/october', '/september']);
});

older('what has no end is left after so many documents, and at the first without entries', async () => {
  const endless = Object.fromEntries(
    Array.from({ length: 50 }, (_, at): [string, [string, string]] => [`/${at}`, [`/${at + 1}`, `${at}`]]),
  );
  assert.equal(await walked(webOf(endless), newest('https://ann.example/0'), 3), ['0', '1', '2']);
  const empty = webOf({ '/october': ['/september'], '/september': ['', 'a'] });
  assert.equal(await walked(empty, newest(OCTOBER)), ['']);
});

older('a document that cannot be had is told, and is the last', async () => {
  const web = webOf({ '/october': ['/september', 'b'] });
  assert.equal(await walked(web, newest(OCTOBER)), ['b', 'There is nothing at this address.']);
});

older.run();
