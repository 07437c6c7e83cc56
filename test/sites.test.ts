// Whole sites: what is in test/sites/NAME becomes _site/, at 2026-11-22T12:00:00Z.
//
//   NAME/skein.config.js posts/ templates/ public/   what a person has
//   NAME/expected/files.txt                          every address of the built site
//   NAME/expected/…                                  some of its files, byte for byte
//   NAME/problems.txt                                in its place: the sentences that a broken site gets
//
// UPDATE_SITES=1 writes problems.txt, files.txt and the files that are there already anew: look at the difference before
// you commit.
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { build } from '../src/commands/build.ts';
import { told } from '../src/model/problem.ts';
import { filesAt } from '../src/world/files.ts';
import { realWorld } from '../src/world/real.ts';
import type { World } from '../src/world/world.ts';
import { temporary } from './program.ts';

const sites = suite('sites');

const SITES = join(import.meta.dirname, 'sites');
const NOW = new Date('2026-11-22T12:00:00Z');
const quiet = { line: () => {}, problems: () => {}, progress: () => {} };

async function worldOf(name: string): Promise<World> {
  const root = join(temporary(), name);
  cpSync(join(SITES, name), root, { recursive: true });
  if (!existsSync(join(root, 'skein.config.js'))) cpSync(join(SITES, 'skein.config.js'), join(root, 'skein.config.js'));
  const world = await realWorld(root, new AbortController().signal);
  return { ...world, clock: { ...world.clock, now: () => NOW }, say: quiet };
}

for (const name of readdirSync(SITES).filter((each) => !each.includes('.'))) {
  const folder = join(SITES, name);
  if (existsSync(join(folder, 'problems.txt'))) {
    sites(`${name} is refused with the sentences in problems.txt, twice`, async () => {
      const world = await worldOf(name);
      for (const built of [await build(world), await build(world)]) {
        const sentences = `${told(built.ok ? [] : built.problems)}\n`;
        if (process.env['UPDATE_SITES']) writeFileSync(join(folder, 'problems.txt'), sentences);
        assert.is(sentences, readFileSync(join(folder, 'problems.txt'), 'utf8'));
      }
      assert.equal(await world.files.list('_site'), []);
    });
    continue;
  }
  sites(`${name} becomes what is in expected/, twice`, async () => {
    const world = await worldOf(name);
    const first = await build(world);
    assert.is(first.ok ? '' : told(first.problems), '');
    const made = world.files.folder('_site');
    const expected = join(folder, 'expected');
    const list = `${(await made.list('')).join('\n')}\n`;
    if (process.env['UPDATE_SITES']) await update(expected, made.root, list);
    assert.fixture(list, readFileSync(join(expected, 'files.txt'), 'utf8'));
    for (const path of await filesAt(expected).list('')) {
      if (path !== 'files.txt')
        assert.fixture((await made.read(path)) ?? '', readFileSync(join(expected, path), 'utf8'));
    }
    const second = await build(world);
    assert.equal(second.ok && [second.value.changes.written, second.value.changes.removed], [[], []]);
  });
}

async function update(expected: string, made: string, list: string): Promise<void> {
  writeFileSync(join(expected, 'files.txt'), list);
  for (const path of await filesAt(expected).list('')) {
    if (path !== 'files.txt') cpSync(join(made, path), join(expected, path));
  }
}

sites.run();
