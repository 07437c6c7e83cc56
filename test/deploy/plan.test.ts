import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { DOUBTFUL, manifestFrom, manifestText, shardFrom, shardText } from '../../src/deploy/manifest.ts';
import { planOf } from '../../src/deploy/plan.ts';
import { printOf } from '../../src/model/tree.ts';

const plan = suite('deploy plan');

const all = (hash: string, ...paths: string[]): Map<string, string> => new Map(paths.map((path) => [path, hash]));
const HASH = 'a'.repeat(22);

plan('new pages go first, then changed ones, then what links to them, feeds last', () => {
  const changed = ['2026/11/a/index.html', '2026/11/index.html', 'atom.xml', 'index.html', 'assets/site.css'];
  const fresh = [
    '2026/11/22/index.html',
    '2026/11/b/index.html',
    '2026/11/atom.xml',
    'tags/x/index.html',
    'sitemap.xml',
  ];
  assert.equal(planOf(all('2', ...changed, ...fresh), all('1', ...changed)), {
    inTheWay: [],
    pages: ['2026/11/b/index.html', '2026/11/a/index.html', 'assets/site.css'],
    listings: [
      '2026/11/22/index.html',
      '2026/11/index.html',
      'index.html',
      'sitemap.xml',
      'tags/x/index.html',
      '2026/11/atom.xml',
      'atom.xml',
    ],
    removals: [],
  });
});

plan('only what the manifest names is removed, and first what is in the way', () => {
  const seen = planOf(all('2', 'a/b', 'c'), all('1', 'a', 'c/d/e', 'c/f', 'old', 'older'));
  assert.equal(seen, {
    inTheWay: ['a', 'c/d/e', 'c/f'],
    pages: ['a/b', 'c'],
    listings: [],
    removals: ['old', 'older'],
  });
});

plan('nothing changed is nothing to do, and what is doubtful is not unchanged', () => {
  const nothing = { inTheWay: [], pages: [], listings: [], removals: [] };
  assert.equal(planOf(all(HASH, 'a', 'b'), all(HASH, 'a', 'b')), nothing);
  assert.equal(planOf(all(HASH, 'a', 'b'), new Map([...all(HASH, 'a'), ...all(DOUBTFUL, 'b')])), {
    ...nothing,
    pages: ['b'],
  });
});

plan('a manifest is read as it was written', () => {
  const shards = new Map([
    ['', '1a'],
    ['__proto__/', '2b'],
    ['tags/ü/', '3c'],
  ]);
  const manifest = { shards, doubtful: ['a/b', 'ü'], spare: ['4d'] };
  const seen = manifestFrom(manifestText(manifest));
  assert.equal({ ...seen, shards: [...(seen?.shards ?? [])] }, { ...manifest, shards: [...shards] });
});

plan('a shard is read as it was written, and under its own name only', () => {
  const files = new Map([
    ['__proto__', HASH],
    ['b', HASH],
    ['a/ü', 'b'.repeat(22)],
  ]);
  const print = printOf(files);
  assert.equal(Object.fromEntries(shardFrom(shardText(files), print) ?? []), Object.fromEntries(files));
  assert.is(shardFrom(shardText(files), `${print}0`), undefined);
  assert.is(shardFrom(undefined, print), undefined);
});

const ROOT = { shards: {}, doubtful: [], spare: [] };
const NOT_ROOTS = ['', '{', 'null', '[]', '{"files":{"a":"1"}}', '<html>'].concat(
  [
    { shards: { a: '../b' } },
    { shards: { a: 1 } },
    { shards: 1 },
    { doubtful: 1 },
    { doubtful: [1] },
    { doubtful: undefined },
    { spare: ['a/b'] },
  ].map((part) => JSON.stringify({ ...ROOT, ...part })),
);
const NOT_PATHS = [
  '../a',
  '/etc/passwd',
  'a//b',
  'a/./b',
  'a\\b',
  '',
  '.skein-manifest.json',
  '.skein-manifest/1.json',
];
for (const path of NOT_PATHS) NOT_ROOTS.push(JSON.stringify({ ...ROOT, doubtful: [path] }));

for (const text of NOT_ROOTS) {
  plan(`${text} is not relied on`, () => {
    assert.is(manifestFrom(text), undefined);
  });
}

for (const path of NOT_PATHS) {
  plan(`a shard that names "${path}" is not relied on`, () => {
    const files = new Map([[path, HASH]]);
    assert.is(shardFrom(shardText(files), printOf(files)), undefined);
  });
}

plan.run();
