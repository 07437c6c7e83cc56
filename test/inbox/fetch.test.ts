// One source asked, of a server that misbehaves: what is remembered, and what stays.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { fetchSource, type Asking, type Fetched } from '../../src/inbox/fetch.ts';
import { isDue, unasked, type Polled } from '../../src/inbox/source.ts';
import { readsHere } from '../../src/world/reads.ts';
import { strangersAs } from '../../src/world/strangers.ts';
import { begin } from '../begin.ts';
import { ODD_ETAGS, startFaults, type Faults } from '../faults.ts';

interface Asked {
  faults: Faults;
  world: Asking;
}

const fetching = suite<Asked>('fetch');
const now = new Date('2026-11-22T10:00:00Z');

begin(fetching, async (context, atEnd) => {
  context.faults = await startFaults();
  atEnd(() => context.faults.close());
  const strangers = strangersAs({ version: '1', allowed: [context.faults.host] });
  context.world = {
    // What hangs is given up soon.
    strangers: {
      ask: async (url, asked) => strangers.ask(url, { ...asked, timeout: /hung|dripping/.test(url) ? 300 : 10_000 }),
    },
    reads: readsHere(),
    clock: { now: () => now, wait: async () => undefined },
    random: () => 0,
  };
});

/** A source that was fine an hour ago. */
const known = (address: string): Polled => ({
  ...unasked(address, now),
  etag: '"old"',
  modified: 'Sun, 22 Nov 2026 08:00:00 GMT',
  heard: '2026-11-22T09:00:00Z',
  pace: 30,
  newest: '2026-11-22T09:00:00Z',
});

/** What is another than before, the host left out. */
async function changed(polled: Polled, { faults, world }: Asked): Promise<unknown> {
  const { state, feed, problems } = await fetchSource(polled, world);
  const differs = Object.entries(state).filter(([key, value]) => value !== polled[key as keyof Polled]);
  const all = { ...Object.fromEntries(differs), entries: feed?.entries.length, told: problems.length };
  return JSON.parse(JSON.stringify(all).replaceAll(faults.url, '')) as unknown;
}

fetching('a feed is given, and what it is called, its rhythm and the next time are remembered', async (context) => {
  const { state, feed, problems } = await fetchSource(unasked(`${context.faults.url}/etag/0`, now), context.world);
  assert.equal(
    feed?.entries.map(({ title }) => title),
    ['Hello'],
  );
  assert.equal(problems, []);
  assert.equal(state, {
    source: `${context.faults.url}/etag/0`,
    address: `${context.faults.url}/etag/0`,
    etag: 'W/"weak"',
    newest: '2026-11-22T09:00:00Z',
    next: '2026-11-22T11:00:00Z',
    heard: '2026-11-22T10:00:00Z',
    ended: false,
    failures: 0,
    pushed: false,
    hubs: [],
  });
});

fetching('what it was called goes back byte for byte, and nothing new is no trouble', async (context) => {
  for (const [at, etag] of ODD_ETAGS.entries()) {
    const first = await fetchSource(unasked(`${context.faults.url}/etag/${at}`, now), context.world);
    assert.is(first.state.etag, etag);
    const ill = { ...first.state, failures: 3, trouble: 'It was ill.' };
    assert.equal(await fetchSource(ill, context.world), { state: first.state, problems: [] });
  }
});

fetching('a date that it was changed goes back as it came, too', async (context) => {
  await fetchSource(known(`${context.faults.url}/feed`), context.world);
  const { headers } = context.faults.asked.at(-1) ?? {};
  assert.equal(
    [headers?.['if-none-match'], headers?.['if-modified-since']],
    ['"old"', 'Sun, 22 Nov 2026 08:00:00 GMT'],
  );
});

fetching('a new address is remembered when it is for good and its feed could be read', async (context) => {
  const address = async (path: string): Promise<string> => {
    const { state } = await fetchSource(unasked(context.faults.url + path, now), context.world);
    return state.address.replace(context.faults.url, '');
  };
  const paths = ['/moved', '/moved-308', '/for-now', '/moved-then-for-now', '/moved-to-nothing', '/moved-to-html'];
  assert.equal(await Promise.all(paths.map(address)), [
    '/feed',
    '/feed',
    '/for-now',
    '/for-now',
    '/moved-to-nothing',
    '/moved-to-html',
  ]);
});

fetching('what is gone for good is not asked again, and says so', async (context) => {
  const polled = known(`${context.faults.url}/gone`);
  const { state, problems } = await fetchSource(polled, context.world);
  assert.equal(state, { ...polled, ended: true, trouble: 'It is gone for good, says the server.' });
  assert.equal(problems, [
    {
      where: `${context.faults.url}/gone`,
      what: 'It is gone for good, says the server.',
      next: 'Skein asks no more, and keeps what you have. "skein unfollow" removes it.',
    },
  ]);
  assert.is(isDue(state, new Date('2036-01-01')), false);
});

fetching('who is to wait waits as long as the server says, and no longer than a day', async (context) => {
  const paths = ['/429-seconds', '/429-date', '/429-absurd', '/429-nonsense', '/503'];
  const all = paths.map(async (path) => (await fetchSource(known(context.faults.url + path), context.world)).state);
  const states = await Promise.all(all);
  assert.equal(
    states.map(({ next, waits }) => [next, waits]),
    [
      ['2026-11-22T12:00:00Z', '2026-11-22T12:00:00Z'],
      ['2026-11-22T11:00:00Z', '2026-11-22T11:00:00Z'],
      ['2026-11-23T10:00:00Z', '2026-11-23T10:00:00Z'],
      // What makes no sense is no wish.
      ['2026-11-22T10:10:00Z', undefined],
      ['2026-11-22T11:00:00Z', '2026-11-22T11:00:00Z'],
    ],
  );
  const [first] = states;
  const asked = first && { ...first, next: '2026-11-22T10:00:00Z' };
  assert.equal(asked && [isDue(asked, now), isDue(asked, new Date('2026-11-22T12:00:00Z'))], [false, true]);
});

const TROUBLES: Readonly<Record<string, string>> = {
  '/404': 'There is nothing at this address.',
  '/500': 'The server is in trouble (it answers 500).',
  '/hung': 'No whole answer within 0.3 s.',
  '/dripping': 'No whole answer within 0.3 s.',
  '/reset': 'The server hung up in the middle.',
  '/short': 'The server hung up in the middle.',
  '/html': 'It is a web page without a feed in it.',
  '/empty': 'It is empty.',
  '/circle': 'It redirects in a circle.',
};

fetching('whatever goes wrong is told, and all that is known stays', async (context) => {
  for (const [path, trouble] of Object.entries(TROUBLES)) {
    const seen = await changed(known(context.faults.url + path), context);
    assert.equal(seen, { next: '2026-11-22T10:10:00Z', failures: 1, trouble, told: 1 }, path);
  }
});

fetching('it comes back after trouble', async (context) => {
  const ill = { ...known(`${context.faults.url}/feed`), failures: 4, trouble: 'It was ill.' };
  const { state } = await fetchSource(ill, context.world);
  assert.equal([state.failures, state.trouble, state.heard], [0, undefined, '2026-11-22T10:00:00Z']);
});

fetching('nothing new, said to somebody who did not ask that, is trouble', async (context) => {
  const strangers: Asking['strangers'] = {
    ask: async (url) => ({ ok: true, value: { status: 304, url, headers: {}, bytes: new Uint8Array() } }),
  };
  const { state } = await fetchSource(unasked('https://ann.example/', now), { ...context.world, strangers });
  assert.is(state.trouble, 'The server answers 304, and no feed.');
});

/** The title of the one entry. */
const titleIn = ({ feed }: Fetched): string | undefined => feed?.entries[0]?.title;

fetching('bytes that are no characters, and a charset that is not so, do no harm', async (context) => {
  const bad = await fetchSource(unasked(`${context.faults.url}/bad-utf8`, now), context.world);
  assert.is(titleIn(bad), 'Caf\uFFFD \uFFFD');
  const wrong = await fetchSource(unasked(`${context.faults.url}/wrong-charset`, now), context.world);
  assert.is(titleIn(wrong), 'Hello');
});

fetching('entities are not multiplied, and lead to no file and to nobody', async (context) => {
  const { faults, world } = context;
  const before = faults.asked.length;
  const bomb = await fetchSource(unasked(`${faults.url}/entity-bomb`, now), world);
  assert.ok(JSON.stringify(bomb).length < 5000);
  const xxe = await fetchSource(unasked(`${faults.url}/xxe`, now), world);
  assert.is(JSON.stringify(xxe).includes('root:'), false);
  assert.equal(
    faults.asked.slice(before).map(({ path }) => path),
    ['/entity-bomb', '/xxe'],
  );
});

fetching('what the person breaks off is no trouble of the source', async (context) => {
  const stop = new AbortController();
  const polled = known(`${context.faults.url}/hung`);
  const asked = fetchSource(polled, { ...context.world, stop: stop.signal });
  stop.abort();
  assert.equal((await asked).state, polled);
});

fetching.run();
