// `npm run bench -- bridge`: entries a second from a feed onto a node, beside a plain script of slixmpp that publishes
// the same items. Both put one at a time and wait for its confirmation; a third account, who follows, holds the clock.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
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

/** As many as followers are told of at once; what is more comes silently. */
const ENTRIES = 20;
const PASSWORD = 'pass word';
const NODE = 'urn:xmpp:microblog:0';
/** Milliseconds after which an item is taken as lost. */
const PATIENCE = 20_000;

interface Asked {
  readonly runs: number;
  readonly folder: string;
}

interface Bench {
  readonly server: TestServer;
  readonly source: Source;
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
    const [server, source] = [await start(), await startSource()];
    await server.register('bob', PASSWORD);
    const bob = await logIn(server, 'bob');
    await bob.send(element('presence'));
    say(server.kind);
    for (let nth = 0; nth < runs; nth++) await round({ server, source, folder, bob, record }, nth);
    await bob.close();
    await Promise.all([source.close(), server.stop()]);
  }
  const date = new Date().toISOString();
  const bridge: BridgeResults = { date, machine: about, entries: ENTRIES, measured };
  const kept = keptIn(out) ?? { date, machine: about, files: 'on disk' as const, measured: [] };
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, 'results.json'), textOf({ ...kept, bridge }));
  console.log(bridgeTableOf(bridge));
}

async function logIn({ server }: TestServer, user: string): Promise<Talk> {
  const account = { jid: `${user}@localhost`, node: NODE };
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

/** Two accounts, each with a node that is new: Skein brings a feed to the one, slixmpp the same items to the other. */
async function round(bench: Bench, nth: number): Promise<void> {
  const { server, source, bob, folder, record } = bench;
  const [ours, theirs] = [`ours${nth}`, `theirs${nth}`];
  for (const user of [ours, theirs]) await server.register(user, PASSWORD);
  const env = {
    SKEIN_XMPP_SERVER: server.server,
    SKEIN_XMPP_PASSWORD: PASSWORD,
    SKEIN_ALLOW_HOSTS: '127.0.0.1',
    XDG_STATE_HOME: mkdtempSync(join(folder, 'state-')),
  };
  const bring = async (count: number, user = ours): Promise<void> => {
    source.say(feedOf(count));
    const words = ['bridge', source.url, `xmpp:${user}@localhost`, '--once'];
    const { err } = await skein(words, { cwd: folder, env });
    if (err !== '') throw new Error(err);
  };
  // The first entries come silently; those after them are told.
  await bring(1);
  await follow(bob, ours);
  const all = hears(bob, ours, ENTRIES);
  await bring(1 + ENTRIES);
  const { seconds, items } = await all;
  const script = async (): Promise<number> => {
    // So the node is configured as the other one is.
    await bring(1, theirs);
    await follow(bob, theirs);
    const heard = hears(bob, theirs, ENTRIES);
    await published(server, theirs, items);
    return (await heard).seconds;
  };
  record({ who: 'Skein', server: server.kind, work: 'twenty heard' }, { seconds });
  record({ who: 'slixmpp', server: server.kind, work: 'twenty heard' }, { seconds: await script() });
  const [began, one] = [performance.now(), hears(bob, ours, 1)];
  await bring(2 + ENTRIES);
  record(
    { who: 'Skein', server: server.kind, work: 'begun, one heard' },
    { seconds: ((await one).last - began) / 1000 },
  );
}

function feedOf(count: number): string {
  const at = new Map(said(count).map(({ id, updated }) => [id, updated]));
  return atomOf(said(count)).replaceAll(
    /(\?p=(e\d+)<\/id>[^]*?<published>)[^<]*/g,
    (_, before: string, id: string) => before + String(at.get(id)),
  );
}

async function follow(bob: Talk, user: string): Promise<void> {
  const follows = await bob.ask(subscribe({ service: `${user}@localhost`, node: NODE }, 'bob@localhost'));
  if (!follows.ok) throw new Error(`Bob cannot follow: ${follows.refusal.condition}`);
}

interface Heard {
  /** From the first to the last. */
  readonly seconds: number;
  /** When the last one came, by `performance.now()`. */
  readonly last: number;
  /** As XML. */
  readonly items: readonly string[];
}

/** Waits until he has heard so many items of an account. */
function hears(bob: Talk, user: string, count: number): Promise<Heard> {
  return new Promise((resolve, reject) => {
    const items: string[] = [];
    let first = 0;
    const late = setTimeout(() => reject(new Error(`Of ${count} ${items.length} were heard.`)), PATIENCE);
    const stop = bob.heard((stanza) => {
      if (toldIn(stanza)?.service !== `${user}@localhost`) return;
      const now = performance.now();
      if (items.length === 0) first = now;
      items.push(...itemElements(stanza).map(String));
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

async function published(server: TestServer, user: string, items: readonly string[]): Promise<void> {
  const script = join(import.meta.dirname, 'publish.py');
  const words = [script, `${user}@localhost`, PASSWORD, String(server.port), NODE];
  const child = spawn('/usr/bin/python3', words, { stdio: ['pipe', 'ignore', 'inherit'] });
  child.stdin.end(JSON.stringify(items));
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`publish.py ended with ${String(code)}`);
}
