// Bridges and WebSub: a hub tells of a feed that is bridged to a node, and is told of feeds that a node is bridged to.
import { join } from 'node:path';
import { readFileSync, writeFileSync } from 'node:fs';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { begin } from '../begin.ts';
import { startHub, type Hub } from '../hub.ts';
import { freePort } from '../servers/port.ts';
import { startProsody } from '../servers/prosody.ts';
import { startBridge, ME, type Bridge } from './real.ts';
import { atomOf, withHub, type Said } from './source.ts';
import { until } from '../until.ts';

const hubs = suite<{ it: Bridge; hub: Hub }>('bridges and hubs');

const said: readonly Said[] = ['c', 'b', 'a'].map((id, at) => ({ id, minute: 3 - at }));
const URL_OF_FOLDER = 'https://me.example/feeds/';

begin(hubs, async (c, atEnd) => {
  c.it = await startBridge(startProsody, atomOf(said));
  atEnd(() => c.it.close());
  c.hub = await startHub();
  atEnd(() => c.hub.close());
});

/** With which status somebody answers there; 0: nobody does. */
function answers(port = ''): Promise<number> {
  return fetch(`http://127.0.0.1:${port}/`).then(
    ({ status }) => status,
    () => 0,
  );
}

/** The feed, with the hub that tells of it. */
function feedOf({ it, hub }: { it: Bridge; hub: Hub }, entries: readonly Said[]): string {
  return withHub(atomOf(entries), { self: it.source.url, hub: hub.url });
}

hubs('what a hub tells of is on the node at once, and a bridge that ends leaves the hub alone', async (c) => {
  const { it, hub } = c;
  it.source.say(feedOf(c, said));
  await it.bring();
  const port = String(await freePort());
  const running = it.staying(it.source.url, `xmpp:${ME}`, '--public', `http://bridge.test:${port}/`, '--port', port);
  await running.says(/^Hubs are heard at http:\/\/\S+$/m);
  await until(() => hub.subscribers.size > 0);
  assert.match([...hub.subscribers.keys()].join(' '), /^http:\/\/bridge\.test:\d+\/websub\/[\w-]+$/);
  assert.is(hub.wishes[0]?.['hub.topic'], it.source.url);
  it.source.say(feedOf(c, [{ id: 'd', minute: 4 }, ...said]));
  const body = new URLSearchParams({ 'hub.mode': 'publish', 'hub.topic': it.source.url });
  await fetch(hub.url, { method: 'POST', body });
  await it.bob.heard((event) => event.kind === 'item' && event.title === 'Title d');
  assert.is((await fetch(`http://127.0.0.1:${port}/`)).status, 404);
  const { code, err } = await running.interrupt();
  assert.equal([code, err], [0, '']);
});

hubs('a hub is told of each change in the folder, and of nothing else', async ({ it, hub }) => {
  const options = ['--jid', 'bob@localhost', '--url', URL_OF_FOLDER, '--hub', hub.url];
  const write = () => it.once(`xmpp:${ME}`, './told', ...options);
  const told = () => hub.pings.splice(0).map((ping) => ping['hub.topic']);
  const all = ['atom.xml', 'rss.xml', 'feed.json'].map((name) => URL_OF_FOLDER + name);
  told();
  await write();
  // The feeds are there, though empty, before anything is heard: that is a change as well.
  assert.equal(told(), [...all, ...all]);
  assert.equal([(await write()).out, told()], ['nothing new\n', []]);
  const atom = readFileSync(join(it.cwd, 'told', 'atom.xml'), 'utf8');
  assert.match(atom, new RegExp(`rel="self"[^>]*href="${URL_OF_FOLDER}atom.xml"[^]*rel="hub" href="${hub.url}"`));
  const { code, err } = await it.once(`xmpp:${ME}`, './told', '--jid', 'bob@localhost', '--hub', hub.url);
  assert.equal([code, err.split('\n')[0]], [2, '--hub  A hub tells of feeds by their address.']);
});

hubs(
  'the hubs of a bridge are in bridges.yaml as well, and with the line where they are of no use',
  async ({ it, hub }) => {
    const list = join(it.cwd, 'bridges.yaml');
    const bridge = (more: string): string =>
      `bridges:\n  - { name: told, from: 'xmpp:${ME}', to: ./listed, jid: bob@localhost, hub: '${hub.url}'${more} }\n`;
    writeFileSync(list, bridge(''));
    const useless = await it.once('--config', list);
    const [line] = useless.err.split('\n');
    assert.equal([useless.code, line], [1, `${list}:2: --hub  A hub tells of feeds by their address.`]);
    hub.pings.splice(0);
    writeFileSync(list, bridge(`, url: '${URL_OF_FOLDER}'`));
    assert.is((await it.once('--config', list)).code, 0);
    assert.ok(hub.pings.some((ping) => ping['hub.topic'] === `${URL_OF_FOLDER}atom.xml`));
  },
);

hubs('what is wrong with a public address is told before anything begins', async ({ it }) => {
  for (const [options, what] of [
    [['--public', 'bridge.test'], '--public  "bridge.test" is no address.'],
    [['--port', '8070'], '--port  Hubs call a public address, and none is named.'],
    [['--public', 'https://bridge.test/', '--port', '0x'], '--port  "0x" is no port.'],
  ] as const) {
    const { code, err } = await it.once(it.source.url, `xmpp:${ME}`, ...options);
    assert.equal([code, err.split('\n')[0]], [2, what]);
  }
});

hubs(
  'the public address may stand in bridges.yaml: it moves when that changes, and the command line wins',
  async (c) => {
    const { it, hub } = c;
    it.source.say(feedOf(c, said));
    const list = join(it.cwd, 'heard.yaml');
    const bridges = `bridges:\n  - { name: blog, from: '${it.source.url}', to: 'xmpp:${ME}' }\n`;
    const heardAt = /Hubs are heard at http:\/\/localhost:(\d+)\//;
    const callbackOf = async (address: string): Promise<void> => {
      const isAsked = (): boolean => hub.wishes.some((wish) => wish['hub.callback']?.startsWith(address));
      await until(isAsked, () => `Nobody asks for ${address}`);
    };
    writeFileSync(list, `public: http://a.test\nport: 0\n${bridges}`);
    const running = it.staying('--config', list);
    const [, first] = await running.says(heardAt);
    await running.says(/1 bridge$/m);
    await callbackOf('http://a.test/websub/');
    assert.is(await answers(first), 404);
    const before = running.said().length;
    writeFileSync(list, `public: http://b.test\nport: 0\n${bridges}`);
    const [, second] = await running.says(heardAt, before);
    await callbackOf('http://b.test/websub/');
    assert.is(await answers(second), 404);
    await running.says(/1 bridge$/m, before);
    const then = running.said().length;
    writeFileSync(list, bridges);
    await running.says(/1 bridge$/m, then);
    assert.is(await answers(second), 0);
    assert.is((await running.interrupt()).code, 0);
    writeFileSync(list, `public: http://a.test\nport: 1\n${bridges}`);
    const other = it.staying('--config', list, '--port', '0');
    await other.says(heardAt);
    assert.is((await other.interrupt()).code, 0);
    const part = await it.staying('--config', list, '--shard', '1/2').ended;
    assert.equal(
      [part.code, part.err.split('\n')[0]],
      [1, '--shard  All parts have the same public address, http://a.test, and only one of them can be there.'],
    );
    assert.is((await it.once('--config', list, '--shard', '1/2')).err, '');
  },
);

hubs.run();
