// Two ejabberd nodes, one cluster: what Skein publishes at the first is heard by a thousand people at the second, once
// each; and when either is gone, the rest go on. Fan-out is the network's work, and here one sees that it does it.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { setTimeout as pause } from 'node:timers/promises';
import type { Account } from '../src/model/site.ts';
import { at as onAccount, notes } from './announce/blog.ts';
import { run, PASSWORD } from './announce/real.ts';
import { freePort } from './servers/port.ts';
import { gather, inTurns, type Member } from './servers/crowd.ts';
import { startEjabberd } from './servers/ejabberd.ts';
import type { TestServer } from './servers/server.ts';

/** How many follow at each node. */
const [FAR, NEAR] = [1_000, 100];
const KINDS: readonly Account[] = [onAccount, { ...onAccount, service: 'pubsub.localhost', node: 'blog' }];

const cluster = suite('a cluster of two');

interface Cluster {
  readonly first: TestServer;
  readonly second: TestServer;
}

async function startCluster(): Promise<Cluster> {
  const node = { port: await freePort(), secret: 'geese' };
  const first = await startEjabberd({ tls: 'no', node: { ...node, address: '127.0.0.1' } });
  const joined = { ...node, address: '127.0.0.2', joins: '127.0.0.1' };
  return { first, second: await startEjabberd({ tls: 'no', node: joined }) };
}

const users = (kind: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, n) => `${kind}${n}`);

/** Announces one note more, and waits until each has heard of it, or no longer: each hears it once. */
async function publish(server: TestServer, at: Account, { count, to }: { count: number; to: readonly Member[] }) {
  // To whoever begins to follow, ejabberd sends what was published last, and takes its time.
  const heardBy = ({ heard }: Member) => heard.filter(({ item }) => item === `n${count}`);
  const began = performance.now();
  const { published, problems } = await run(server, at, notes(count));
  assert.equal([published.map(({ key }) => key), problems], [[`n${count}`], []]);
  const done = performance.now() - began;
  const deadline = Date.now() + 20_000;
  while (to.some((each) => heardBy(each).length === 0) && Date.now() < deadline) await pause(20);
  // What is heard twice is heard soon after.
  await pause(1_000);
  const news = to.map(heardBy);
  const times = news.flatMap((each) => each.map(({ when }) => when - began)).sort((a, b) => a - b);
  const figure = (share: number): string =>
    `${Math.round(times[Math.floor(share * (times.length - 1))] ?? Number.NaN)} ms`;
  const spread = `first ${figure(0)}, median ${figure(0.5)}, last ${figure(1)}`;
  console.log(`  ${at.node}: ${to.length} followers: ${spread}; the run itself ${Math.round(done)} ms`);
  assert.is(news.filter(({ length }) => length !== 1).length, 0);
}

for (const at of KINDS) {
  const where = at.service ?? at.jid;
  cluster(`tells a thousand at the second node what is published at the first, on ${where}`, async () => {
    const { first, second } = await startCluster();
    try {
      await inTurns(['ann', ...users('far', FAR), ...users('near', NEAR)], (user) => first.register(user, PASSWORD));
      await run(first, at, notes(1));
      const far = await gather(second, users('far', FAR), PASSWORD);
      const near = await gather(first, users('near', NEAR), PASSWORD);
      await inTurns([...far, ...near], (each) => each.subscribe(where, at.node));
      for (const count of [2, 3]) await publish(first, at, { count, to: [...far, ...near] });

      await first.kill();
      assert.is(far.filter((each) => each.connected()).length, FAR);
      assert.is(near.filter((each) => each.connected()).length, 0);
      // The publisher dials the other address, and those who were connected to it go on as if nothing had been.
      await publish(second, at, { count: 4, to: far });
      const back = await gather(second, users('near', NEAR), PASSWORD);
      const caughtUp = await inTurns(back, (each) => each.items(where, at.node));
      assert.equal([...new Set(caughtUp.map((items) => items.toSorted().join(' ')))], ['n1 n2 n3 n4']);
      await publish(second, at, { count: 5, to: [...far, ...back] });
      for (const each of [...far, ...back]) each.leave();
    } finally {
      await Promise.all([first.stop(), second.stop()]);
    }
  });
}

cluster.run();
