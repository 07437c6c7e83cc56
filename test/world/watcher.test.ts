import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { watch } from '../../src/world/watcher.ts';
import { temporary } from './temporary.ts';

const watching = suite('watcher');

/** What is called for what is done in a folder that has `a.md`, as paths relative to it. */
async function calls(act: (folder: string) => void | Promise<void>): Promise<string[][]> {
  const folder = temporary();
  writeFileSync(join(folder, 'a.md'), 'before');
  const seen: string[][] = [];
  const end = await watch([folder], 100, (paths) => seen.push(paths.map((path) => relative(folder, path))));
  await act(folder);
  await wait(350);
  await end();
  return seen;
}

const SAVES: Record<string, (folder: string) => void | Promise<void>> = {
  'in place': (folder) => writeFileSync(join(folder, 'a.md'), 'after'),
  'truncate, then in pieces': async (folder) => {
    writeFileSync(join(folder, 'a.md'), '');
    for (const text of ['a', 'ab', 'abc']) {
      await wait(15);
      writeFileSync(join(folder, 'a.md'), text);
    }
  },
  'a temporary file, then rename': (folder) => {
    writeFileSync(join(folder, '.skein-unfinished-1'), 'after');
    renameSync(join(folder, '.skein-unfinished-1'), join(folder, 'a.md'));
  },
  'as vim does: probe, swap, backup, new file': async (folder) => {
    writeFileSync(join(folder, '.a.md.swp'), 'swap');
    writeFileSync(join(folder, '4913'), '');
    rmSync(join(folder, '4913'));
    renameSync(join(folder, 'a.md'), join(folder, 'a.md~'));
    writeFileSync(join(folder, 'a.md'), 'after');
    await wait(10);
    rmSync(join(folder, 'a.md~'));
    rmSync(join(folder, '.a.md.swp'));
  },
};

for (const [name, save] of Object.entries(SAVES)) {
  watching(`one save is one call: ${name}`, async () => {
    assert.equal(await calls(save), [['a.md']]);
  });
}

watching('an open editor changes nothing', async () => {
  const seen = await calls((folder) => {
    for (const name of ['.a.md.swp', 'a.md~', '#a.md#', '.#a.md']) writeFileSync(join(folder, name), 'x');
  });
  assert.equal(seen, []);
});

watching('a hundred changes are one call, a removal is a change', async () => {
  const seen = await calls((folder) => {
    for (let n = 0; n < 100; n += 1) writeFileSync(join(folder, `n${n}.md`), 'x');
    rmSync(join(folder, 'a.md'));
  });
  assert.equal([seen.length, seen[0]?.length], [1, 101]);
});

watching('files in new folders are seen', async () => {
  const seen = await calls(async (folder) => {
    mkdirSync(join(folder, '2026', '11'), { recursive: true });
    await wait(50);
    writeFileSync(join(folder, '2026', '11', 'b.md'), 'x');
  });
  assert.ok(seen.flat().includes('2026/11/b.md'));
});

for (const pause of [30, 45, 48, 60]) {
  watching(`what is written ${pause} ms after the first step is told after it was written`, async () => {
    const folder = temporary();
    writeFileSync(join(folder, 'a.md'), 'before');
    const told: number[] = [];
    const end = await watch([folder], 40, () => told.push(performance.now()));
    writeFileSync(join(folder, 'a.md'), '');
    await wait(pause);
    writeFileSync(join(folder, 'a.md'), 'after');
    const written = performance.now();
    await wait(200);
    await end();
    assert.ok((told.at(-1) ?? 0) > written);
  });
}

watching('two saves a while apart are two calls', async () => {
  const seen = await calls(async (folder) => {
    writeFileSync(join(folder, 'a.md'), '1');
    await wait(300);
    writeFileSync(join(folder, 'a.md'), '22');
  });
  assert.equal(seen, [['a.md'], ['a.md']]);
});

watching.run();
