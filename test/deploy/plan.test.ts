import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { DOUBTFUL, intentOf, manifestFrom, manifestText } from '../../src/deploy/manifest.ts';
import { planOf } from '../../src/deploy/plan.ts';

const plan = suite('deploy plan');

const all = (hash: string, ...paths: string[]): Map<string, string> => new Map(paths.map((path) => [path, hash]));
const HASH = 'a'.repeat(64);

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
  assert.equal(planOf(all(HASH, 'a', 'b'), intentOf(all(HASH, 'a', 'b'), ['b'])), { ...nothing, pages: ['b'] });
});

plan('a manifest is read as it was written', () => {
  const hashes = new Map([
    ['b', HASH],
    ['__proto__', HASH],
    ['a/ü', DOUBTFUL],
  ]);
  assert.equal(Object.fromEntries(manifestFrom(manifestText(hashes)) ?? []), Object.fromEntries(hashes));
});

const NOT_MANIFESTS = ['', '{', 'null', '[]', '{"files":1}', '<html>', '{"files":{"a":"b"}}', '{"files":{"a":1}}'];
for (const path of ['../a', '/etc/passwd', 'a//b', 'a/./b', 'a\\b', '', '.skein-manifest.json']) {
  NOT_MANIFESTS.push(JSON.stringify({ files: { [path]: HASH } }));
}
for (const text of NOT_MANIFESTS) {
  plan(`${text} is not relied on`, () => {
    assert.is(manifestFrom(text), undefined);
  });
}

plan.run();
