// Many sources asked: none waits for a slow one, and no host is asked twice at once.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Asking } from '../../src/inbox/fetch.ts';
import { fetchAll } from '../../src/inbox/rounds.ts';
import { fine } from '../../src/model/problem.ts';
import { unasked } from '../../src/inbox/source.ts';
import { readsHere } from '../../src/world/reads.ts';
import { strangersAs } from '../../src/world/strangers.ts';
import type { Brought } from '../../src/world/world.ts';
import { startFaults } from '../faults.ts';

const rounds = suite('rounds');
const now = new Date('2026-11-22T10:00:00Z');

const resolve = async (): Promise<{ address: string; family: number }[]> => [{ address: '127.0.0.1', family: 4 }];

type Waiting = (answer?: Partial<Brought>) => void;

/** A web in which each question waits until it is answered by hand. */
function webByHand() {
  const waiting = new Map<string, Waiting>();
  const world: Asking = {
    strangers: {
      ask: async (url, { stop } = {}) =>
        new Promise((resolve) => {
          const answer = { status: 200, url, headers: {}, bytes: new Uint8Array() };
          waiting.set(url, (other) => {
            waiting.delete(url);
            resolve({ ok: true, value: { ...answer, ...other } });
          });
          stop?.addEventListener('abort', () => resolve({ ok: false, problems: [] }));
        }),
    },
    reads: { feed: async () => fine({ title: 'Ann', hubs: [], entries: [], deleted: [] }) },
    clock: { now: () => now, wait: async () => undefined },
    random: () => 0,
  };
  return { waiting, world };
}

const sources = (...urls: string[]): ReturnType<typeof unasked>[] => urls.map((url) => unasked(url, now));
/** All has happened that needs nobody else. */
const settled = async (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

rounds('so many at once, and of each host one after the other', async () => {
  const { waiting, world } = webByHand();
  const all = sources('https://a.example/1', 'https://b.example/1', 'https://c.example/1', 'https://a.example/2');
  const results = fetchAll(all, world, 2);
  const heard: string[] = [];
  const reading = (async () => {
    for await (const { state } of results) heard.push(state.source);
  })();
  await settled();
  assert.equal([...waiting.keys()], ['https://a.example/1', 'https://b.example/1']);
  waiting.get('https://a.example/1')?.();
  await settled();
  assert.equal([...waiting.keys()], ['https://b.example/1', 'https://a.example/2']);
  waiting.get('https://a.example/2')?.();
  await settled();
  waiting.get('https://c.example/1')?.();
  await settled();
  assert.equal(heard, ['https://a.example/1', 'https://a.example/2', 'https://c.example/1']);
  waiting.get('https://b.example/1')?.();
  await reading;
  assert.is(heard.at(-1), 'https://b.example/1');
});

rounds('a host that wants to be left alone is not asked for its other feeds', async () => {
  const { waiting, world } = webByHand();
  const waits: (string | undefined)[] = [];
  const all = sources('https://a.example/1', 'https://a.example/2', 'https://b.example/1');
  const reading = (async () => {
    const heard: (readonly [string, string, string | undefined])[] = [];
    for await (const { state } of fetchAll(all, world)) {
      heard.push([state.source, state.next, state.trouble]);
      waits.push(state.waits);
    }
    return heard;
  })();
  await settled();
  waiting.get('https://a.example/1')?.({ status: 429, headers: { 'retry-after': '7200' } });
  await settled();
  assert.equal([...waiting.keys()], ['https://b.example/1']);
  waiting.get('https://b.example/1')?.();
  assert.equal(await reading, [
    ['https://a.example/1', '2026-11-22T12:00:00Z', 'The server wants to be asked less often.'],
    ['https://a.example/2', '2026-11-22T12:00:00Z', undefined],
    ['https://b.example/1', '2026-11-22T11:00:00Z', undefined],
  ]);
  assert.equal(waits, ['2026-11-22T12:00:00Z', '2026-11-22T12:00:00Z', undefined]);
});

rounds('large feeds are taken whole one by one, and the small ones beside them', async () => {
  const { waiting, world } = webByHand();
  const heard: string[] = [];
  const reading = (async () => {
    const all = sources('https://a.example/', 'https://b.example/', 'https://c.example/');
    for await (const { state } of fetchAll(all, world)) heard.push(state.source);
  })();
  await settled();
  for (const large of ['https://a.example/', 'https://b.example/']) waiting.get(large)?.({ isPart: true });
  await settled();
  assert.equal([...waiting.keys()], ['https://c.example/', 'https://a.example/']);
  waiting.get('https://c.example/')?.();
  waiting.get('https://a.example/')?.();
  await settled();
  assert.equal([...waiting.keys()], ['https://b.example/']);
  waiting.get('https://b.example/')?.();
  await reading;
  assert.equal(heard, ['https://c.example/', 'https://a.example/', 'https://b.example/']);
});

rounds('when the person ends it, or nobody wants more, what is on its way is broken off and not told', async () => {
  const { waiting, world } = webByHand();
  const stop = new AbortController();
  const reading = (async () => {
    const heard: string[] = [];
    const all = sources('https://a.example/', 'https://b.example/', 'https://c.example/');
    for await (const { state } of fetchAll(all, { ...world, stop: stop.signal }, 2)) heard.push(state.source);
    return heard;
  })();
  await settled();
  waiting.get('https://a.example/')?.();
  await settled();
  stop.abort();
  assert.equal(await reading, ['https://a.example/']);
  const first = fetchAll(sources('https://d.example/', 'https://e.example/'), world)[Symbol.asyncIterator]();
  const next = first.next();
  await settled();
  waiting.get('https://d.example/')?.();
  await next;
  await first.return(undefined);
});

rounds('the faulty ones are told, and delay and lose nobody', async () => {
  const faults = await startFaults();
  // Names of hosts, all on this machine: each is a host of its own.
  const port = faults.host.split(':')[1];
  const hung = ['hung', 'dripping', 'dripping-headers'];
  const ill = ['endless', 'bomb', 'circle', 'reset', 'short', '500', 'gone', 'html', 'empty', 'endless-headers'];
  const bad = [...hung, ...ill].map((name) => `http://${name}.test:${port}/${name}`);
  const well = Array.from({ length: 30 }, (_, at) => `http://well${at}.test:${port}/feed`);
  const all = sources(...bad, ...well);
  const strangers = strangersAs({ version: '1', allowed: all.map(({ source }) => new URL(source).host), resolve });
  const { world } = webByHand();
  const stop = new AbortController();
  const heard: string[] = [];
  for await (const { state } of fetchAll(all, { ...world, strangers, reads: readsHere(), stop: stop.signal })) {
    heard.push(`${new URL(state.source).hostname}: ${state.trouble ?? 'well'}`);
    // Those that hang still do, and everybody else is there.
    if (heard.length === all.length - hung.length) stop.abort();
  }
  assert.equal(heard.filter((line) => line.endsWith(': well')).length, 30);
  assert.equal(heard.filter((line) => !line.endsWith(': well')).sort(), [
    '500.test: The server is in trouble (it answers 500).',
    'bomb.test: The answer is larger than 15 MB.',
    'circle.test: It redirects in a circle.',
    'empty.test: It is empty.',
    'endless-headers.test: The headers of the answer do not end.',
    'endless.test: The answer is larger than 15 MB.',
    'gone.test: It is gone for good, says the server.',
    'html.test: It is a web page without a feed in it.',
    'reset.test: The server hung up in the middle.',
    'short.test: The server hung up in the middle.',
  ]);
  await faults.close();
});

rounds.run();
