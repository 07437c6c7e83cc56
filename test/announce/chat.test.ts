// Chat on the servers of Debian 12: who is told, and how often.
import { setTimeout as pause } from 'node:timers/promises';
import { suite, type Test } from 'uvu';
import * as assert from 'uvu/assert';
import { chat, type Said } from '../../src/announce/chat.ts';
import { unsaid } from '../../src/announce/said.ts';
import { element, type Element } from '../../src/feeds/xml.ts';
import { newestFirst, type Entry } from '../../src/model/entry.ts';
import type { Site } from '../../src/model/site.ts';
import { setContact } from '../../src/nodes/stanzas.ts';
import type { Reply, Talk } from '../../src/world/world.ts';
import { startEjabberd } from '../servers/ejabberd.ts';
import { startFollower, type Follower } from '../servers/follower.ts';
import { startProsody } from '../servers/prosody.ts';
import type { TestServer } from '../servers/server.ts';
import { at, note, notes, site } from './blog.ts';
import { login, PASSWORD } from './real.ts';
import { begin } from '../begin.ts';
import { until } from '../until.ts';

/** A roster with one contact whom Skein has accepted. */
function rosterOf(jid: string): Element {
  const item = element('item', { jid, subscription: 'both' }, element('group', {}, 'Skein'));
  return element('iq', {}, element('query', { xmlns: 'jabber:iq:roster' }, item));
}

const memory = suite('what is to be said in chat');

const keys = (entries: readonly Entry[]): readonly string[] => entries.map(({ key }) => key);

memory('is at first what has just been published', () => {
  assert.equal(keys(unsaid(notes(9), new Set(), [note(9), note(8)])), ['n8', 'n9']);
});

memory('is then whatever is newer than the oldest that was said, also what a broken run left', () => {
  assert.equal(keys(unsaid(notes(9), new Set(['n5', 'n7']), [note(9)])), ['n6', 'n8', 'n9']);
});

memory('is not an edit', () => {
  assert.equal(keys(unsaid(notes(9), new Set(['n8', 'n9']), [])), []);
});

memory('is written down first: what cannot be is not said', async () => {
  const sent: string[] = [];
  const answers: Readonly<Record<string, Reply>> = {
    items: { ok: true, stanza: element('iq') },
    publish: { ok: false, refusal: { type: 'wait', condition: 'internal-server-error' } },
    query: { ok: true, stanza: rosterOf('bob@localhost') },
  };
  const talk: Talk = {
    jid: `${at.jid}/skein`,
    ask: (iq) => {
      const asked = iq.getChildElements()[0];
      const name = asked?.name === 'pubsub' ? asked.getChildElements()[0]?.name : asked?.name;
      const answer = answers[name ?? ''];
      return answer ? Promise.resolve(answer) : Promise.reject(new Error(iq.toString()));
    },
    send: (stanza) => Promise.resolve(void sent.push(stanza.name)),
    heard: () => () => undefined,
    ended: new Promise(() => undefined),
    close: () => Promise.resolve(),
  };
  const of: Site = { ...site, announce: { chat: true, rooms: [], hubs: [] } };
  const clock = { now: () => new Date(0), wait: () => Promise.resolve() };
  const { said, problems } = await chat(talk, clock, { site: of, at, live: [note(1)], fresh: [note(1)] });
  assert.equal([said, problems.length, sent], [[], 1, ['presence']]);
});

memory.run();

interface Scene {
  server: TestServer;
  bob: Follower;
}

async function say({ server, bob }: Scene, of: Site, ...fresh: readonly Entry[]): Promise<Said> {
  const talk = await login(server, at);
  if (!talk.ok) throw new Error(talk.problems[0]?.what);
  const clock = { now: () => new Date(), wait: (milliseconds: number) => pause(milliseconds) };
  const said = await chat(talk.value, clock, { site: of, at, live: fresh.toSorted(newestFirst), fresh });
  await talk.value.close();
  await bob.rest(250);
  return said;
}

const heardBy = ({ events }: Follower): readonly string[] =>
  events.flatMap((event) => (event.kind === 'chat' ? [`${event.type}: ${event.body}`] : []));

/** Asks for the presence of Ann, whose client is there to accept it. */
async function befriended(follower: Follower): Promise<void> {
  await follower.befriend(at.jid);
  await until(async () => (await follower.roster())[at.jid] === 'both');
}

/** As the person does it in a client: accepts who asks, and puts them into the group. */
async function acceptByHand({ server, bob }: Scene): Promise<void> {
  const ann = await startFollower(server, { user: 'ann', password: PASSWORD });
  await befriended(bob);
  await ann.stop();
  const talk = await login(server, at);
  if (!talk.ok) throw new Error(talk.problems[0]?.what);
  await talk.value.ask(setContact(bob.jid, ['Skein']));
  await talk.value.close();
}

function chatting(real: Test<Scene>, start: () => Promise<TestServer>, accept: (scene: Scene) => Promise<void>): void {
  const ROOM = 'lobby@rooms.localhost';
  const told: Site = { ...site, announce: { chat: true, rooms: [ROOM, 'none@rooms.localhost'], hubs: [] } };

  begin(real, async (scene, atEnd) => {
    scene.server = await start();
    atEnd(() => scene.server.stop());
    for (const user of ['ann', 'bob', 'carol']) await scene.server.register(user, PASSWORD);
    scene.bob = await startFollower(scene.server, { user: 'bob', password: PASSWORD, join: [ROOM] });
    atEnd(() => scene.bob.stop());
  });

  real('nobody is told, accepted or shown a presence unless the site wants it', async ({ server, bob }) => {
    await bob.befriend(at.jid);
    assert.equal(await say({ server, bob }, site, note(1)), { said: [], problems: [] });
    assert.equal([heardBy(bob), await bob.roster()], [[], {}]);
  });

  real('who is accepted is told each entry once, and so is a room', async (scene) => {
    const { bob } = scene;
    await accept(scene);
    const { said, problems } = await say(scene, told, note(1));
    assert.equal([keys(said), problems.map(({ where }) => where)], [['n1'], ['none@rooms.localhost']]);
    assert.equal([...heardBy(bob)].sort(), [
      'chat: Note of minute 1.\n\nhttps://ann.example/2026/11/n1/',
      'groupchat: Note of minute 1.\n\nhttps://ann.example/2026/11/n1/',
    ]);
    assert.equal(await say(scene, told, note(1)), { said: [], problems: [] });
    assert.equal(keys((await say(scene, told, note(1), note(2))).said), ['n2']);
    assert.is(heardBy(bob).length, 4);
  });

  real('a contact of another kind is not told', async ({ server, bob }) => {
    const carol = await startFollower(server, { user: 'carol', password: PASSWORD });
    const ann = await startFollower(server, { user: 'ann', password: PASSWORD });
    await befriended(carol);
    await ann.stop();
    await say({ server, bob }, told, note(2), note(3));
    await carol.rest(0);
    assert.equal([heardBy(carol), heardBy(bob).length], [[], 6]);
    await carol.stop();
  });
}

const prosody = suite<Scene>('chat on Prosody');
const ejabberd = suite<Scene>('chat on ejabberd');

// Prosody hands over the request that Bob has made.
chatting(prosody, startProsody, () => Promise.resolve());
chatting(ejabberd, startEjabberd, acceptByHand);

prosody.run();
ejabberd.run();
