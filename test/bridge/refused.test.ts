// What servers refuse, in their words and in ours: each in a sentence that says what is to be allowed, and by whom.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { begin } from '../begin.ts';
import { startHub } from '../hub.ts';
import { skein, staying, temporary, type Staying } from '../program.ts';
import { freePort } from '../servers/port.ts';
import { startEjabberd } from '../servers/ejabberd.ts';
import { startFollower } from '../servers/follower.ts';
import { startProsody } from '../servers/prosody.ts';
import type { TestServer } from '../servers/server.ts';
import { atomOf, startSource, withHub, type Said, type Source } from './source.ts';
import { until } from '../until.ts';

interface Context {
  server: TestServer;
  source: Source;
  /** One round of bridges from the feed to these nodes, by their accounts: what is wrong, a line and what is to be done. */
  told: (bridges: Readonly<Record<string, string>>) => Promise<readonly string[]>;
  /** The same bridges, until they are ended; hubs reach them on this port. */
  stay: (port: number) => Staying;
}

const NODE = 'urn:xmpp:microblog:0';

const ASK_SERVICE =
  'Have it allowed: on Prosody by admins = { "me@localhost" } under Component "pubsub.localhost", on ejabberd by access_createnode of mod_pubsub. If somebody else has made the node, have them make me@localhost its owner.';
const ON_SERVICE = 'me@localhost may not make the node blog on pubsub.localhost, nor change it if it is there.';
const ON_ALICES = `The node ${NODE} is on the account alice@localhost, and me@localhost may not do this there.`;
const ASK_ALICE =
  'Log in as alice@localhost (of a bridge: --jid alice@localhost), or name a node of me@localhost or of a service.';
const NO_PUBSUB =
  'Check the name of the service (of a site: xmpp.service in skein.config.js); for a node on your own account have PEP switched on (Prosody: "pep" in modules_enabled; ejabberd: pep in plugins of mod_pubsub).';

const SAID = {
  prosody: { create: 'forbidden', owner: 'forbidden', personal: 'forbidden', none: 'service-unavailable' },
  ejabberd: {
    create: "forbidden, You're not allowed to create nodes",
    owner: 'forbidden, Owner privileges required',
    personal: "forbidden, You're not allowed to create nodes",
    none: 'service-unavailable, No module is handling this query',
  },
};

const BREAKS =
  'The server ended the connection as this was sent: it is too large for it. (policy-violation)\n    Make the post shorter, or have a greater limit set (Prosody: c2s_stanza_size_limit; ejabberd: max_stanza_size of the listener). It is tried again when it has changed, or when the bridge is started anew.';
const NO_SUCH_SIZE =
  'The server takes no item of this size. (not-acceptable, payload-too-big)\n    Make the post shorter, or have a greater limit set (ejabberd: max_payload_size in default_node_config of mod_pubsub; of a node that is there, pubsub#max_payload_size). It is tried again when it has changed, or when the bridge is started anew.';
const TOO_LARGE = {
  prosody: [
    'alice@localhost  The connection was lost (policy-violation).\n    Nothing to do: it is tried again, and what was missed is fetched.',
    `https://blog.example/b/  ${BREAKS}`,
  ],
  ejabberd: [`https://blog.example/b/  ${NO_SUCH_SIZE}`],
};

const LARGE = { id: 'b', minute: 2, html: `<p>${'geese '.repeat(1_000)}</p>` };

for (const start of [startProsody, startEjabberd]) {
  const refused = suite<Context>(`what ${start.name.slice('start'.length)} refuses`);

  begin(refused, async (c, atEnd) => {
    c.server = await start({ strict: true });
    atEnd(() => c.server.stop());
    c.source = await startSource();
    atEnd(() => c.source.close());
    for (const user of ['me', 'alice', 'eve']) await c.server.register(user, `password of ${user}`);
    const cwd = temporary();
    const env = {
      SKEIN_XMPP_SERVER: c.server.server,
      ME: 'password of me',
      ALICE: 'password of alice',
      EVE: 'wrong',
      SKEIN_ALLOW_HOSTS: '127.0.0.1',
      XDG_STATE_HOME: join(cwd, 'state'),
    };
    const accounts = ['me', 'alice', 'eve'].map((user) => [`${user}@localhost`, { password_env: user.toUpperCase() }]);
    c.told = async (wanted) => {
      const bridges = Object.entries(wanted).map(([to, user]) => ({
        name: to,
        from: c.source.url,
        to,
        jid: `${user}@localhost`,
      }));
      writeFileSync(join(cwd, 'bridges.yaml'), JSON.stringify({ accounts: Object.fromEntries(accounts), bridges }));
      const { err } = await skein(['bridge', '--config', 'bridges.yaml', '--once'], { cwd, env });
      return err
        .split(/\n(?! )/)
        .filter((problem) => problem !== '')
        .toSorted();
    };
    c.stay = (port) => {
      const hubs = ['--public', `http://bridge.test:${port}/`, '--port', String(port)];
      return staying(['bridge', '--config', 'bridges.yaml', ...hubs], { cwd, env });
    };
    c.source.say(atomOf([{ id: 'a', minute: 1 }]));
  });

  refused('a node, a place and a password are each told with what is to be done', async ({ server, told }) => {
    const said = SAID[server.kind];
    const problems = await told({
      [`xmpp:${server.pubsub}?;node=blog`]: 'me',
      'xmpp:alice@localhost': 'me',
      'xmpp:localhost?;node=blog': 'me',
      'xmpp:eve@localhost': 'eve',
    });
    assert.equal(
      problems,
      [
        `blog  ${ON_SERVICE} (${said.create})\n    ${ASK_SERVICE}`,
        `${NODE}  ${ON_ALICES} (${said.personal})\n    ${ASK_ALICE}`,
        `blog  There is no publish-subscribe here. (${said.none})\n    ${NO_PUBSUB}`,
        'eve@localhost  The server refuses this account or its password.\n    Check the account, and EVE in the environment or in .env.',
      ].toSorted(),
    );
  });

  refused('a node of somebody else is not changed, and what is too large for it is told alone', async (c) => {
    const { server, source, told } = c;
    source.say(atomOf([{ id: 'c', minute: 3 }, LARGE, { id: 'a', minute: 1 }]));
    const node = `xmpp:${server.pubsub}?;node=blog`;
    const problems = await told({ [node]: 'alice' });
    assert.equal(problems, TOO_LARGE[server.kind]);
    const follower = await startFollower(server, { user: 'alice', password: 'password of alice' });
    const titles = (await follower.items(server.pubsub, 'blog')).map(({ title }) => String(title));
    await follower.stop();
    assert.equal(titles.toSorted(), ['Title a', 'Title c']);
    const { owner } = SAID[server.kind];
    assert.equal(await told({ [node]: 'me' }), [`blog  ${ON_SERVICE} (${owner})\n    ${ASK_SERVICE}`]);
  });

  refused('what is too large is sent once, and again when it has changed', async ({ server, source, told, stay }) => {
    const hub = await startHub();
    const say = (...entries: readonly Said[]): void =>
      source.say(withHub(atomOf(entries), { self: source.url, hub: hub.url }));
    say(LARGE, { id: 'a', minute: 1 });
    await told({ [`xmpp:${server.pubsub}?;node=once`]: 'alice' });
    const subscribe = [[server.pubsub, 'once']] as const;
    const follower = await startFollower(server, { user: 'alice', password: 'password of alice', subscribe });
    const bridge = stay(await freePort());
    const pair = [LARGE, { id: 'a', minute: 1 }] as const;
    const publish = (): Promise<unknown> => {
      const body = new URLSearchParams({ 'hub.mode': 'publish', 'hub.topic': source.url });
      return fetch(hub.url, { method: 'POST', body });
    };
    /** Publishes, and waits until a follower has heard this. */
    const news = async (title: string, ...entries: readonly Said[]): Promise<void> => {
      say(...entries);
      await publish();
      await follower.heard((event) => event.kind === 'item' && event.title === title);
    };
    await until(() => hub.subscribers.size > 0);
    for (const id of ['d', 'e']) await news(`Title ${id}`, { id, minute: 9 }, ...pair);
    // Asked again, the feed need not be sent again, though not all of it is on the node.
    const same = (): number => source.asked.all - source.asked.whole;
    const before = same();
    await publish();
    await until(
      () => same() > before,
      () => 'The feed was sent again.',
    );
    await news('Shorter', { ...LARGE, title: 'Shorter', html: '<p>geese</p>' }, ...pair.slice(1));
    const { code, err } = await bridge.interrupt('SIGTERM');
    await Promise.all([follower.stop(), hub.close()]);
    assert.equal(
      [
        code,
        err
          .trim()
          .split(/\n(?! )/)
          .toSorted(),
      ],
      [0, TOO_LARGE[server.kind]],
    );
  });

  refused.run();
}
