import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { dressOf } from '../../src/world/dress.ts';
import { renderer } from '../../src/world/render.ts';
import { THEME } from '../pages/sample.ts';
import { temporary } from '../program.ts';

const dress = suite('what the reader wears');

function text(path: string): string {
  return readFileSync(join(THEME, '..', path), 'utf8');
}

dress('is the theme’s stylesheet and icon, and its own beside them', async () => {
  assert.equal(await dressOf(renderer({ root: temporary(), theme: THEME })), {
    site: text('templates/assets/site.css'),
    icon: text('templates/assets/icon.svg'),
    style: text('src/reader/reader.css'),
    script: text('src/reader/reader.js'),
  });
});

dress('is the site’s own stylesheet, where it has one', async () => {
  const root = temporary();
  mkdirSync(join(root, 'templates', 'assets'), { recursive: true });
  writeFileSync(join(root, 'templates', 'assets', 'site.css'), 'body { color: teal }');
  const { site } = await dressOf(renderer({ root, theme: THEME }));
  assert.is(site, 'body { color: teal }');
});

dress.run();
