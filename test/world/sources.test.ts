// The one number of all that renders: what changes it, and what does not.
import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { renderer } from '../../src/world/render.ts';
import { folder, site, THEME } from '../pages/sample.ts';

const sources = suite('what renders');

const files = {
  'skein.config.js': `import { a } from "./lib/a.js";\nimport 'thing/sub';\nexport default {};`,
  'lib/a.js': `export * from '../b.mjs';\nexport const a = 1;`,
  'b.mjs': `const c = await import( './lib/c.cjs' );`,
  'lib/c.cjs': `const d = require('./d'); require('@scope/other');`,
  'lib/d/index.js': '1',
  'node_modules/thing/package.json': '{"version":"1.0.0"}',
  'lib/node_modules/@scope/other/package.json': '{"version":"2.0.0"}',
  'templates/note.njk': 'note',
  'templates/about.md': 'about',
  'templates/assets/site.css': 'css',
  'templates/_data/links.js': `import '../../links.js';`,
  'links.js': 'links',
  'posts/a.md': 'post',
  'lib/unused.js': 'unused',
};

/** Whether the number is another one where this file was written anew, or removed, before it was first looked at. */
async function changedBy(path: string, text?: string): Promise<boolean> {
  const [here, there] = [folder(files), folder(files)];
  const file = join(there.root, path);
  mkdirSync(dirname(file), { recursive: true });
  if (text === undefined) rmSync(file);
  else writeFileSync(file, text);
  const [before, after] = await Promise.all(
    [here, there].map(({ root }) => renderer({ root, theme: THEME }).hash(site)),
  );
  here.gone();
  there.gone();
  return before !== after;
}

sources('a template, a page or a data file of the site counts: its words, and that it is there', async () => {
  for (const path of ['templates/note.njk', 'templates/about.md', 'templates/_data/links.js']) {
    assert.is(await changedBy(path, 'other'), true, path);
    assert.is(await changedBy(path), true, path);
  }
  assert.is(await changedBy('templates/parts/new.njk', ''), true);
});

sources('the config counts with all that it imports, however far, and so does code of templates', async () => {
  const modules = ['skein.config.js', 'lib/a.js', 'b.mjs', 'lib/c.cjs', 'lib/d/index.js', 'links.js'];
  for (const path of modules) {
    assert.is(await changedBy(path, `${files[path as keyof typeof files]} `), true, path);
    assert.is(await changedBy(path), true, path);
  }
});

sources('of a package its version counts', async () => {
  const packages = ['node_modules/thing/package.json', 'lib/node_modules/@scope/other/package.json'];
  for (const path of packages) {
    assert.is(await changedBy(path, '{"version":"3.0.0"}'), true, path);
    assert.is(await changedBy(path, `${files[path as keyof typeof files]} `), false, path);
  }
});

sources('posts, assets and code that nothing imports do not count', async () => {
  for (const path of ['posts/a.md', 'templates/assets/site.css', 'lib/unused.js', 'public/new.html']) {
    assert.is(await changedBy(path, 'other'), false, path);
  }
});

sources('settings count; where the site lies and when its files were written do not', async () => {
  const [here, there] = [folder(files), folder(files)];
  utimesSync(join(there.root, 'templates/note.njk'), 1, 1);
  const [one, other] = [here, there].map(({ root }) => renderer({ root, theme: THEME }));
  const seen = [await one?.hash(site), await other?.hash(site), await one?.hash({ ...site, title: 'Bob' })];
  here.gone();
  there.gone();
  assert.is(seen[0], seen[1]);
  assert.is.not(seen[0], seen[2]);
});

sources('a module that was loaded counts as it was, until another process loads it', async () => {
  const { root, gone } = folder(files);
  const theirs = renderer({ root, theme: THEME });
  const before = await theirs.hash(site);
  writeFileSync(join(root, 'lib/a.js'), 'export const a = 2;');
  const [after, outdated] = [await theirs.hash(site), theirs.outdated()];
  gone();
  assert.is(after, before);
  assert.equal(outdated, ['lib/a.js']);
});

sources.run();
