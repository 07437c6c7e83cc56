// Bridges that are killed right before each of their deeds, in both directions, and run again: each version comes to the
// node and is heard once, the folder says what it would have said, and a hub is told after the last change.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { feedFrom } from '../../src/feeds/read/feed.ts';
import { startHub } from '../hub.ts';
import { skein, temporary, type Ended } from '../program.ts';
import { startEjabberd } from '../servers/ejabberd.ts';
import { startFollower } from '../servers/follower.ts';
import { startProsody } from '../servers/prosody.ts';
import type { TestServer } from '../servers/server.ts';
import { hearingOf, ME, NODE } from './real.ts';
import { atomOf, startSource, type Said } from './source.ts';

const crash = suite('bridges that are killed');

const KILLED = fileURLToPath(new URL('killed.mjs', import.meta.url));
const FILES = ['atom.xml', 'rss.xml', 'feed.json'];
const PASSWORD = 'pass word';
/** More than there are deeds: one that still goes on then is in a circle. */
const MOST = 500;

/** They stay as they are, so that one sees on the node what was taken back, and has not just dropped out of it. */
const OLD: readonly Said[] = [5, 4, 3, 2, 1].map((minute) => ({ id: `old-${minute}`, minute }));

/** At each point one entry is another, two are new, and the two of the point before are taken back. */
function textAt(point: number): string {
  const news = [2, 1].map((nth) => ({ id: `${point}-${nth}`, minute: nth + 10 }));
  return atomOf([...news, { id: 'edited', minute: 10, title: `Edit ${point}` }, ...OLD], idsOf(point - 1));
}

function idsOf(point: number): readonly string[] {
  return [1, 2].map((nth) => `https://blog.example/?p=${point}-${nth}`);
}

function titlesAt(point: number): readonly string[] {
  return [`Title ${point}-2`, `Title ${point}-1`, `Edit ${point}`];
}

/** One direction, and how far it has come. */
interface Way {
  readonly words: readonly string[];
  points: number;
  /** It has done all, and come to its end before it was to die. */
  isOver: boolean;
}

function readIn(folder: string, file: string): readonly [titles: readonly unknown[], deleted: readonly string[]] {
  const feed = feedFrom(readFileSync(join(folder, file), 'utf8'), { address: 'https://me.example/', type: '' });
  if (!feed.ok) throw new Error(feed.problems[0]?.what);
  return [feed.value.entries.map(({ title }) => title), feed.value.deleted.toSorted()];
}

/** Kills at each point in turn, and looks after each; gives how many there are. */
async function swept(start: () => Promise<TestServer>): Promise<readonly number[]> {
  const name = start.name.slice('start'.length);
  const [server, source, cwd] = [await start(), await startSource(), temporary()];
  for (const user of ['me', 'bob']) await server.register(user, PASSWORD);
  const out = join(cwd, 'out');
  const atom = (): string => (existsSync(join(out, 'atom.xml')) ? readFileSync(join(out, 'atom.xml'), 'utf8') : '');
  let shown = '';
  const hub = await startHub(async () => void (shown = atom()));
  const env = {
    SKEIN_XMPP_SERVER: server.server,
    SKEIN_XMPP_PASSWORD: PASSWORD,
    SKEIN_ALLOW_HOSTS: '127.0.0.1',
    XDG_STATE_HOME: join(cwd, 'state'),
  };
  const run = (words: readonly string[], more: Record<string, string> = {}): Promise<Ended> =>
    skein(['bridge', ...words, '--once'], { cwd, env: { ...env, ...more } });
  const toNode: Way = { words: [source.url, `xmpp:${ME}`], points: 0, isOver: false };
  const where = ['--jid', 'bob@localhost', '--url', 'https://me.example/', '--hub', hub.url];
  const toFolder: Way = { words: [`xmpp:${ME}`, './out', ...where], points: 0, isOver: false };
  const killed = async (way: Way, point: number): Promise<void> => {
    if (way.isOver) return;
    const { code } = await run(way.words, { NODE_OPTIONS: `--import ${KILLED}`, SKEIN_TEST_DEED: String(point) });
    if (code === null) way.points = point;
    else way.isOver = true;
  };
  source.say(textAt(0));
  assert.is((await run(toNode.words)).code, 0);
  assert.is((await run(toFolder.words)).code, 0);
  const bob = await startFollower(server, { user: 'bob', password: PASSWORD, subscribe: [[ME, NODE]] });
  const hear = hearingOf(bob);
  const began = Date.now();
  for (let point = 1; !(toNode.isOver && toFolder.isOver); point += 1) {
    assert.ok(point < MOST);
    const says = `${name}, killed before deed ${point}`;
    source.say(textAt(point));
    await killed(toNode, point);
    const brought = await run(toNode.words);
    const heard = (await hear()).map((event) => (event.kind === 'item' ? String(event.title) : event.kind));
    const items = (await bob.items(ME, NODE)).map(({ title }) => String(title));
    const news = titlesAt(point);
    const all = [...news, ...OLD.map(({ id }) => `Title ${id}`)];
    assert.equal(
      [brought.code, heard.toSorted(), items.toSorted()],
      [0, [...news, 'retract', 'retract'].toSorted(), all.toSorted()],
      says,
    );
    await killed(toFolder, point);
    const written = await run(toFolder.words);
    const gone = Array.from({ length: point }, (_, before) => idsOf(before)).flat();
    assert.equal(
      [written.code, ...FILES.map((file) => readIn(out, file))],
      [0, [all, gone.toSorted()], [all, []], [all, []]],
      says,
    );
    assert.is(shown, atom(), says);
  }
  console.log(
    `${name}: ${toNode.points} points to the node, ${toFolder.points} to the folder, in ${Math.round((Date.now() - began) / 1000)} s`,
  );
  await bob.stop();
  await Promise.all([source.close(), hub.close(), server.stop()]);
  return [toNode.points, toFolder.points];
}

// Each has enough to do with one core.
crash('lose and repeat nothing, whichever deed they die before', async () => {
  const points = await Promise.all([startProsody, startEjabberd].map(swept));
  // To connect takes as many: a sweep that ends sooner has killed nothing.
  assert.ok(points.flat().every((many) => many > 20));
});

crash.run();
