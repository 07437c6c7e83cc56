// What is tried on every server: following for real.
import type { Test } from 'uvu';
import * as assert from 'uvu/assert';
import { letBack, sendAway } from '../../src/announce/away.ts';
import { element } from '../../src/feeds/xml.ts';
import { gather } from '../../src/inbox/gather.ts';
import { list, listed, unlist } from '../../src/inbox/mirror.ts';
import { addressOf } from '../../src/nodes/address.ts';
import { createNode, PUBSUB } from '../../src/nodes/stanzas.ts';
import { wantedFor } from '../../src/nodes/configuration.ts';
import type { Account } from '../../src/model/site.ts';
import { sha1 } from '../../src/world/hash.ts';
import type { Talk } from '../../src/world/world.ts';
import { note, notes, site } from '../announce/blog.ts';
import { listener, login, PASSWORD, run } from '../announce/real.ts';
import { begin } from '../begin.ts';
import { startFollower } from '../servers/follower.ts';
import type { TestServer } from '../servers/server.ts';
import { endAll, Kept, startListening } from './ears.ts';

const USERS = [
  'ann',
  'away',
  'killed',
  'blocking',
  'movim',
  'bob',
  'carol',
  'dora',
  'fred',
  'eve',
  'author',
  'answered',
  'replier',
];

export interface Scene {
  server: TestServer;
}

const MICROBLOG = 'urn:xmpp:microblog:0';

export function at(user: string): Account {
  return { jid: `${user}@localhost`, node: MICROBLOG };
}

function address(user: string): string {
  return addressOf({ service: `${user}@localhost`, node: MICROBLOG });
}

export async function talkOf(server: TestServer, user: string): Promise<Talk> {
  const talk = await login(server, at(user));
  if (!talk.ok) throw new Error(talk.problems[0]?.what);
  return talk.value;
}

async function made(server: TestServer, user: string): Promise<void> {
  const talk = await talkOf(server, user);
  await talk.ask(createNode(at(user), wantedFor(site, at(user))));
  await talk.close();
}

export function following(real: Test<Scene>, start: () => Promise<TestServer>): void {
  begin(real, async (context, atEnd) => {
    context.server = await start();
    atEnd(() => context.server.stop());
    atEnd(endAll);
    for (const user of USERS) await context.server.register(user, PASSWORD);
  });

  real('what is published is heard at once, and so are its mending and its end', async ({ server }) => {
    const ann = address('ann');
    await made(server, 'ann');
    const bob = await startListening(server, { user: 'bob', nodes: [ann] });
    const [first, second] = [note(1), note(2)];
    const announced = run(server, at('ann'), [first, second]);
    const took = await bob.until((kept) => kept.texts(ann).length === 2);
    await announced;
    console.log(`    heard after ${Math.round(took)} ms, with two logins of who announces`);
    await run(server, at('ann'), [note(1, { text: 'Mended.' }), second]);
    await bob.until((kept) => kept.texts(ann).includes('Mended.'));
    await run(server, at('ann'), [second], { host: [second] });
    await bob.until((kept) => kept.texts(ann).length === 1);
    assert.equal(bob.kept.texts(ann), [second.text]);
    const [kept] = bob.kept.known(ann);
    assert.equal([kept?.id, kept?.item, kept?.author.uri], [second.id, second.key, 'xmpp:ann@localhost']);
    await bob.end();
  });

  real('what another client publishes is heard as it is told, and what is forged is not', async ({ server }) => {
    const movim = address('movim');
    const others = await talkOf(server, 'movim');
    // As other clients make it: ejabberd then tells only those whose presence it sees.
    await others.ask(createNode(at('movim'), new Map([['pubsub#access_model', 'open']])));
    await others.close();
    const bob = await startListening(server, { user: 'bob', nodes: [movim] });
    const eve = await talkOf(server, 'eve');
    const stolen = element(
      'item',
      { id: 'x' },
      element(
        'entry',
        { xmlns: 'http://www.w3.org/2005/Atom' },
        element('id', {}, 'x'),
        element('title', {}, 'Forged'),
      ),
    );
    const event = element('event', { xmlns: `${PUBSUB}#event` }, element('items', { node: MICROBLOG }, stolen));
    await eve.send(element('message', { to: 'bob@localhost/skein', type: 'headline' }, event));
    const client = await startFollower(server, { user: 'movim', password: PASSWORD });
    const published = client.publish(MICROBLOG, 'one', 'From slixmpp.');
    const took = await bob.until((kept) => kept.texts(movim).length > 0);
    await published;
    console.log(`    heard after ${Math.round(took)} ms`);
    assert.equal(bob.kept.texts(movim), ['From slixmpp.']);
    // A look would say what stands on the node.
    const told = bob.kept.all.filter(({ entries }) => entries.length > 0);
    assert.equal(
      told.map(({ stood }) => stood),
      [undefined],
    );
    await Promise.all([client.stop(), eve.close(), bob.end()]);
  });

  real('who was away for 20 posts has all of them, and lacks what was taken back meanwhile', async ({ server }) => {
    const away = address('away');
    await made(server, 'away');
    await run(server, at('away'), notes(5));
    const before = await startListening(server, { user: 'carol', nodes: [away] });
    await before.end();
    assert.is(before.kept.texts(away).length, 5);
    const now = notes(25).filter(({ key }) => key !== 'n5');
    await run(server, at('away'), now);
    const { kept } = before;
    const after = await startListening(server, { user: 'carol', nodes: [away], kept });
    assert.equal(kept.texts(away), now.map(({ text }) => text).reverse());
    const times = kept.all.length;
    const again = await startListening(server, { user: 'dora', nodes: [away], kept });
    assert.equal(kept.all.slice(times), [{ node: away, entries: [], deleted: [], stood: 'not seen' }], 'all is known');
    await Promise.all([after.end(), again.end()]);
    const once = new Kept();
    const talk = await talkOf(server, 'eve');
    await gather(talk, {
      nodes: [away],
      reach: 'newest',
      known: () => [],
      stood: () => undefined,
      hear: (heard) => once.keep(heard),
    });
    await talk.close();
    assert.equal(
      once.texts(away),
      now
        .slice(0, 20)
        .map(({ text }) => text)
        .reverse(),
      'one round, the newest page',
    );
  });

  real('a server that is killed and comes back is heard again, and nothing is missed', async ({ server }) => {
    const killed = address('killed');
    await made(server, 'killed');
    await server.restart();
    const bob = await startListening(server, { user: 'bob', nodes: [killed] });
    await run(server, at('killed'), [note(1)]);
    await bob.until((kept) => kept.texts(killed).length === 1);
    await server.kill();
    await server.restart();
    await run(server, at('killed'), notes(2));
    await bob.until((kept) => kept.texts(killed).length === 2);
    await run(server, at('killed'), notes(3));
    await bob.until((kept) => kept.texts(killed).length === 3);
    assert.equal(
      bob.line.map((trouble) => trouble?.where ?? 'there').filter((each, nth, all) => each !== all[nth - 1]).length >=
        3,
      true,
    );
    await bob.end();
  });

  real('a follower who is sent away hears nothing any more, with Skein or with another client', async ({ server }) => {
    const blocking = at('blocking');
    const before = await talkOf(server, 'blocking');
    const early = await sendAway(before, blocking, { jid: 'dora@localhost' });
    assert.equal(early, {
      said: ['The account takes nothing from dora@localhost any more.'],
      problems: [],
      isWhole: false,
    });
    assert.equal((await letBack(before, blocking, 'dora@localhost')).problems, []);
    await before.close();
    await made(server, 'blocking');
    const dora = await startListening(server, { user: 'dora', nodes: [address('blocking')] });
    const fred = await startFollower(server, { user: 'fred', password: PASSWORD });
    await fred.subscribe(blocking.jid, blocking.node);
    const heard = listener(fred, blocking);
    await run(server, blocking, [note(1)]);
    await dora.until((kept) => kept.texts(address('blocking')).length === 1);
    assert.equal(await heard(), [`n1 ${note(1).text}`]);
    const owner = await talkOf(server, 'blocking');
    const done = [
      await sendAway(owner, blocking, { jid: 'dora@localhost' }),
      await sendAway(owner, blocking, { jid: 'fred@localhost' }),
    ];
    console.log(done.flatMap(({ said }) => said.map((line) => `    ${line}`)).join('\n'));
    assert.equal(
      done.flatMap(({ problems }) => problems),
      [],
    );
    const times = dora.kept.all.length;
    await run(server, blocking, notes(2));
    assert.equal(await heard().then((events) => events.filter((event) => event !== 'subscription')), []);
    assert.equal(
      dora.kept.all.slice(times).flatMap(({ entries }) => entries),
      [],
    );
    const back = await letBack(owner, blocking, 'fred@localhost');
    const again = await letBack(owner, blocking, 'fred@localhost');
    assert.equal([back.problems, again.problems], [[], []]);
    await fred.subscribe(blocking.jid, blocking.node);
    await owner.close();
    await Promise.all([dora.end(), fred.stop()]);
  });

  real('who logs in as the same device sends the first away, who does not fight for it', async ({ server }) => {
    const one = await startListening(server, { user: 'dora', nodes: [] });
    const two = await startListening(server, { user: 'dora', nodes: [] });
    const trouble = await one.over;
    assert.is(trouble?.what, 'Another program has logged in as this device, so this one was sent away.');
    assert.equal([one.line.length, two.line], [2, [undefined]]);
    await two.end();
  });

  real('a password that is wrong is told once, and not tried again', async ({ server }) => {
    const ears = await startListening(server, { user: 'dora', nodes: [], password: 'wrong' });
    assert.is((await ears.over)?.what, 'The server refuses this account or its password.');
    assert.is(ears.line.length, 1);
  });

  real(
    'the list of follows is as Movim and Converse keep it, and what they have put there stays',
    async ({ server }) => {
      const carol = await talkOf(server, 'carol');
      const ann = { service: 'ann@localhost', node: MICROBLOG, title: 'Ann' };
      const news = { service: 'pubsub.localhost', node: 'news', title: '' };
      assert.equal(await listed(carol), { ok: true, value: [] });
      assert.equal(await list(carol, [ann], sha1), []);
      assert.equal(await list(carol, [ann, news], sha1), []);
      assert.equal(await listed(carol), { ok: true, value: [ann, news] });
      const client = await startFollower(server, { user: 'carol', password: PASSWORD });
      const ids = (await client.items('carol@localhost', 'urn:xmpp:pubsub:subscription')).map(({ id }) => id);
      // printf 'ann@localhost<urn:xmpp:microblog:0<carol@localhost' | sha1sum
      assert.is(ids[0], 'dfeb6171a945eb5ab6b8b691be0d788547829dc6');
      assert.is(await unlist(carol, ann, sha1), undefined);
      assert.equal(await listed(carol), { ok: true, value: [news] });
      await Promise.all([client.stop(), carol.close()]);
    },
  );
}
