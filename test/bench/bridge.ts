// `npm run bench -- bridge`: entries a second from feeds onto nodes, beside a plain script of slixmpp that publishes the
// same items. Both put one at a time and wait for its confirmation; a third account, who follows, holds the clock.
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { element, type Element } from '../../src/feeds/xml.ts';
import { toldIn } from '../../src/nodes/events.ts';
import { subscribe } from '../../src/nodes/subscriptions.ts';
import type { Talk } from '../../src/world/world.ts';
import { xmpp } from '../../src/world/xmpp.ts';
import { atomOf, startSource, type Said, type Source } from '../bridge/source.ts';
import { skein } from '../program.ts';
import { startEjabberd } from '../servers/ejabberd.ts';
import { startProsody } from '../servers/prosody.ts';
import type { TestServer } from '../servers/server.ts';
import { bridgeTableOf, type BridgeMeasured, type BridgeResults } from './bridge-table.ts';
import { recorderOf } from './recorder.ts';
import { keptIn, machine, textOf } from './results.ts';

/** Of each feed as many as followers are told of at once; what is more comes silently. */
const ENTRIES = 20;
const NODES = 'abcdefghij'.split('');
const ALL = NODES.length * ENTRIES;
const PASSWORD = 'pass word';
/** Milliseconds after which an item is taken as lost. */
const PATIENCE = 20_000;

interface Asked {
  readonly runs: number;
  readonly folder: string;
}

interface Bench {
  readonly server: TestServer;
  /** One for each node. */
  readonly sources: readonly Source[];
  readonly folder: string;
  readonly bob: Talk;
  readonly record: ReturnType<typeof recorderOf<BridgeMeasured>>;
}

/** Measures, prints the table, and keeps what was found in `out` beside what other runs found there. */
export async function benchBridge({ runs, folder }: Asked, out: string, say: (line: string) => void): Promise<void> {
  const about = await machine();
  const measured: BridgeMeasured[] = [];
  const record = recorderOf(measured, say);
  for (const start of [startProsody, startEjabberd]) {
    const [server, sources] = [await start(), await Promise.all(NODES.map(startSource))];
    await server.register('bob', PASSWORD);
    const bob = await logIn(server, 'bob');
    await bob.send(element('presence'));
    say(server.kind);
    for (let nth = 0; nth < runs; nth++) await round({ server, sources, folder, bob, record }, nth);
    await bob.close();
    await Promise.all([...sources.map((source) => source.close()), server.stop()]);
  }
  const date = new Date().toISOString();
  const bridge: BridgeResults = { date, machine: about, entries: ALL, measured };
  const kept = keptIn(out) ?? { date, machine: about, files: 'on disk' as const, measured: [] };
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, 'results.json'), textOf({ ...kept, bridge }));
  console.log(bridgeTableOf(bridge));
}

async function logIn({ server }: TestServer, user: string): Promise<Talk> {
  const account = { jid: `${user}@localhost`, node: 'a' };
  const talk = await xmpp.connect({ account, password: PASSWORD, server });
  if (!talk.ok) throw new Error(talk.problems[0]?.what);
  return talk.value;
}

/** Newest first. */
const said = (count: number): readonly Said[] =>
  Array.from({ length: count }, (_, n) => ({
    id: `e${count - n}`,
    minute: 0,
    updated: dateOf(count - n),
    html: `<p>Words of <b>${count - n}</b>, about geese.</p>`,
  }));

function dateOf(nth: number): string {
  return new Date(Date.UTC(2026, 10, 1) + nth * 60_000).toISOString().replace('.000', '');
}

/** Two accounts with nodes that are new: Skein brings feeds to those of the one, slixmpp the same items to the other's. */
async function round(bench: Bench, nth: number): Promise<void> {
  const { server, sources, bob, record } = bench;
  const [ours, theirs] = [`ours${nth}`, `theirs${nth}`];
  for (const user of [ours, theirs]) await server.register(user, PASSWORD);
  const bring = async (count: number, user = ours): Promise<void> => {
    for (const source of sources) source.say(feedOf(count));
    await bridged(bench, user);
  };
  // The first entries come silently; those after them are told.
  await bring(1);
  await follow(bob, ours);
  const all = hears(bob, ours, ALL);
  await bring(1 + ENTRIES);
  const { seconds, items } = await all;
  const script = async (): Promise<number> => {
    // So the nodes are configured as the others are.
    await bring(1, theirs);
    await follow(bob, theirs);
    const heard = hears(bob, theirs, ALL);
    await published(server, theirs, items);
    return (await heard).seconds;
  };
  record({ who: 'Skein', server: server.kind, work: 'all heard' }, { seconds });
  record({ who: 'slixmpp', server: server.kind, work: 'all heard' }, { seconds: await script() });
  for (const source of sources) source.say(feedOf(1 + ENTRIES));
  sources[0]?.say(feedOf(2 + ENTRIES));
  const [began, one] = [performance.now(), hears(bob, ours, 1)];
  await bridged(bench, ours);
  record(
    { who: 'Skein', server: server.kind, work: 'begun, one heard' },
    { seconds: ((await one).last - began) / 1000 },
  );
}

/** One round of Skein: each feed to the node of its own. */
async function bridged({ server, sources, folder }: Bench, user: string): Promise<void> {
  const place = join(folder, user);
  mkdirSync(place, { recursive: true });
  const bridges = NODES.map((node, nth) => {
    return { name: node, from: sources[nth]?.url, to: `xmpp:${user}@localhost?;node=${node}` };
  });
  writeFileSync(join(place, 'bridges.yaml'), JSON.stringify({ bridges }));
  const env = {
    SKEIN_XMPP_SERVER: server.server,
    SKEIN_XMPP_PASSWORD: PASSWORD,
    SKEIN_ALLOW_HOSTS: '127.0.0.1',
    XDG_STATE_HOME: place,
  };
  const { code, err } = await skein(['bridge', '--config', 'bridges.yaml', '--once'], { cwd: place, env });
  if (code !== 0) throw new Error(err);
}

function feedOf(count: number): string {
  const at = new Map(said(count).map(({ id, updated }) => [id, updated]));
  return atomOf(said(count)).replaceAll(
    /(\?p=(e\d+)<\/id>[^]*?<published>)[^<]*/g,
    (_, before: string, id: string) => before + String(at.get(id)),
  );
}

async function follow(bob: Talk, user: string): Promise<void> {
  for (const node of NODES) {
    const follows = await bob.ask(subscribe({ service: `${user}@localhost`, node }, 'bob@localhost'));
    if (!follows.ok) throw new Error(`Bob cannot follow: ${follows.refusal.condition}`);
  }
}

interface Heard {
  /** From the first to the last. */
  readonly seconds: number;
  /** When the last one came, by `performance.now()`. */
  readonly last: number;
  /** In their order, as XML. */
  readonly items: readonly (readonly [node: string, item: string])[];
}

/** Waits until he has heard so many items of an account. */
function hears(bob: Talk, user: string, count: number): Promise<Heard> {
  return new Promise((resolve, reject) => {
    const items: (readonly [node: string, item: string])[] = [];
    let first = 0;
    const late = setTimeout(() => reject(new Error(`Of ${count} ${items.length} were heard.`)), PATIENCE);
    const stop = bob.heard((stanza) => {
      const told = toldIn(stanza);
      if (told?.service !== `${user}@localhost`) return;
      const now = performance.now();
      if (items.length === 0) first = now;
      for (const item of itemElements(stanza)) items.push([told.node, String(item)]);
      if (items.length < count) return;
      stop();
      clearTimeout(late);
      resolve({ seconds: (now - first) / 1000, last: now, items });
    });
  });
}

function itemElements(stanza: Element): readonly Element[] {
  return stanza.getChild('event')?.getChild('items')?.getChildren('item') ?? [];
}

async function published(server: TestServer, user: string, items: Heard['items']): Promise<void> {
  const script = join(import.meta.dirname, 'publish.py');
  const words = [script, `${user}@localhost`, PASSWORD, String(server.port)];
  const child = spawn('/usr/bin/python3', words, { stdio: ['pipe', 'ignore', 'inherit'] });
  child.stdin.end(JSON.stringify(items));
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`publish.py ended with ${String(code)}`);
}
