// Any site, then another, and another, with deploys that die anywhere: whatever came before, one that ends leaves the
// target with the site, all that others put there, and nothing else.
import * as fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { toFolder } from '../../src/deploy/folder.ts';
import { MANIFEST, SHARDS } from '../../src/deploy/manifest.ts';
import { hashOf } from '../../src/model/hash.ts';
import { treeOf } from '../../src/model/tree.ts';
import type { Files } from '../../src/world/world.ts';
import { filesFrom } from '../fakes/files.ts';

const crashes = suite('deploys that die, one after the other');

type Holds = Map<string, string>;

/** A folder in memory whose disk is full after so many changes. */
function folderOf(holds: Holds, root: string, left = Infinity): Files {
  const change = (): void => {
    left -= 1;
    if (left < 0) throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
  };
  return {
    ...filesFrom({}),
    root,
    list: async (folder) => [...holds.keys()].filter((path) => path.startsWith(folder)).sort(),
    read: async (path) => holds.get(path),
    readBytes: async (path) => (holds.has(path) ? bytesOf(holds.get(path) ?? '') : undefined),
    size: async (path) => holds.get(path)?.length,
    write: async (path, bytes) => (change(), void holds.set(path, textOf(bytes))),
    remove: async (path) => (change(), void holds.delete(path)),
    alone: async (_name, work) => work(),
    folder: () => {
      throw new Error('No folder in a folder.');
    },
  };
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new TextEncoder().encode(text));
}

function textOf(bytes: string | Uint8Array): string {
  return typeof bytes === 'string' ? bytes : new TextDecoder().decode(bytes);
}

/** Says whether it ended. */
async function deploy(site: Holds, target: Holds, { dies = Infinity, verify = false }): Promise<boolean> {
  const hashed = [...site].map(async ([path, text]) => [path, await hashOf(bytesOf(text))] as const);
  const tree = treeOf(await Promise.all(hashed));
  return (await toFolder(folderOf(target, '/www', dies), folderOf(site, '/site'), { tree, verify })).ok;
}

const PATHS = ['index.html', 'atom.xml', '2026/index.html', '2026/11/index.html', 'tags/x/index.html'].concat(
  ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `2026/11/${name}/index.html`),
);

const site = fc.dictionary(fc.constantFrom(...PATHS), fc.constantFrom('1', '2', '3'), { minKeys: 1 });
const round = fc.record({ site, dies: fc.option(fc.nat(24), { nil: undefined }) });

const shown = (target: Holds): [string, string][] =>
  [...target].filter(([path]) => !path.startsWith('.skein-')).sort(([a], [b]) => (a < b ? -1 : 1));

function rootOf(target: Holds): { shards: Record<string, string>; spare: string[] } {
  return JSON.parse(target.get(MANIFEST) ?? '') as ReturnType<typeof rootOf>;
}

crashes('the next that ends leaves what was built, and no other file of ours', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(round, { minLength: 2, maxLength: 8 }), site, async (rounds, last) => {
      const target: Holds = new Map([['theirs', 'theirs']]);
      for (const { site: holds, dies } of rounds) await deploy(new Map(Object.entries(holds)), target, { dies });
      assert.ok(await deploy(new Map(Object.entries(last)), target, {}));
      const expected = new Map([...Object.entries(last), ['theirs', 'theirs'] as const]);
      assert.equal(shown(target), shown(expected));
      const { shards, spare } = rootOf(target);
      const named = new Set([...Object.values(shards), ...spare].map((print) => `${SHARDS}${print}.json`));
      const unnamed = [...target.keys()].filter((path) => path.startsWith(SHARDS) && !named.has(path));
      assert.equal(unnamed, []);
    }),
    { numRuns: 500 },
  );
});

crashes('with a manifest that lost some of its files, the site is shown all the same', async () => {
  const damage = fc.array(fc.nat(5), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(fc.array(round, { maxLength: 4 }), damage, site, async (rounds, lost, last) => {
      const target: Holds = new Map();
      for (const { site: holds, dies } of rounds) await deploy(new Map(Object.entries(holds)), target, { dies });
      const manifest = [...target.keys()].filter((path) => path === MANIFEST || path.startsWith(SHARDS));
      for (const each of lost) target.delete(manifest[each] ?? '');
      assert.ok(await deploy(new Map(Object.entries(last)), target, { verify: true }));
      for (const [path, text] of Object.entries(last)) assert.is(target.get(path), text);
      await deploy(new Map(Object.entries(last)), target, {});
      for (const print of Object.values(rootOf(target).shards)) assert.ok(target.has(`${SHARDS}${print}.json`));
    }),
    { numRuns: 300 },
  );
});

crashes.run();
