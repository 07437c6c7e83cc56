import { utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { configAt } from '../../src/world/config.ts';
import { temporary } from './temporary.ts';

const config = suite('config');

config('what is read is what the file holds, whatever its time says', async () => {
  const root = temporary();
  writeFileSync(join(root, 'package.json'), '{ "type": "module" }');
  const { settings } = configAt(root);
  const titles: unknown[] = [];
  for (const title of ['Ann', 'Bob', 'Ann']) {
    const file = join(root, 'skein.config.js');
    writeFileSync(file, `export default { title: '${title}' };\n`);
    utimesSync(file, 1, 1);
    const read = await settings();
    titles.push(read.ok && (read.value as { readonly title: unknown }).title);
  }
  assert.equal(titles, ['Ann', 'Bob', 'Ann']);
});

config.run();
