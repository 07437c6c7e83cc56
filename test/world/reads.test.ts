// What strangers sent, read by a thread that may be lost.
import { spawnSync } from 'node:child_process';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readsBy } from '../../src/world/reads.ts';
import { FEED } from '../faults.ts';

const reading = suite('reads');

const PACKED = './dist/world/reading-thread.js';
const origin = { address: 'https://ann.example/feed', type: 'application/atom+xml' };
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A thread that does what it is told, and says which one it is. */
const TOLD = `
  import { parentPort, threadId } from 'node:worker_threads';
  parentPort.on('message', ({ bytes }) => {
    const told = new TextDecoder().decode(bytes);
    if (told === 'hang') for (;;);
    if (told === 'eat') for (const all = []; ; ) all.push(Array(1e5).fill(all.length));
    if (told === 'throw') throw new RangeError('too deep');
    if (told === 'end') process.exit(1);
    parentPort.postMessage({ told, threadId });
  });
  parentPort.postMessage('ready');
`;
const file = new URL(`data:text/javascript,${encodeURIComponent(TOLD)}`);

/** What was told, or what is wrong. */
function told(answer: unknown): unknown {
  const { problems, told } = answer as { problems?: { what: string }[]; told?: string };
  return problems?.map(({ what }) => what).join() ?? told;
}

reading('a feed and a page, by the packed thread', async () => {
  const reads = readsBy({ file: PACKED });
  const feed = await reads.feed(bytes(FEED), origin);
  assert.equal(feed.ok && [feed.value.title, feed.value.entries.map(({ title }) => title)], ['Ann', ['Hello']]);
  const page = await reads.page(bytes('<title>Ann</title><link rel=hub href=/hub>'), origin);
  assert.equal(page, {
    ok: true,
    value: { title: 'Ann', feeds: [], hubs: ['https://ann.example/hub'], isFeed: false },
  });
  const none = await reads.feed(bytes(''), origin);
  assert.is(told(none), 'It is empty.');
});

reading('what hangs is ended, and what waits behind it is read by another thread', async () => {
  const reads = readsBy({ file, deadline: 300, threads: 1 });
  const all = ['a', 'hang', 'b', 'throw', 'c', 'end', 'd'].map(async (text) => reads.feed(bytes(text), origin));
  assert.equal((await Promise.all(all)).map(told), [
    'a',
    'It could not be read within 0.3 s.',
    'b',
    'Skein failed to read it (RangeError: too deep).',
    'c',
    'Skein failed to read it (Error: The thread has ended.).',
    'd',
  ]);
});

reading('what wants too much memory is ended alone', async () => {
  const reads = readsBy({ file, deadline: 20_000, memory: 32 });
  assert.is(told(await reads.feed(bytes('eat'), origin)), 'It could not be read within 32 MB of memory.');
  assert.is(told(await reads.feed(bytes('a'), origin)), 'a');
});

/** How many threads gave these answers. */
function threadsOf(answers: readonly unknown[]): number {
  return new Set(answers.map((answer) => (answer as { threadId: number }).threadId)).size;
}

reading(
  'one thread is kept for what comes one after the other, and there are two for what comes together',
  async () => {
    const reads = readsBy({ file });
    const ask = async (text: string): Promise<unknown> => reads.feed(bytes(text), origin);
    assert.is(threadsOf([await ask('a'), await ask('b'), await ask('c')]), 1);
    assert.is(threadsOf(await Promise.all(['a', 'b', 'c', 'd', 'e'].map(ask))), 2);
  },
);

reading('while one thing hangs, others are read', async () => {
  const reads = readsBy({ file, deadline: 20_000 });
  const hangs = reads.feed(bytes('hang'), origin);
  const first = await Promise.race([hangs, reads.feed(bytes('a'), origin)]);
  assert.is(told(first), 'a');
});

reading('a thread that cannot start is a bug, and is told as one', async () => {
  const reads = readsBy({ file: new URL('data:text/javascript,nothing()') });
  const failed = await reads.feed(bytes('a'), origin).catch((cause: unknown) => String(cause));
  assert.is(failed, 'ReferenceError: nothing is not defined');
});

reading('a thread that waits keeps nobody from the end of the program', () => {
  const program = `
    import { readsBy } from './src/world/reads.ts';
    const reads = readsBy({ file: '${PACKED}' });
    const feed = await reads.feed(new TextEncoder().encode(${JSON.stringify(FEED)}), ${JSON.stringify(origin)});
    process.stdout.write(String(feed.ok));
  `;
  const options = ['--import', 'tsx', '--input-type=module', '-e', program];
  const { stdout, status } = spawnSync(process.execPath, options, { encoding: 'utf8', timeout: 20_000 });
  assert.equal([stdout, status], ['true', 0]);
});

reading.run();
