// How long it takes from a saved file until a follower hears it: `skein dev --announce` with a thousand notes, a folder
// on http://localhost and a private Prosody. Beside it, what XMPP alone takes. Run by `npm run bench:latency`.
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { element, type Element } from '../../src/feeds/xml.ts';
import { heardIn, subscribe } from '../../src/nodes/subscription.ts';
import { createNode, publishItem } from '../../src/nodes/stanzas.ts';
import { serve } from '../../src/world/serve.ts';
import type { Talk } from '../../src/world/world.ts';
import { xmpp } from '../../src/world/xmpp.ts';
import { CLI, temporary } from '../program.ts';
import { startProsody } from '../servers/prosody.ts';

const NOTES = 1_000;
const TIMES = 20;
const PASSWORD = 'pass word';
const ANN = { jid: 'ann@localhost', node: 'urn:xmpp:microblog:0' };
const BARE = { ...ANN, node: 'bench' };
const TAGS = ['birds', 'lakes', 'skies', 'trees', 'wind'];

const folder = temporary();
const www = join(folder, 'www');
mkdirSync(www);
const [server, host] = [await startProsody(), await serve.site(www, 0)];
if (!host.ok) throw new Error(host.problems[0]?.what);
writeSite(host.value.url);
const [ann, bob] = [await logIn('ann'), await logIn('bob')];

const bare = await bareTimes();
print('publish → heard, XMPP alone', bare);
const saved = await savedTimes();
print(`save → heard, ${NOTES} notes`, saved);
console.log(`medians: ${(median(saved) / median(bare)).toFixed(0)} times`);

await Promise.all([ann.close(), bob.close()]);
await Promise.all([server.stop(), host.value.close()]);

function writeSite(url: string): void {
  const config = {
    title: 'Ann',
    url,
    author: { name: 'Ann' },
    id: 'tag:ann.example,2026:',
    xmpp: { jid: ANN.jid },
    deploy: { to: 'folder', folder: 'www' },
  };
  writeFileSync(join(folder, 'skein.config.js'), `export default ${JSON.stringify(config)};\n`);
  mkdirSync(join(folder, 'posts'));
  for (let note = 0; note < NOTES; note++) writeNote(`old-${note}`, Date.UTC(2024, 0, 1, 12 * note), note);
}

function writeNote(name: string, time: number, number: number): void {
  const tag = TAGS[number % TAGS.length];
  const lines = [
    '---',
    `date: ${new Date(time).toISOString()}`,
    '---',
    `This is ${name}: geese over the lake. #${tag}`,
  ];
  writeFileSync(join(folder, 'posts', `${name}.md`), `${lines.join('\n')}\n`);
}

async function logIn(user: string): Promise<Talk> {
  await server.register(user, PASSWORD);
  const account = { ...ANN, jid: `${user}@localhost` };
  const talk = await xmpp.connect({ account, password: PASSWORD, server: server.server });
  if (!talk.ok) throw new Error(talk.problems[0]?.what);
  await talk.value.send(element('presence'));
  return talk.value;
}

async function bareTimes(): Promise<number[]> {
  await ann.ask(createNode(BARE, new Map([['pubsub#access_model', 'open']])));
  await bob.ask(subscribe(BARE.jid, BARE.node, 'bob@localhost'));
  const times: number[] = [];
  for (let nth = 0; nth < TIMES; nth++) {
    const item = element('item', { id: `bare-${nth}` }, element('note', { xmlns: 'urn:bench' }, 'Geese.'));
    const heard = hears(`bare-${nth}`);
    const began = performance.now();
    void ann.ask(publishItem(BARE, item));
    times.push((await heard) - began);
  }
  return times;
}

async function savedTimes(): Promise<number[]> {
  const env = { ...process.env, SKEIN_XMPP_SERVER: server.server, SKEIN_XMPP_PASSWORD: PASSWORD };
  const words = ['dev', '--announce', '--port', '0', '--root', folder];
  const dev = spawn(process.execPath, [CLI, ...words], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const rounds = createInterface(dev.stdout)[Symbol.asyncIterator]();
  const times: number[] = [];
  try {
    await roundEnds(rounds);
    const follows = await bob.ask(subscribe(ANN.jid, ANN.node, 'bob@localhost'));
    if (!follows.ok) throw new Error(`Bob cannot follow: ${follows.refusal.condition}`);
    for (let nth = 0; nth < TIMES; nth++) {
      await pause(200);
      const heard = hears(`new-${nth}`);
      const began = performance.now();
      writeNote(`new-${nth}`, Date.now(), nth);
      times.push((await heard) - began);
      await roundEnds(rounds);
    }
  } finally {
    dev.kill();
  }
  return times;
}

// Of a round's two halves either may be the last.
async function roundEnds(lines: AsyncIterator<string>): Promise<void> {
  const awaited = new Set(['deployed', 'previewed']);
  while (awaited.size > 0) {
    const { value, done } = await lines.next();
    if (done) throw new Error('skein dev ended.');
    awaited.delete(/^\w+/.exec(value)?.[0] ?? '');
  }
}

/** The time at which Bob hears of an item. */
function hears(id: string): Promise<number> {
  return new Promise((resolve) => {
    const stop = bob.heard((stanza: Element) => {
      if (!heardIn(stanza, ANN.jid).some((item) => item.id === id)) return;
      stop();
      resolve(performance.now());
    });
  });
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;
}

function print(what: string, times: readonly number[]): void {
  const [middle, least, most] = [median(times), Math.min(...times), Math.max(...times)].map((time) => time.toFixed(1));
  console.log(`${what}: median ${middle} ms, min ${least}, max ${most}, of ${times.length}`);
}
