// A program that stays looks at no more than it is told of: what it is not told of must come out right all the same.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { build, SITE } from '../../src/commands/build.ts';
import type { Workshop } from '../../src/commands/build/look.ts';
import { worldOf } from '../incremental/clean.ts';
import { temporary } from '../world/temporary.ts';

const stays = suite('a program that stays');

stays('shows a post that has waited, though another was saved that waits longer', async () => {
  const root = temporary();
  let now = '2026-11-22T12:00:00Z';
  const write = (file: string, text: string): void => writeFileSync(join(root, file), text);
  mkdirSync(join(root, 'posts'));
  const config = { title: 'Ann', url: 'https://ann.example', author: { name: 'Ann' }, id: 'tag:ann.example,2026:' };
  write('skein.config.js', `export default ${JSON.stringify(config)};\n`);
  write('posts/soon.md', '---\ndate: 2026-11-22T12:30:00Z\n---\nSoon.\n');
  const workshop: Workshop = { edition: SITE, stays: true };
  const world = await worldOf(root, () => Date.parse(now));
  const shown = async (...changed: readonly string[]): Promise<readonly string[]> => {
    if (workshop.memory) workshop.changed = changed;
    const built = await build(world, workshop);
    return built.ok ? built.value.index.live.map(({ key }) => key) : [];
  };
  assert.equal(await shown(), []);
  write('posts/later.md', '---\ndate: 2026-11-22T15:00:00Z\n---\nLater.\n');
  assert.equal(await shown('posts/later.md'), []);
  now = '2026-11-22T12:40:00Z';
  write('posts/now.md', '---\ndate: 2026-11-22T12:00:00Z\n---\nNow.\n');
  assert.equal(await shown('posts/now.md'), ['soon', 'now']);
});

stays.run();
