// What a deploy leaves for later: the files of the search come when followers have heard.
import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { build, SITE, type Built } from '../../../src/commands/build.ts';
import type { Workshop } from '../../../src/commands/build/look.ts';
import { push } from '../../../src/deploy/push.ts';
import { told } from '../../../src/model/problem.ts';
import { post, startBlog } from '../../folder.ts';
import { startHub } from '../../hub.ts';
import { worldOf } from '../../incremental/clean.ts';
import { hashesOf, seenIn } from '../../incremental/disk.ts';
import { temporary } from '../../world/temporary.ts';
import { smallSite, type Folder } from './site.ts';

const finishing = suite('what is left for later');

const NOW = Date.parse('2026-11-22T12:00:00Z');

interface Site extends Folder {
  /** Builds, and leaves what it may. */
  readonly hurry: (workshop?: Workshop) => Promise<Built>;
  readonly build: (workshop?: Workshop) => Promise<Built>;
}

function siteOf(): Site {
  const { root, write } = smallSite();
  const built = async (workshop: Workshop = { edition: SITE }, hurries = false): Promise<Built> => {
    const one = await build(await worldOf(root, () => NOW), workshop, () => hurries);
    if (!one.ok) throw new Error(told(one.problems));
    return one.value;
  };
  return { root, write, build: built, hurry: (workshop) => built(workshop, true) };
}

const searched = ({ changes }: Built): readonly string[] =>
  changes.written.filter((path) => /^search\/.*\.(bin|json)$/.test(path));

const FILES = ['search/2026/11.json', 'search/2026/words.bin'];

/** Holds the built site against one that was never built before. */
async function isClean({ root }: Site): Promise<void> {
  const other = temporary();
  cpSync(root, other, { recursive: true });
  for (const folder of ['_site', '.skein']) rmSync(join(other, folder), { recursive: true, force: true });
  const clean = await build(await worldOf(other, () => NOW));
  assert.ok(clean.ok);
  assert.equal(hashesOf(seenIn(join(root, '_site'))), hashesOf(seenIn(join(other, '_site'))));
}

finishing('it is made when it is asked for, and then nothing is left', async () => {
  const site = siteOf();
  const first = await site.hurry();
  assert.equal([first.isUnfinished, searched(first)], [true, []]);
  assert.is(await first.finish(), true);
  await isClean(site);
  assert.equal((await site.build()).changes.written, []);
  site.write('posts/b.md', post(2, 'Second.'));
  const second = await site.hurry();
  assert.equal([second.isUnfinished, searched(second)], [true, []]);
  assert.is(await second.finish(), true);
  await isClean(site);
  const third = await site.hurry();
  assert.equal([third.isUnfinished, third.changes.written], [false, []]);
});

finishing('a program that ends before it has made it leaves it to the next build', async () => {
  const site = siteOf();
  await site.build();
  site.write('posts/b.md', post(2, 'Second.'));
  await site.hurry();
  const next = await site.build();
  assert.equal([...next.changes.written].sort(), FILES);
  await isClean(site);
});

finishing('what has changed meanwhile is for the next build', async () => {
  const site = siteOf();
  await site.build();
  site.write('posts/b.md', post(2, 'Second.'));
  const hurried = await site.hurry();
  site.write('posts/b.md', post(2, 'Second, and more.'));
  await site.build();
  assert.is(await hurried.finish(), false);
  await isClean(site);
});

finishing('a program that stays makes it from what it holds, and its next build knows', async () => {
  const site = siteOf();
  const shop: Workshop = { edition: SITE, stays: true };
  const first = await site.hurry(shop);
  assert.is(await first.finish(), true);
  site.write('posts/b.md', post(2, 'Second.'));
  shop.changed = ['posts/b.md'];
  // This one is not finished.
  assert.is((await site.hurry(shop)).isUnfinished, true);
  rmSync(join(site.root, 'posts/b.md'));
  site.write('posts/c.md', post(3, 'The third.'));
  shop.changed = ['posts/b.md', 'posts/c.md'];
  const last = await site.hurry(shop);
  assert.is(await last.finish(), true);
  await isClean(site);
  // What is brought to a host is what is there.
  const world = await worldOf(site.root, () => NOW);
  const pushed = await push({ to: 'folder', folder: 'www' }, world, { tree: last.tree(), verify: false });
  assert.ok(pushed.ok);
  assert.ok(existsSync(join(site.root, 'www/search/2026/words.bin')));
});

finishing('followers hear before it comes to the host, and it comes', async () => {
  const blog = await startBlog();
  const file = join(blog.cwd, 'www', FILES[0] ?? '');
  const heard: boolean[] = [];
  const hub = await startHub(async () => {
    heard.push(existsSync(join(blog.cwd, 'www/2026/11/a/index.html')), existsSync(file));
  });
  blog.configure({ announce: { hubs: [hub.url] } });
  blog.write('posts/a.md', post(1, 'The first.'));
  const { code, out, err } = await blog.skein('deploy');
  assert.equal([code, err], [0, ''], out + err);
  assert.equal(heard.slice(0, 2), [true, false]);
  assert.match(readFileSync(file, 'utf8'), 'The first.');
  assert.match((await blog.skein('deploy')).out, /^nothing new to deploy/);
  await hub.close();
  await blog.close();
});

finishing.run();
