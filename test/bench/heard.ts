// From a saved file to a follower who hears it: `skein dev --announce` with the whole archive, a folder on
// http://localhost and a Prosody of its own. Beside it, what XMPP alone takes.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { element, type Element } from '../../src/feeds/xml.ts';
import { createNode, publishItem } from '../../src/nodes/stanzas.ts';
import { toldIn } from '../../src/nodes/events.ts';
import { itemsFrom } from '../../src/nodes/items.ts';
import { subscribe } from '../../src/nodes/subscriptions.ts';
import { serve } from '../../src/world/serve.ts';
import type { Talk } from '../../src/world/world.ts';
import { xmpp } from '../../src/world/xmpp.ts';
import { startProsody } from '../servers/prosody.ts';
import type { TestServer } from '../servers/server.ts';
import { change, today, type Bench } from './rounds.ts';
import { configOf } from './skein.ts';
import { startDev } from './stay.ts';

const TIMES = 20;
/** Milliseconds between two saves, so that nothing of the last one is still going on. */
const REST = 200;
/** Milliseconds after which an item is taken as lost. */
const PATIENCE = 10 * 60_000;
const PASSWORD = 'pass word';
const ANN = { jid: 'ann@localhost', node: 'urn:xmpp:microblog:0' };
const BARE = { ...ANN, node: 'bench' };

export async function measureHeard(bench: Bench): Promise<void> {
  const www = join(bench.folder, 'www');
  mkdirSync(www);
  const [server, host] = [await startProsody(), await serve.site(www, 0)];
  if (!host.ok) throw new Error(host.problems[0]?.what);
  for (const user of ['ann', 'bob']) await server.register(user, PASSWORD);
  const bob = await logIn(server, 'bob');
  await bob.send(element('presence'));
  try {
    await measureBare(bench, server, bob);
    const config = { url: host.value.url, xmpp: { jid: ANN.jid }, deploy: { to: 'folder', folder: www } };
    writeFileSync(join(bench.generators[0].root, 'skein.config.js'), configOf(config));
    await measureSaved(bench, server, bob);
  } finally {
    await bob.close();
    await Promise.all([server.stop(), host.value.close()]);
  }
}

async function logIn({ server }: TestServer, user: string): Promise<Talk> {
  const account = { ...ANN, jid: `${user}@localhost` };
  const talk = await xmpp.connect({ account, password: PASSWORD, server });
  if (!talk.ok) throw new Error(talk.problems[0]?.what);
  return talk.value;
}

/** What a plain script does, which logs in for each item, and what is left of it when one stays logged in. */
async function measureBare({ record }: Bench, server: TestServer, bob: Talk): Promise<void> {
  const staying = await logIn(server, 'ann');
  await staying.ask(createNode(BARE, new Map([['pubsub#access_model', 'open']])));
  await bob.ask(subscribe({ service: BARE.jid, node: BARE.node }, 'bob@localhost'));
  const timed = async (id: string, ann: () => Promise<Talk>): Promise<number> => {
    const item = element('item', { id }, element('note', { xmlns: 'urn:bench' }, 'Geese.'));
    const heard = hears(bob, id);
    const began = performance.now();
    const talk = await ann();
    await talk.ask(publishItem(BARE, item));
    const seconds = ((await heard) - began) / 1000;
    if (talk !== staying) await talk.close();
    return seconds;
  };
  for (let nth = 0; nth < TIMES; nth++) {
    const script = await timed(`script-${nth}`, () => logIn(server, 'ann'));
    record({ who: 'XMPP', work: 'logged in, published, heard' }, { seconds: script });
    const open = await timed(`open-${nth}`, () => Promise.resolve(staying));
    record({ who: 'XMPP', work: 'published, heard' }, { seconds: open });
  }
  await staying.close();
}

async function measureSaved({ generators: [skein], record }: Bench, server: TestServer, bob: Talk): Promise<void> {
  const env = { SKEIN_XMPP_SERVER: server.server, SKEIN_XMPP_PASSWORD: PASSWORD };
  const dev = startDev(skein.root, ['--announce'], env);
  // Of a round's two halves either may be the last.
  const roundEnds = (): Promise<void> => dev.says(/^previewed/, /^(deployed|nothing new to deploy)/);
  try {
    await roundEnds();
    const follows = await bob.ask(subscribe({ service: ANN.jid, node: ANN.node }, 'bob@localhost'));
    if (!follows.ok) throw new Error(`Bob cannot follow: ${follows.refusal.condition}`);
    for (let nth = 0; nth < TIMES; nth++) {
      await pause(REST);
      const note = today();
      const key = note.file.slice(note.file.indexOf('/') + 1, -'.md'.length);
      const [ended, heard] = [roundEnds(), hears(bob, key)];
      const began = performance.now();
      change(skein, note, 'add');
      record({ who: 'Skein', work: 'saved, heard' }, { seconds: ((await heard) - began) / 1000 });
      await ended;
    }
  } finally {
    await dev.end();
  }
}

/** The time at which he hears of an item. */
function hears(bob: Talk, id: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`Nobody hears of ${id}.`)), PATIENCE);
    const stop = bob.heard((stanza: Element) => {
      if (toldIn(stanza)?.service !== ANN.jid || !itemsFrom(stanza).some((item) => item.id === id)) return;
      stop();
      clearTimeout(late);
      resolve(performance.now());
    });
  });
}
