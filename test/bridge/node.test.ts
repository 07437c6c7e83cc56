// From a feed to a node, on both servers: what followers hear is what has changed, once.
import { rmSync } from 'node:fs';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { begin } from '../begin.ts';
import { skein } from '../program.ts';
import { startFollower } from '../servers/follower.ts';
import { startEjabberd } from '../servers/ejabberd.ts';
import { startProsody } from '../servers/prosody.ts';
import { startBridge, ME, NODE, PASSWORD, type Bridge } from './real.ts';
import { atomOf, type Said } from './source.ts';

/** Newest first: `e30` to `e1`. */
const said = (count: number): readonly Said[] =>
  Array.from({ length: count }, (_, n) => ({ id: `e${count - n}`, minute: count - n }));

/** What a server says of a node that a bridge has made, beside its type. */
const CONFIGURED = {
  FORM_TYPE: 'http://jabber.org/protocol/pubsub#node_config',
  'pubsub#title': 'The blog',
  'pubsub#description': 'https://blog.example/',
  'pubsub#access_model': 'open',
  'pubsub#publish_model': 'publishers',
  'pubsub#persist_items': '1',
  'pubsub#max_items': 'max',
  'pubsub#send_last_published_item': 'never',
  'pubsub#deliver_notifications': '1',
  'pubsub#deliver_payloads': '1',
  'pubsub#notification_type': 'headline',
  'pubsub#notify_delete': '1',
  'pubsub#notify_retract': '1',
};
const WANTED = {
  prosody: CONFIGURED,
  ejabberd: {
    ...CONFIGURED,
    'pubsub#itemreply': 'publisher',
    'pubsub#presence_based_delivery': '0',
    // As the server has them.
    'pubsub#max_payload_size': '250000',
    'pubsub#notify_config': '0',
    'pubsub#purge_offline': '0',
    'pubsub#roster_groups_allowed': '',
    'pubsub#subscribe': '1',
  },
};

for (const start of [startProsody, startEjabberd]) {
  const bridge = suite<{ it: Bridge }>(`a feed to a node of ${start.name.slice('start'.length)}`);

  begin(bridge, async (c, atEnd) => {
    c.it = await startBridge(start, atomOf(said(30)));
    atEnd(() => c.it.close());
  });

  bridge('brings the newest twenty at first, and then asks for no more than the feed has', async ({ it }) => {
    assert.is((await it.shown()).length, 20);
    const { whole } = it.source.asked;
    assert.equal(await it.bring(), { code: 0, out: 'nothing new\n', err: '' });
    assert.is(it.source.asked.whole, whole);
    assert.equal(await it.heard(), []);
  });

  bridge('tells what is new and what is edited, in whatever order, once', async ({ it }) => {
    const [newest, ...rest] = said(31);
    const edited = rest.map((each) => (each.id === 'e20' ? { ...each, title: 'Mended' } : each));
    if (!newest) throw new Error('There is nothing new.');
    it.source.say(atomOf([...edited.toReversed(), newest]));
    const { out } = await it.bring();
    assert.match(out, /: 1 new entry, 1 edit\n$/);
    assert.equal(await it.heard(), ['Mended', 'Title e31']);
    it.source.say(atomOf([newest, ...edited]));
    assert.is((await it.bring()).out, 'nothing new\n');
    assert.equal(await it.heard(), []);
  });

  bridge('leaves what has left the window, takes back what is said to be deleted', async ({ it }) => {
    it.source.say(atomOf(said(31).slice(0, 3)));
    assert.is((await it.bring()).out, 'nothing new\n');
    assert.is((await it.shown()).length, 21);
    it.source.say(atomOf(said(31).slice(0, 2), ['https://blog.example/?p=e29']));
    assert.match((await it.bring()).out, /: 1 taken back\n$/);
    assert.equal(await it.heard(), ['retract']);
    it.source.say(atomOf([...said(31).slice(0, 1), ...said(27).slice(0, 2)]));
    assert.match((await it.bring('--mirror-deletes')).out, /: 2 taken back\n$/);
    assert.equal(await it.heard(), ['retract', 'retract']);
    assert.not((await it.shown()).some((title) => /e28|e29|e30/.test(title)));
  });

  bridge(
    'says nothing when all is published anew, with other dates, ids and format, by a machine that knows nothing',
    async ({ it }) => {
      const before = await it.shown();
      const text = atomOf(
        [...said(31).slice(0, 1), ...said(27)].map((each) => ({ ...each, updated: '2026-11-09T00:00:00Z' })),
      );
      const unchanged = text.replace('<title>Title e20</title>', '<title>Mended</title>');
      it.source.say(unchanged);
      rmSync(`${it.cwd}/state`, { recursive: true });
      assert.is((await it.bring()).out, 'nothing new\n');
      it.source.say(unchanged.replaceAll('/?p=', '/archive/'));
      assert.is((await it.bring()).out, 'nothing new\n');
      assert.equal([await it.heard(), await it.shown()], [[], before]);
      assert.is(before.length, 18);
    },
  );

  bridge('goes on where it was killed, and says nothing twice', async ({ it }) => {
    const news = said(45).slice(0, 14);
    it.source.say(atomOf([...news, ...said(27).filter(({ id }) => id !== 'e20')]));
    for (const seen of ['Title e34', 'Title e39']) {
      const running = it.staying(it.source.url, `xmpp:${ME}`, '--once');
      await it.bob.heard((event) => event.kind === 'item' && event.title === seen);
      await running.interrupt('SIGKILL');
    }
    await it.bring();
    const heard = (await it.heard()).toSorted();
    const expected = news.map(({ id }) => `Title ${id}`).toSorted();
    assert.equal(heard, expected);
  });

  bridge('makes nodes that anybody may read, on an account and on a service, and that say what they are', async (c) => {
    const { it } = c;
    await it.server.register('alice', PASSWORD);
    const alice = await startFollower(it.server, { user: 'alice', password: PASSWORD });
    const places = [
      [alice.jid, NODE],
      [it.server.pubsub, 'feeds'],
    ] as const;
    const made: unknown[] = [];
    for (const [service, node] of places) {
      const { code, err } = await it.once(it.source.url, `xmpp:${service}?;node=${node}`, '--jid', alice.jid);
      made.push([code, err, await alice.configuration(service, node), (await it.bob.items(service, node)).length]);
    }
    await alice.stop();
    const wanted = WANTED[it.server.kind];
    assert.equal(made, [
      [0, '', { ...wanted, 'pubsub#type': NODE }, 20],
      [0, '', { ...wanted, 'pubsub#type': 'urn:xmpp:pubsub-social-feed:1' }, 20],
    ]);
  });

  bridge('tells in the words of the server what has to be allowed', async ({ it }) => {
    const { code, err } = await it.once(it.source.url, `xmpp:${it.server.pubsub}?;node=blog`, '--jid', ME);
    if (start === startProsody) {
      assert.is(code, 3);
      assert.match(
        err,
        /^blog {2}me@localhost may not make the node blog on pubsub\.localhost, .* \(forbidden\)\n.*admins = \{ "me@localhost" \}/,
      );
    } else {
      assert.equal([code, err], [0, '']);
      assert.is((await it.bob.items(it.server.pubsub, 'blog')).length, 20);
    }
    const silent = await skein(['bridge', it.source.url, `xmpp:${ME}`], { cwd: it.cwd });
    assert.equal(
      [silent.code, silent.err.split('\n')[0]],
      [1, `SKEIN_XMPP_PASSWORD  The password of ${ME} is not set.`],
    );
    const wrong = await it.once('https://blog.example', './folder');
    assert.equal(
      [wrong.code, wrong.err.split('\n')[0]],
      [2, './folder  A bridge has a node at one end, and there is none.'],
    );
    assert.is((await it.bob.items(ME, NODE)).length, 32);
  });

  bridge.run();
}
