import * as fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { keptTree, shardsAfter } from '../../src/model/shards.ts';
import { treeOf } from '../../src/model/tree.ts';
import type { Shards, Tree } from '../../src/model/tree.ts';

const tree = suite('tree of the built site');

const notes = (count: number): [string, string][] =>
  Array.from({ length: count }, (_, n) => [`2026/11/note-${n}/index.html`, `hash ${n}`]);

/** Shard → how many files are in it. */
const sizes = (of: Tree): Record<string, number> =>
  Object.fromEntries([...of.root().keys()].map((name) => [name, of.shard(name).size]));

const changed = (before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] =>
  [...new Set([...before.keys(), ...after.keys()])].filter((name) => before.get(name) !== after.get(name)).sort();

tree('files are together by their first two folders', () => {
  const paths = [
    'index.html',
    '2026/index.html',
    '2026/11/index.html',
    '2026/11/a/index.html',
    'tags/x/2026/index.html',
  ];
  const seen = treeOf(paths.map((path) => [path, 'h'] as const));
  assert.equal(sizes(seen), { '': 1, '2026/': 1, '2026/11/': 2, 'tags/x/': 1 });
  assert.equal([seen.size, [...seen.paths()].sort()], [5, paths.sort()]);
  assert.equal(
    [seen.get('2026/11/index.html'), seen.get('2026/11/b'), seen.get('x/y/z'), seen.shard('x/y/').size],
    ['h', undefined, undefined, 0],
  );
});

tree('a note changes the shards of its own files', () => {
  const seen = treeOf([...notes(10), ['index.html', '1'], ['tags/x/index.html', '1'], ['2026/10/a/index.html', '1']]);
  const before = seen.root();
  for (const path of ['2026/11/new/index.html', 'index.html']) seen.put(path, '2');
  assert.equal(changed(before, seen.root()), ['', '2026/11/']);
});

tree('a long shard is parted, and a note changes one of its parts', () => {
  const seen = treeOf(notes(5000));
  const before = seen.root();
  assert.is(before.size, 8);
  assert.ok(Object.values(sizes(seen)).every((size) => size > 400 && size < 900));
  seen.put('2026/11/new/index.html', 'h');
  assert.is(changed(before, seen.root()).length, 1);
  assert.is(seen.get('2026/11/note-4999/index.html'), 'hash 4999');
});

tree('what two files hold is not exchanged without a trace', () => {
  const seen = treeOf([
    ['a', '1'],
    ['b', '2'],
  ]);
  const before = seen.root();
  seen.put('a', '2');
  seen.put('b', '1');
  assert.equal(changed(before, seen.root()), ['']);
});

tree('the same files give the same root, whatever came before', () => {
  const path = fc.constantFrom('index.html', '2026/a', 'a/b', 'a/b/c', ...notes(30).map(([name]) => name));
  const change = fc.tuple(path, fc.constantFrom('1', '2', undefined));
  fc.assert(
    fc.property(fc.constantFrom(0, 980, 1990), fc.array(change), (count, changes) => {
      const others = notes(count).map(([name, hash]) => [`${name}x`, hash] as const);
      const seen = treeOf(others);
      const files = new Map<string, string>(others);
      let kept: Shards | undefined = seen.shards();
      for (const [name, hash] of changes) {
        kept = kept && shardsAfter(kept, [{ path: name, was: files.get(name), is: hash }]);
        if (hash === undefined) seen.remove(name);
        else seen.put(name, hash);
        if (hash === undefined) files.delete(name);
        else files.set(name, hash);
      }
      const clean = treeOf(files);
      assert.equal([seen.size, sizes(seen)], [clean.size, sizes(clean)]);
      assert.equal([...seen.root()].sort(byName), [...clean.root()].sort(byName));
      if (kept) assert.equal([...kept].sort(byName), [...clean.shards()].sort(byName));
      else assert.ok(count > 0, 'So few files are never parted.');
      assert.equal(new Map([...seen.root().keys()].flatMap((name) => [...seen.shard(name)])).size, files.size);
    }),
    { numRuns: 60 },
  );
});

tree('of a kept tree, the files are asked for only where its root is not enough', () => {
  let asked = 0;
  const files = [...notes(1500), ['index.html', 'home'], ['tags/x/index.html', 'x']] as const;
  const whole = treeOf(files);
  const seen = keptTree(whole.shards(), () => {
    asked += 1;
    return { paths: files.map(([path]) => path), hashes: files.map(([, hash]) => hash) };
  });
  assert.equal([seen.size, seen.root(), asked], [1502, whole.root(), 0]);
  assert.equal(
    ['2026/11/note-7/index.html', 'index.html', 'tags/x/index.html', '2026/11/none', 'x/y/z'].map((path) =>
      seen.get(path),
    ),
    ['hash 7', 'home', 'x', undefined, undefined],
  );
  assert.equal([sizes(seen), [...seen.paths()].length, asked], [sizes(whole), 1502, 1]);
  for (const name of whole.root().keys()) assert.equal(seen.shard(name), whole.shard(name));
});

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}

tree.run();
