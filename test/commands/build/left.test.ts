// A build of what is as it was left: it changes nothing, and what it rested on is kept.
import { readFileSync, rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { build } from '../../../src/commands/build.ts';
import { treeOf } from '../../../src/model/tree.ts';
import { hash } from '../../../src/world/hash.ts';
import { worldOf } from '../../incremental/clean.ts';
import { smallSite, type Folder } from './site.ts';

const left = suite('a site as it was left');

interface Site extends Folder {
  /** Builds at this time: how many files changed, and whether the memory was written. */
  readonly build: (now: string) => Promise<readonly [changed: number, remembered: boolean]>;
}

function siteOf(): Site {
  const { root, write } = smallSite();
  const memory = (): string => {
    try {
      return readFileSync(join(root, '.skein/cache/site'), 'latin1');
    } catch {
      return '';
    }
  };
  return {
    root,
    write,
    build: async (now) => {
      const before = memory();
      const built = await build(await worldOf(root, () => Date.parse(now)));
      const { written = [], removed = [] } = built.ok ? built.value.changes : {};
      return [written.length + removed.length, memory() !== before];
    },
  };
}

/** So that the times of all files tell: those of a moment ago are looked at once more. */
async function settled(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 2_100));
}

left('nothing is written, and a new day is remembered once', async () => {
  const { build: at } = siteOf();
  await settled();
  await at('2026-11-22T12:00:00Z');
  await at('2026-11-22T12:00:00Z');
  assert.equal(await at('2026-11-22T13:00:00Z'), [0, false]);
  assert.equal(await at('2026-11-23T13:00:00Z'), [0, true]);
  assert.equal(await at('2026-11-23T14:00:00Z'), [0, false]);
});

left('a post with its old size and time is not taken for the old one', async () => {
  const { root, write, build: at } = siteOf();
  await settled();
  await at('2026-11-22T12:00:00Z');
  await at('2026-11-22T12:00:00Z');
  write('posts/a.md', '---\ndate: 2026-11-22T10:00:00Z\n---\nTwo.\n');
  utimesSync(join(root, 'posts/a.md'), 1, 1);
  const [changed] = await at('2026-11-22T12:00:00Z');
  assert.ok(changed > 0);
});

left('the tree of the built site is that of its files, whether all was made or little or nothing', async () => {
  const { root, write, build: at } = siteOf();
  const steps = [
    () => {},
    () => write('posts/b.md', '---\ndate: 2026-11-21T10:00:00Z\ntags: [new]\n---\nTwo.\n'),
    () => {},
    () => write('posts/b.md', '---\ndate: 2026-10-21T10:00:00Z\n---\nTwo again.\n'),
    () => rmSync(join(root, 'posts/b.md')),
    () => {},
  ];
  await at('2026-11-22T12:00:00Z');
  for (const step of steps) {
    step();
    await settled();
    const world = await worldOf(root, () => Date.parse('2026-11-22T12:00:00Z'));
    const built = await build(world);
    const files = await world.files.folder('_site').list('');
    const hashed = files.map((path) => [path, hash(readFileSync(join(root, '_site', path)))] as const);
    assert.ok(built.ok && built.value.changes.all === files.length);
    const [tree, whole] = [built.value.tree(), treeOf(hashed)];
    assert.equal([tree.size, sorted(tree.root())], [files.length, sorted(whole.root())]);
    assert.equal(
      files.map((path) => [path, tree.get(path)]),
      hashed,
    );
  }
});

function sorted(root: ReadonlyMap<string, string>): readonly (readonly [string, string])[] {
  return [...root].sort(([a], [b]) => (a < b ? -1 : 1));
}

left.run();
