// A thousand feeds in one process, each to a node of its own: memory, how long the first round takes, and whether each feed
// is heard within its interval. What is measured is printed.
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { document, element } from '../../src/feeds/xml.ts';
import { CLI, temporary } from '../program.ts';
import { startFollower } from '../servers/follower.ts';
import { startProsody } from '../servers/prosody.ts';

const scale = suite('a thousand bridges');

const FEEDS = Number(process.env['SKEIN_TEST_FEEDS'] ?? 1000);
/** As many hosts, by their ports. */
const HOSTS = 250;
const ENTRIES = 4;
const MINUTE = 60_000;
/** A feed that publishes often is asked every ten minutes, and by chance up to a tenth later. */
const INTERVAL = 11 * MINUTE;

function portOf(server: Server | undefined): number {
  const address = server?.address();
  return typeof address === 'object' && address ? address.port : 0;
}

interface Feeds {
  readonly url: (feed: number) => string;
  readonly asked: ReadonlyMap<number, readonly number[]>;
  /** From now on each feed has one more entry. */
  readonly publish: () => void;
  readonly close: () => Promise<unknown>;
}

async function startFeeds(): Promise<Feeds> {
  const began = Date.now();
  const asked = new Map<number, number[]>();
  let news = 0;
  const servers = await Promise.all(
    Array.from({ length: HOSTS }, async () => {
      const server = createServer(({ url = '', headers }, response) => {
        const feed = Number(url.slice(1));
        asked.set(feed, [...(asked.get(feed) ?? []), Date.now()]);
        const etag = `"${news}"`;
        if (headers['if-none-match'] === etag) return response.writeHead(304, { etag }).end();
        const text = textOf(feed, { began, news });
        return response.writeHead(200, { etag, 'content-type': 'application/atom+xml' }).end(text);
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return server;
    }),
  );
  return {
    url: (feed) => `http://127.0.0.1:${portOf(servers[feed % HOSTS])}/${feed}`,
    asked,
    publish: () => (news += 1),
    close: () => Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve)))),
  };
}

function textOf(feed: number, { began, news }: { began: number; news: number }): string {
  const entries = Array.from({ length: ENTRIES + news }, (_, nth) => {
    const id = `https://blog-${feed}.example/${nth}/`;
    // The last of the first is as old as the test, what comes later is younger.
    const at = new Date(began + (nth < ENTRIES ? (nth + 1 - ENTRIES) * 12 : nth + 1 - ENTRIES) * MINUTE);
    return element(
      'entry',
      {},
      element('id', {}, id),
      element('title', {}, `Entry ${nth} of ${feed}`),
      element('published', {}, at.toISOString()),
      element('updated', {}, at.toISOString()),
      element('link', { href: id }),
      element('content', { type: 'html' }, '<p>Words of an entry, with some more words. </p>'.repeat(20)),
    );
  });
  const head = [element('id', {}, `https://blog-${feed}.example/`), element('title', {}, `Blog ${feed}`)];
  return document(element('feed', { xmlns: 'http://www.w3.org/2005/Atom' }, ...head, ...entries.toReversed()));
}

/** Megabytes that a process has in memory, now and at most. */
function memoryOf(pid: number): readonly number[] {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return ['VmRSS', 'VmHWM'].map((key) => Math.round(Number(new RegExp(`${key}:\\s+(\\d+)`).exec(status)?.[1]) / 1024));
}

function spread(values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (part: number): number => Math.round(sorted[Math.floor((sorted.length - 1) * part)] ?? 0);
  return `median ${at(0.5)}, 95 % ${at(0.95)}, most ${at(1)}`;
}

/** Runs the bridges of a file until it is ended. */
function running(file: string, env: NodeJS.ProcessEnv) {
  const cwd = dirname(file);
  const child = spawn(process.execPath, [CLI, 'bridge', '--config', file], { cwd, env });
  let said = '';
  child.stdout.on('data', (text) => (said += String(text)));
  child.stderr.on('data', (text) => (said += String(text)));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const end = (signal: NodeJS.Signals): Promise<number | null> => (child.kill(signal), ended);
  return { pid: child.pid ?? 0, said: () => said, isOver: () => child.exitCode !== null, end };
}

scale('are heard within their intervals, in 300 MB', async () => {
  const ends: (() => Promise<unknown>)[] = [];
  try {
    const server = await startProsody({ owners: ['me'] });
    ends.push(() => server.stop());
    for (const user of ['me', 'bob']) await server.register(user, 'pass word');
    const feeds = await startFeeds();
    ends.push(() => feeds.close());
    const cwd = temporary();
    const bridges = Array.from({ length: FEEDS }, (_, feed) => ({
      name: `blog ${feed}`,
      from: feeds.url(feed),
      to: `xmpp:${server.pubsub}?;node=blog-${feed}`,
      jid: 'me@localhost',
    }));
    writeFileSync(join(cwd, 'bridges.yaml'), JSON.stringify({ bridges }));
    const began = Date.now();
    const bridge = running(join(cwd, 'bridges.yaml'), {
      ...process.env,
      // As the README has it for a service.
      NODE_OPTIONS: '--max-semi-space-size=4',
      SKEIN_XMPP_SERVER: server.server,
      SKEIN_XMPP_PASSWORD: 'pass word',
      SKEIN_ALLOW_HOSTS: '127.0.0.1',
      XDG_STATE_HOME: join(cwd, 'state'),
    });
    ends.push(() => bridge.end('SIGKILL'));
    const seeded = (): number => [...bridge.said().matchAll(/new entries, silently/g)].length;
    while (seeded() < FEEDS && !bridge.isOver() && Date.now() - began < 20 * MINUTE) await pause(200);
    const first = Date.now() - began;
    console.log(
      `seeded ${seeded()} nodes of ${ENTRIES} entries in ${first / 1000} s; MB ${memoryOf(bridge.pid).join(', at most ')}`,
    );
    const nodes = Array.from({ length: FEEDS }, (_, feed) => [server.pubsub, `blog-${feed}`] as const);
    const bob = await startFollower(server, { user: 'bob', password: 'pass word', subscribe: nodes });
    ends.push(() => bob.stop());
    const before = new Map([...feeds.asked].map(([feed, times]) => [feed, times.at(-1) ?? 0]));
    const from = bob.events.length;
    const published = Date.now();
    feeds.publish();
    const heard = new Map<string, number>();
    for (let at = from; heard.size < FEEDS && Date.now() - published < INTERVAL + 5 * MINUTE; await pause(20)) {
      for (const event of bob.events.slice(at)) if (event.kind === 'item') heard.set(event.node, Date.now());
      at = bob.events.length;
    }
    const gaps = [...before].map(([feed, last]) => (feeds.asked.get(feed)?.find((at) => at > last) ?? Infinity) - last);
    const carried = [...heard].map(
      ([node, at]) => at - (feeds.asked.get(Number(node.slice('blog-'.length)))?.find((time) => time > published) ?? 0),
    );
    const [now = 0, most = 0] = memoryOf(bridge.pid);
    console.log(`asked again after s: ${spread(gaps.map((gap) => gap / 1000))}`);
    console.log(`from the answer of the feed to the follower, ms: ${spread(carried)}`);
    console.log(`MB now ${now}, at most ${most}; heard ${heard.size} of ${FEEDS}`);
    const asked = Date.now();
    const code = await bridge.end('SIGTERM');
    console.log(`ended in ${Date.now() - asked} ms`);
    assert.equal([heard.size, bob.events.filter(({ kind }) => kind === 'item').length, code], [FEEDS, FEEDS, 0]);
    assert.ok(most <= 300, `${most} MB`);
    // Two looks at what is due, and the others of the host.
    assert.ok(Math.max(...gaps) < INTERVAL + MINUTE / 2);
  } finally {
    for (const end of ends.toReversed()) await end();
  }
});

scale.run();
