// Feeds that go wrong beside others in one process: what each is told to do, and what a follower hears of all that.
import { writeFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { storeAt } from '../../src/world/store.ts';
import { begin } from '../begin.ts';
import { skein, temporary, type Ended } from '../program.ts';
import { startFollower, type Follower } from '../servers/follower.ts';
import { startProsody } from '../servers/prosody.ts';
import type { TestServer } from '../servers/server.ts';
import { hearingOf } from './real.ts';
import { atomOf, startSource, type Said, type Source } from './source.ts';

const [a, b, c, d]: readonly [Said, Said, Said, Said] = [
  { id: 'a', minute: 1 },
  { id: 'b', minute: 2 },
  { id: 'c', minute: 3 },
  { id: 'd', minute: 4 },
];
const [FIRST, NEWS] = [atomOf([b, a]), atomOf([d, b, a])];
const ATOM = 'application/atom+xml';
const PARKED = '<!doctype html><html><head><title>Not found</title></head><body><p>Nothing is here.</p></body></html>';

const says =
  (status: number, headers: Record<string, string> = {}, body = ''): RequestListener =>
  (_, response) =>
    void response.writeHead(status, headers).end(body);

/** The connection ends before the answer does. */
const short: RequestListener = (_, response) => {
  response.writeHead(200, { 'content-type': ATOM, 'content-length': String(NEWS.length) });
  response.write(NEWS.slice(0, -200), () => response.destroy());
};

/** The document ends in the middle of an entry, as one does that is just being written. */
const CUT = atomOf([c, { ...b, html: '<p>Words that are said in full.</p>' }]).replace(/said in full[^]*/, 'sai');

/** Several posts of a program that gives all of them one id. */
function ofOneId(...entries: readonly Said[]): string {
  return atomOf(entries).replaceAll(/\?p=\w/g, '?p=always');
}

/** As it is after the blog has got another name, where ids are addresses. */
function elsewhere(text: string): string {
  return text.replaceAll('https://blog.example/', 'https://new.example/');
}

interface Fault {
  readonly trouble: RequestListener | string;
  /** What is said of it; absent where nothing is wrong. */
  readonly wrong?: string;
  /** What followers hear of it meanwhile. */
  readonly heard?: readonly string[];
  /** What it is at first and afterwards, and what is heard then. */
  readonly first?: string;
  readonly after?: string;
  readonly later?: readonly string[];
}

const LESS = 'The server wants to be asked less often.';
const GONE = `It is gone for good, says the server.
    What is on the node stays, and it is asked no more. Take the bridge out of bridges.yaml, or end the command.
`;
const PAGE = 'It is a web page without a feed in it.';

const FAULTS: Readonly<Record<string, Fault>> = {
  well: { trouble: atomOf([c, b, a]), heard: ['c'] },
  down: { trouble: says(503), wrong: 'The server has no time.' },
  broken: { trouble: says(500, {}, PARKED), wrong: 'The server is in trouble (it answers 500).' },
  lost: { trouble: says(404, {}, PARKED), wrong: 'There is nothing at this address.' },
  parked: { trouble: says(200, { 'content-type': 'text/html' }, PARKED), wrong: PAGE },
  empty: { trouble: says(200, { 'content-type': ATOM }), wrong: 'It is empty.' },
  short: { trouble: short, wrong: 'The server hung up in the middle.' },
  cut: { trouble: CUT, heard: ['c'], after: atomOf([d, c, b, a]) },
  'of one id': {
    first: ofOneId(b, a),
    trouble: ofOneId(c, b, a),
    heard: ['c'],
    after: ofOneId(d, c, b, a),
  },
  'that has moved': {
    trouble: elsewhere(atomOf([c, b, a])),
    heard: ['a', 'b', 'c'],
    after: elsewhere(atomOf([d, c, b, a])),
  },
  'with odd dates': {
    trouble: atomOf([{ ...c, published: '2099-01-01T00:00:00Z' }, { ...d, published: 'yesterday' }, b, a]),
    heard: ['d', 'c'],
    after: atomOf([{ ...c, published: '2099-01-01T00:00:00Z' }, { ...d, published: 'yesterday' }, b, a]),
    later: [],
  },
  gone: { trouble: says(410), wrong: 'It is gone for good, says the server.', later: [] },
};

interface Context {
  cwd: string;
  server: TestServer;
  bob: Follower;
  sources: ReadonlyMap<string, Source>;
  once: (...words: readonly string[]) => Promise<Ended>;
  /** The bridge of this name alone, by its two ends, until nothing more can come of it. */
  alone: (name: string) => Promise<Ended>;
  /** The round in which all was well. */
  first: Ended;
  /** What was heard since it was last asked, by the name of the bridge. */
  heard: () => Promise<Readonly<Record<string, readonly string[]>>>;
  /** What `--status` says of each: what is wrong, and when it is asked again. */
  status: () => Promise<ReadonlyMap<string, { readonly wrong: string; readonly next: string }>>;
}

const faults = suite<Context>('feeds in trouble');

/** Two more feeds of one host, and one that claims the entries of another on its node. */
const [BUSY, NEIGHBOUR, THIEF] = ['busy', 'neighbour', 'thief'];

function nodeOf(name: string): string {
  return name === THIEF ? 'well' : name;
}

begin(faults, async (context, atEnd) => {
  const [server, cwd] = [await startProsody({ owners: ['me'] }), temporary()];
  atEnd(() => server.stop());
  for (const user of ['me', 'bob']) await server.register(user, 'pass word');
  const names = [...Object.keys(FAULTS), BUSY, THIEF];
  const sources = new Map(await Promise.all(names.map(async (name) => [name, await startSource()] as const)));
  for (const source of sources.values()) atEnd(() => source.close());
  for (const [name, source] of sources) source.say(FAULTS[name]?.first ?? FIRST);
  sources.get(THIEF)?.say(elsewhere(atomOf([{ ...a, title: 'Mine' }])));
  const bridge = (name: string, from: string | undefined): object => {
    return { name, from, to: `xmpp:${server.pubsub}?;node=${nodeOf(name)}`, jid: 'me@localhost' };
  };
  const bridges = [
    ...[...sources].map(([name, { url }]) => bridge(name, url)),
    bridge(NEIGHBOUR, `${sources.get(BUSY)?.url}/2`),
  ];
  writeFileSync(join(cwd, 'bridges.yaml'), JSON.stringify({ bridges }));
  const env = {
    SKEIN_XMPP_SERVER: server.server,
    SKEIN_XMPP_PASSWORD: 'pass word',
    SKEIN_ALLOW_HOSTS: '127.0.0.1',
    XDG_STATE_HOME: join(cwd, 'state'),
  };
  const once: Context['once'] = (...words) => skein(['bridge', '--config', 'bridges.yaml', ...words], { cwd, env });
  const first = await once('--once');
  context.alone = (name) => {
    const to = `xmpp:${server.pubsub}?;node=${nodeOf(name)}`;
    return skein(['bridge', sources.get(name)?.url ?? '', to, '--jid', 'me@localhost'], { cwd, env });
  };
  const nodes = [...new Set([...names, NEIGHBOUR].map(nodeOf))];
  const subscribe = nodes.map((node) => [server.pubsub, node] as const);
  const bob = await startFollower(server, { user: 'bob', password: 'pass word', subscribe });
  atEnd(() => bob.stop());
  const hear = hearingOf(bob);
  Object.assign(context, { cwd, server, bob, sources, once, first });
  context.heard = async () => {
    const heard: Record<string, string[]> = {};
    for (const event of await hear()) {
      const text = event.kind === 'item' ? String(event.title).replace('Title ', '') : event.kind;
      if ('node' in event) (heard[event.node] ??= []).push(text);
    }
    return heard;
  };
  context.status = async () => {
    const { out } = await once('--status');
    const rows = out.trim().split('\n').slice(1);
    return new Map(
      rows.map((row) => {
        const [name = '', , , , , next = '', wrong = ''] = row.split(/ {2,}/);
        return [name, { wrong, next }] as const;
      }),
    );
  };
});

/** So many hours go by for what is remembered of the feeds. */
async function letPass(cwd: string, hours: number): Promise<void> {
  const store = await storeAt(join(cwd, 'state', 'skein', 'bridge.db'));
  if (!store.ok) throw new Error(store.problems[0]?.what);
  for (const time of ['$.next', '$.waits']) {
    const before = `strftime('%Y-%m-%dT%H:%M:%SZ', json_extract(state, '${time}'), '-${hours} hours')`;
    store.value.run(`UPDATE source SET state = json_replace(state, '${time}', ${before})`);
  }
  store.value.close();
}

function askedOf({ sources }: Context): Readonly<Record<string, number>> {
  return Object.fromEntries([...sources].map(([name, { asked }]) => [name, asked.all]));
}

/** By the name of the node, where there is any. */
function tableOf(pick: (fault: Fault) => readonly string[] | undefined): Readonly<Record<string, readonly string[]>> {
  const rows = Object.entries(FAULTS).map(([name, fault]) => [name, pick(fault) ?? []] as const);
  return Object.fromEntries(rows.filter(([, heard]) => heard.length > 0));
}

faults('are all brought at once at first, and nothing is said but that', ({ first, sources }) => {
  const lines = first.out.trim().split('\n');
  assert.equal([first.code, first.err, lines.length], [0, '', sources.size + 1]);
  assert.ok(lines.every((line) => / (?:2 new entries|1 new entry), silently$/.test(line)));
});

faults('hold up no other, and are told in a sentence each', async (context) => {
  const { sources, once, heard, status } = context;
  for (const [name, { trouble }] of Object.entries(FAULTS)) {
    const source = sources.get(name);
    if (typeof trouble === 'string') source?.say(trouble);
    else source?.answer(trouble);
  }
  sources.get(BUSY)?.answer(says(429, { 'retry-after': '7200' }));
  // It says that the entries of another are its own, that they say something else, and that one is deleted.
  sources.get(THIEF)?.say(atomOf([{ ...b, title: 'Stolen' }], ['https://blog.example/?p=a']));
  const [before, began] = [askedOf(context), Date.now()];
  const { code, err } = await once('--once');
  assert.ok(err.includes(GONE), err);
  // Whoever has a bridge follows nobody.
  assert.not.match(err, /skein (?:un)?follow/);
  assert.equal([code, await heard()], [3, tableOf((fault) => fault.heard)]);
  // Of two on one host only one is asked, once the host has said that it wants to be left alone.
  assert.equal(askedOf(context), Object.fromEntries(Object.entries(before).map(([name, times]) => [name, times + 1])));

  const table = await status();
  for (const [name, { wrong = '' }] of Object.entries(FAULTS)) assert.is(table.get(name)?.wrong, wrong, name);
  const busy = [table.get(BUSY), table.get(NEIGHBOUR)];
  assert.ok(
    busy.some((row) => row?.wrong === LESS),
    JSON.stringify(busy),
  );
  for (const row of busy) assert.ok(Date.parse(row?.next ?? '') > began + 118 * 60_000, JSON.stringify(row));
  assert.is(table.get('gone')?.next, '-');
});

faults('are left alone until it is time, whoever asks', async (context) => {
  const { once, heard } = context;
  const before = askedOf(context);
  assert.is((await once('--once')).code, 3);
  const troubled = [...Object.keys(FAULTS).filter((name) => FAULTS[name]?.wrong !== undefined), BUSY];
  const asked = Object.entries(askedOf(context)).filter(([name, times]) => times > (before[name] ?? 0));
  assert.equal(
    [asked.map(([name]) => name).filter((name) => troubled.includes(name)), asked.length, await heard()],
    [[], context.sources.size - troubled.length, {}],
  );
});

faults('go on where they were, each when it may be asked, and the one that is gone never', async (context) => {
  const { sources, once, heard, status, cwd } = context;
  for (const [name, { after = NEWS }] of Object.entries(FAULTS)) sources.get(name)?.say(after);
  sources.get('well')?.say(atomOf([d, c, b, a]));
  sources.get(BUSY)?.say(NEWS);
  sources.get(THIEF)?.say(elsewhere(atomOf([{ ...a, title: 'Mine' }])));
  const before = askedOf(context);
  await letPass(cwd, 1);
  await once('--once');
  assert.equal(
    await heard(),
    tableOf(({ later = ['d'] }) => later),
  );
  const left = ['gone', BUSY];
  for (const name of left) assert.is(askedOf(context)[name], before[name], name);

  await letPass(cwd, 2);
  const { code, out } = await once('--once');
  assert.equal([code, out.match(/new entry/g)?.length], [3, 2]);
  assert.equal(await heard(), { [BUSY]: ['d'], [NEIGHBOUR]: ['d'] });
  assert.is(askedOf(context)['gone'], before['gone']);
  const wrong = [...(await status())].filter(([, row]) => row.wrong !== '').map(([name]) => name);
  assert.equal(wrong, ['gone']);
  // A program that has nothing to wait for says why it ends.
  const ended = await context.alone('gone');
  assert.equal([ended.code, ended.err.split('  ')[1]], [3, `${GONE.split('\n')[0]}\n`]);
  assert.ok(ended.err.endsWith(GONE), ended.err);
});

faults.run();
