// Both directions crossed: what has been bridged is bridged into nothing, in whatever format it comes.
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { startHub } from '../hub.ts';
import { skein, staying, type Staying } from '../program.ts';
import { freePort } from '../servers/port.ts';
import { startEjabberd } from '../servers/ejabberd.ts';
import { startProsody } from '../servers/prosody.ts';
import { startBridge, ME, NODE } from './real.ts';
import { atomOf, withHub, type Said } from './source.ts';
import { until } from '../until.ts';

const crossed = suite('crossed bridges');

const FILES = ['atom.xml', 'rss.xml', 'feed.json'];
const BOB = 'bob@localhost';

for (const start of [startProsody, startEjabberd]) {
  crossed(`come to rest on ${start.name.slice('start'.length)}`, async () => {
    const it = await startBridge(start, atomOf(['a', 'b', 'c'].map((id, minute) => ({ id, minute }))));
    await it.bob.publish(NODE, 'hello', 'Written by hand');
    // He hears his own.
    await it.heard();
    const counts: unknown[] = [];
    for (let cycle = 0; cycle < 5; cycle += 1) {
      const written = await Promise.all([
        it.once(`xmpp:${ME}`, './mine', '--jid', BOB),
        it.once(`xmpp:${BOB}`, './bobs', '--jid', BOB),
      ]);
      const file = FILES[cycle % FILES.length] ?? '';
      for (const folder of ['mine', 'bobs']) {
        it.source.say(readFileSync(join(it.cwd, folder, file), 'utf8'));
        await it.bring();
      }
      const items = await Promise.all([it.bob.items(ME, NODE), it.bob.items(BOB, NODE)]);
      counts.push([written.map(({ code }) => code), items.map(({ length }) => length)]);
    }
    const heard = await it.heard();
    await it.close();
    assert.equal(
      counts,
      Array.from({ length: 5 }, () => [
        [0, 0],
        [3, 1],
      ]),
    );
    assert.equal(heard, []);
  });
}

const said: readonly Said[] = ['c', 'b', 'a'].map((id, at) => ({ id, minute: 3 - at }));

// mine ─▶ ./mine ─▶ bob's ─▶ ./bobs ─▶ mine: each side has its own machine, and hubs tell both at once of every change.
crossed('come to rest when both sides stay, and each began by writing its node down', async () => {
  const it = await startBridge(startProsody, atomOf(said));
  const hub = await startHub();
  const port = await freePort();
  // What bridges were given, which are not all who ask: the hub does, too.
  const given: { mine: readonly string[]; bobs: readonly string[] } = { mine: [], bobs: [] };
  const folders = createServer(({ url = '', headers }, response) => {
    const text = readFileSync(join(it.cwd, url), 'utf8');
    const folder = url.startsWith('/mine/') ? 'mine' : 'bobs';
    if (headers['user-agent']?.startsWith('Skein/')) given[folder] = [...given[folder], text];
    response.writeHead(200, { 'content-type': 'application/atom+xml' }).end(text);
  });
  await new Promise<void>((resolve) => folders.listen(port, '127.0.0.1', resolve));
  const urlOf = (folder: string): string => `http://127.0.0.1:${port}/${folder}/`;
  await it.bob.publish(NODE, 'hello', 'Written by hand');
  const feedOf = (entries: readonly Said[]): string => withHub(atomOf(entries), { self: it.source.url, hub: hub.url });
  it.source.say(feedOf(said));

  const side = (name: string, jid: string, far: string, more: readonly object[] = []) => {
    const bridges = [
      { name: 'written', from: `xmpp:${jid}`, to: `./${name}`, jid, url: urlOf(name), hub: hub.url },
      // What a client has published made the node, for contacts only.
      { name: 'taken', from: `${urlOf(far)}atom.xml`, to: `xmpp:${jid}`, open: true },
      ...more,
    ];
    const options = { cwd: it.cwd, env: { ...it.env, XDG_STATE_HOME: join(it.cwd, `state-${name}`) } };
    const words = ['bridge', '--config', `${name}.yaml`];
    return {
      /** One round of the first so many. */
      once: async (many: number) => {
        writeFileSync(join(it.cwd, `${name}.yaml`), JSON.stringify({ bridges: bridges.slice(0, many) }));
        return (await skein([...words, '--once'], options)).err;
      },
      stay: async () => {
        const at = String(await freePort());
        return staying([...words, '--public', `http://${name}.test:${at}/`, '--port', at], {
          ...options,
          most: 5 * 60_000,
        });
      },
    };
  };
  const sides = [
    side('mine', ME, 'bobs', [{ name: 'blog', from: it.source.url, to: `xmpp:${ME}` }]),
    side('bobs', BOB, 'mine'),
  ];
  for (const many of [1, 3]) assert.equal(await Promise.all(sides.map((each) => each.once(many))), ['', '']);
  [given.mine, given.bobs] = [[], []];
  const [mine, bobs] = await Promise.all(sides.map((each) => each.stay()));
  if (!mine || !bobs) throw new Error('There are two sides.');
  await until(
    () => hub.subscribers.size === 3,
    () => 'Nobody has asked the hub to be told.',
  );
  await it.bob.subscribe(BOB, NODE);
  await it.heard();

  /** Whether a side was given this, and has said of all that it was given that it takes nothing. */
  const hasLooked = (side: Staying, folder: keyof typeof given, title: string): boolean =>
    given[folder].some((text) => text.includes(title)) &&
    side.said().split('it came out of a bridge').length - 1 === given[folder].length;
  const counts: unknown[] = [];
  const news: string[] = [];
  for (let cycle = 1; cycle <= 5; cycle += 1) {
    const [title, byHand] = [`Title new-${cycle}`, `By hand ${cycle}`];
    news.push(title, byHand);
    it.source.say(feedOf([{ id: `new-${cycle}`, minute: 10 + cycle }, ...said]));
    const body = new URLSearchParams({ 'hub.mode': 'publish', 'hub.topic': it.source.url });
    await fetch(hub.url, { method: 'POST', body });
    await it.bob.publish(NODE, `by-hand-${cycle}`, byHand);
    await until(
      () => hasLooked(bobs, 'mine', title) && hasLooked(mine, 'bobs', byHand),
      () => `In cycle ${cycle} nobody looked across: ${mine.said()}\n${bobs.said()}`,
    );
    const items = await Promise.all([it.bob.items(ME, NODE), it.bob.items(BOB, NODE)]);
    counts.push(items.map(({ length }) => length));
  }
  const heard = await it.heard();
  const ended = await Promise.all([mine, bobs].map((each) => each.interrupt('SIGTERM')));
  await Promise.all([it.close(), hub.close(), new Promise((resolve) => folders.close(resolve))]);
  assert.equal(
    counts,
    [1, 2, 3, 4, 5].map((cycle) => [3 + cycle, 1 + cycle]),
  );
  assert.equal(heard.toSorted(), news.toSorted());
  assert.equal(ended.map(({ code, err }) => [code, err]), [[0, ''], [0, '']]); // prettier-ignore
});

crossed.run();
