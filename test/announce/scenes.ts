// What is tried on every server and place: announcing for real, heard by a third-party client.
import type { Test } from 'uvu';
import * as assert from 'uvu/assert';
import { fine, type Checked } from '../../src/model/problem.ts';
import type { Account } from '../../src/model/site.ts';
import type { Talk } from '../../src/world/world.ts';
import { configureNode, createNode, publishItem } from '../../src/nodes/stanzas.ts';
import { wantedFor } from '../../src/nodes/configuration.ts';
import { itemOf } from '../../src/nodes/items.ts';
import { element, type Element } from '../../src/feeds/xml.ts';
import { freshIn } from '../../src/announce/round.ts';
import { begin } from '../begin.ts';
import { startFollower, type Follower } from '../servers/follower.ts';
import type { ServerOptions, TestServer } from '../servers/server.ts';
import { note, notes, site } from './blog.ts';
import { did, listener, login, PASSWORD, run, shown } from './real.ts';

const NOTHING = { published: [], retracted: [], problems: [] };
const USERS = ['life', 'many', 'others', 'wrong', 'much', 'large', 'killed', 'missing', 'two', 'friend'];

export interface Scene {
  server: TestServer;
  bob: Follower;
}

/** `its account`: the node is the account's own (PEP). */
export interface Stage {
  readonly start: (options: ServerOptions) => Promise<TestServer>;
  readonly place: 'its account' | 'a service';
}

/** Asks the server something directly, as another program of the same person would. */
async function tell(server: TestServer, at: Account, ...stanzas: readonly Element[]): Promise<void> {
  const talk = await login(server, at);
  if (!talk.ok) throw new Error(talk.problems[0]?.what);
  for (const stanza of stanzas) {
    const reply = await talk.value.ask(stanza);
    if (!reply.ok) throw new Error(`${reply.refusal.condition} ${reply.refusal.text}`);
  }
  await talk.value.close();
}

/** Adds the tests to a suite. */
export function announcing(real: Test<Scene>, { start, place }: Stage): void {
  const nodeOf = (user: string): Account => ({
    jid: `${user}@localhost`,
    ...(place === 'its account'
      ? { node: 'urn:xmpp:microblog:0' }
      : { node: `blog of ${user}`, service: 'pubsub.localhost' }),
  });

  /** Bob follows a node that the site has made and has put nothing on. */
  async function followed(context: Scene, user: string) {
    const at = nodeOf(user);
    await tell(context.server, at, createNode(at, wantedFor(site, at)));
    await context.bob.subscribe(at.service ?? at.jid, at.node);
    const heard = listener(context.bob, at);
    await heard();
    return { at, heard };
  }

  begin(real, async (context, atEnd) => {
    context.server = await start({ owners: USERS });
    atEnd(() => context.server.stop());
    for (const user of [...USERS, 'bob', 'carol']) await context.server.register(user, PASSWORD);
    context.bob = await startFollower(context.server, { user: 'bob', password: PASSWORD });
    atEnd(() => context.bob.stop());
  });

  real('a post is heard, and so are its mending and its end; what is not news is not heard', async (context) => {
    const { at, heard } = await followed(context, 'life');
    const { server } = context;
    const [first, second] = [note(1), note(2)];
    const begun = await run(server, at, [first, second]);
    assert.equal([did(begun), freshIn(begun)], [{ ...NOTHING, published: ['n1', 'n2'] }, [first, second]]);
    assert.equal(await heard(), ['n1 Note of minute 1.', 'n2 Note of minute 2.']);

    assert.equal(did(await run(server, at, [first, second])), NOTHING, 'nothing new');
    const restyled = { ...first, html: `<div>${first.html}</div>` as typeof first.html };
    assert.equal(did(await run(server, at, [restyled, second])), NOTHING, 'another template');
    assert.equal(await heard(), []);

    const mended = note(1, { text: 'Note of minute one.' });
    const rehearsed = await run(server, at, [mended, second], { mode: 'dry run' });
    assert.equal([did(rehearsed), rehearsed.plan?.publish], [NOTHING, [mended]]);
    const edited = await run(server, at, [mended, second]);
    assert.equal([did(edited), freshIn(edited)], [{ ...NOTHING, published: ['n1'] }, []]);
    assert.equal(await heard(), ['n1 Note of minute one.']);

    assert.equal(did(await run(server, at, [mended])), { ...NOTHING, retracted: ['n2'] }, 'deleted, or a draft again');
    assert.equal(await heard(), ['gone n2']);

    const renamed = { ...note(1, { key: 'other', text: 'Note of minute one.' }) };
    assert.equal(did(await run(server, at, [renamed])), {
      ...NOTHING,
      problems: [
        'This looks like https://ann.example/2026/11/n1/ under a new name; neither is announced nor taken back.',
      ],
    });
    assert.equal(await heard(), []);
    assert.equal(did(await run(server, at, [renamed], { all: true })), {
      ...NOTHING,
      published: ['other'],
      retracted: ['n1'],
    });
    assert.equal(await heard(), ['gone n1', 'other Note of minute one.']);
    assert.equal(await shown(context.bob, at), { other: 'Note of minute one.' });
  });

  real('of an old blog the newest 20 come onto an empty node, and nobody hears it', async (context) => {
    const { at, heard } = await followed(context, 'many');
    const { published, problems } = await run(context.server, at, notes(300));
    assert.equal([published.length, published[0]?.key, published.at(-1)?.key, problems], [20, 'n281', 'n300', []]);
    assert.equal(did(await run(context.server, at, notes(300))), NOTHING);
    assert.equal(await heard(), []);
    assert.equal(did(await run(context.server, at, notes(301))), { ...NOTHING, published: ['n301'] });
    assert.equal(await heard(), ['n301 Note of minute 301.']);
    assert.is(Object.keys(await shown(context.bob, at)).length, 21);
  });

  real('more than 20 changes at once are made silently', async (context) => {
    const { at, heard } = await followed(context, 'much');
    // Four runs of ten, so that all forty are on the node and heard.
    for (const count of [10, 20, 30, 40]) await run(context.server, at, notes(count));
    assert.is((await heard()).length, 40);
    const edited = notes(40).map(({ key, published }, nth) =>
      note(40 - nth, { key, published, text: `Edited ${key}` }),
    );
    assert.is((await run(context.server, at, edited)).published.length, 40);
    assert.equal(await heard(), []);
    assert.equal(did(await run(context.server, at, [note(41), ...edited])), {
      ...NOTHING,
      published: ['n41'],
    });
    assert.equal(await heard(), ['n41 Note of minute 41.']);
    assert.is((await shown(context.bob, at))['n7'], 'Edited n7');
  });

  real('a silent run that did not come to its end is ended silently', async (context) => {
    const at = nodeOf('many');
    const silent = new Map([['pubsub#deliver_notifications', 'false']]);
    await tell(context.server, at, configureNode(at, silent));
    const heard = listener(context.bob, at);
    await heard();
    assert.equal(did(await run(context.server, at, notes(303))), { ...NOTHING, published: ['n302', 'n303'] });
    assert.equal(await heard(), []);
    await run(context.server, at, notes(304));
    assert.equal(await heard(), ['n304 Note of minute 304.']);
  });

  real('what is missing on this machine but not on the host stays', async (context) => {
    const at = nodeOf('missing');
    await run(context.server, at, notes(3));
    assert.equal(did(await run(context.server, at, [note(3)], { host: notes(3) })), NOTHING);
    assert.equal(Object.keys(await shown(context.bob, at)).sort(), ['n1', 'n2', 'n3']);
  });

  real('what others put on the node stays, and one of our names that they took is told', async (context) => {
    const at = nodeOf('others');
    const other = { ...site, id: 'tag:else.example,2026:', url: 'https://else.example/' };
    const theirs = itemOf(note(2, { text: 'Theirs.' }, other), at);
    const strange = element('item', { id: 'strange' }, element('x', { xmlns: 'urn:x' }));
    await tell(
      context.server,
      at,
      createNode(at, wantedFor(other, at)),
      publishItem(at, theirs),
      publishItem(at, strange),
    );
    assert.equal(did(await run(context.server, at, notes(3))), {
      ...NOTHING,
      published: ['n1', 'n3'],
      problems: [`The node ${at.node} has an item n2 that is not of this site: it says tag:else.example,2026:n2.`],
    });
    const items = await shown(context.bob, at);
    assert.equal([items['n2'], Object.keys(items).sort()], ['Theirs.', ['n1', 'n2', 'n3', 'strange']]);
  });

  real('two sites share a node', async (context) => {
    const at = nodeOf('two');
    const blog = { ...site, id: `${site.id}blog/`, url: `${site.url}blog/` };
    await run(context.server, at, notes(2));
    const entries = [note(3, { key: 'b3' }, blog)];
    assert.equal(did(await run(context.server, at, entries, { site: blog })), { ...NOTHING, published: ['b3'] });
    assert.equal(did(await run(context.server, at, notes(2))), NOTHING);
    assert.equal(did(await run(context.server, at, entries, { site: blog })), NOTHING);
    assert.equal(Object.keys(await shown(context.bob, at)).sort(), ['b3', 'n1', 'n2']);
  });

  real('a node that someone closed is opened only on purpose, and then put right', async (context) => {
    const at = nodeOf('wrong');
    const closed = new Map([
      ['pubsub#access_model', 'whitelist'],
      ['pubsub#max_items', '2'],
    ]);
    await tell(context.server, at, createNode(at, closed));
    assert.equal(did(await run(context.server, at, notes(3))), {
      ...NOTHING,
      problems: ['The node is not public, and it was not made from here.'],
    });
    assert.equal(did(await run(context.server, at, notes(3), { open: true })), {
      ...NOTHING,
      published: ['n1', 'n2', 'n3'],
    });
    assert.equal(Object.keys(await shown(context.bob, at)).sort(), ['n1', 'n2', 'n3']);
  });

  real('what is too large for a server goes as its beginning and a link', async (context) => {
    const { at, heard } = await followed(context, 'large');
    const large = note(2, { title: 'All of it', text: 'Very much of it. '.repeat(20_000) });
    const entries = [note(1), large, note(3, { title: 'Just not large', text: 'x'.repeat(15_850) }), note(4)];
    assert.equal(did(await run(context.server, at, entries)), { ...NOTHING, published: ['n1', 'n2', 'n3', 'n4'] });
    assert.equal(await heard(), ['n1 Note of minute 1.', 'n2 All of it', 'n3 Just not large', 'n4 Note of minute 4.']);
    assert.equal(did(await run(context.server, at, entries)), NOTHING);
  });

  real('a contact who asked for the node by +notify hears what is new', async ({ server }) => {
    if (place === 'a service') return;
    const at = nodeOf('friend');
    await run(server, at, notes(1));
    const carol = await startFollower(server, { user: 'carol', password: PASSWORD, notify: at.node });
    const friend = await startFollower(server, { user: 'friend', password: PASSWORD });
    await carol.befriend(at.jid);
    await friend.heard(({ kind }) => kind === 'disconnected', 800).catch(() => undefined);
    await friend.stop();
    const heard = listener(carol, at);
    await heard();
    await run(server, at, notes(2));
    assert.equal(await heard(), ['n2 Note of minute 2.']);
    await carol.stop();
  });

  real('a server that is killed on the way is gone on with, and nothing is sent twice', async (context) => {
    const { at } = await followed(context, 'killed');
    const { server } = context;
    // The node has been there for a while: of one that is new, ejabberd, killed with -9, may keep the name and forget the
    // owner, who then may do nothing on it.
    await server.restart();
    let asked = 0;
    let back: Promise<void> | undefined;
    /** A connection on which the ninth question is the server's last. */
    async function connect(): Promise<Checked<Talk>> {
      await back;
      const talk = await login(server, at);
      if (!talk.ok) return talk;
      const { value } = talk;
      return fine({
        jid: value.jid,
        ask(iq, timeout) {
          asked += 1;
          const reply = value.ask(iq, timeout);
          if (asked === 9) back = server.kill().then(() => server.restart());
          return reply;
        },
        send: (stanza) => value.send(stanza),
        heard: (hear) => value.heard(hear),
        ended: value.ended,
        close: () => value.close(),
      });
    }
    const result = await run(server, at, notes(12), { connect });
    assert.equal(
      [...(did(result)['published'] ?? [])].sort(),
      notes(12)
        .map(({ key }) => key)
        .sort(),
    );
    assert.equal(result.problems, []);
    assert.equal(did(await run(server, at, notes(12))), NOTHING);
    const reader = await startFollower(server, { user: 'bob', password: PASSWORD });
    assert.is(Object.keys(await shown(reader, at)).length, 12);
    await reader.stop();
  });

  real('a wrong password is one problem, and nothing else happens', async ({ server }) => {
    const at = nodeOf('life');
    const { problems, plan } = await run(server, at, notes(1), { connect: () => login(server, at, 'wrong') });
    assert.equal([problems.length, plan], [1, undefined]);
  });
}
