import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { watch } from '../../src/world/watcher.ts';
import { temporary } from './temporary.ts';

const watching = suite('watcher');

/** A folder with one file, and one in a folder in it. */
function filled(name: string): string {
  const folder = temporary();
  mkdirSync(join(folder, 'deep'));
  writeFileSync(join(folder, name), 'before');
  writeFileSync(join(folder, 'deep', name), 'before');
  return folder;
}

/** What is called for what is done in a folder that has `a.md` and `old/deep/c.md`, as paths relative to it. */
async function calls(act: (folder: string) => void | Promise<void>): Promise<string[][]> {
  const folder = temporary();
  writeFileSync(join(folder, 'a.md'), 'before');
  renameSync(filled('c.md'), join(folder, 'old'));
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

watching(
  'what comes by a rename is whole and told at once; what is written in place, when it has been quiet',
  async () => {
    const folder = temporary();
    for (const name of ['a.md', 'b.md']) writeFileSync(join(folder, name), 'before');
    const seen: string[] = [];
    const told = (paths: readonly string[]): void => void seen.push(...paths.map((path) => relative(folder, path)));
    const end = await watch([folder], 60_000, told);
    await SAVES['a temporary file, then rename']?.(folder);
    while (seen.length === 0) await wait(10);
    writeFileSync(join(folder, 'b.md'), 'after');
    await wait(300);
    await end();
    assert.equal(seen, ['a.md']);
  },
);

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

const FOLDERS: Record<string, [act: (folder: string) => void | Promise<void>, told: string[]]> = {
  'made, and filled later': [
    async (folder) => {
      mkdirSync(join(folder, '2026', '11'), { recursive: true });
      await wait(50);
      writeFileSync(join(folder, '2026', '11', 'b.md'), 'x');
    },
    ['2026'],
  ],
  'moved here whole': [
    (folder) => {
      renameSync(filled('b.md'), join(folder, '2026'));
    },
    ['2026'],
  ],
  renamed: [(folder) => renameSync(join(folder, 'old'), join(folder, 'new')), ['new', 'old']],
  'removed with all in it': [(folder) => rmSync(join(folder, 'old'), { recursive: true }), ['old']],
  'replaced by another': [
    (folder) => {
      renameSync(join(folder, 'old'), join(folder, 'older'));
      renameSync(filled('b.md'), join(folder, 'old'));
    },
    ['old', 'older'],
  ],
};

for (const [name, [act, told]] of Object.entries(FOLDERS)) {
  watching(`a folder stands for all that is in it: ${name}`, async () => {
    assert.equal(await calls(act), [told]);
  });
}

for (const place of ['old', 'new', 'old/deep', 'old/new']) {
  watching(`a folder is watched again where another was before: ${place}`, async () => {
    const seen = await calls(async (folder) => {
      for (let n = 0; n < 3; n += 1) {
        rmSync(join(folder, place), { recursive: true, force: true });
        mkdirSync(join(folder, place));
      }
      await wait(250);
      writeFileSync(join(folder, place, 'b.md'), 'x');
    });
    assert.equal(seen, [[place], [`${place}/b.md`]]);
  });
}

watching('what is moved away is no longer watched, and what it was moved to is', async () => {
  const seen = await calls(async (folder) => {
    renameSync(join(folder, 'old'), join(folder, 'new'));
    await wait(250);
    writeFileSync(join(folder, 'new', 'deep', 'c.md'), 'after');
  });
  assert.equal(seen, [['new', 'old'], ['new/deep/c.md']]);
});

watching('more than the system keeps may have been lost: then each source is named, and watched anew', async () => {
  const seen = await calls(async (folder) => {
    for (let n = 0; n < 5_000; n += 1) writeFileSync(join(folder, `n${n}.md`), 'x');
    mkdirSync(join(folder, 'new'));
    await wait(1_000);
    writeFileSync(join(folder, 'new', 'b.md'), 'x');
  });
  assert.equal(seen, [[''], ['new/b.md']]);
});

function watches(): number {
  return process.getActiveResourcesInfo().filter((name) => name === 'FSEventWrap').length;
}

watching('there is one watch for a folder and none for a file', async () => {
  const counts: number[] = [];
  await calls((folder) => {
    for (let n = 0; n < 100; n += 1) writeFileSync(join(folder, 'old', `n${n}.md`), 'x');
    counts.push(watches());
  });
  await wait(20);
  // The folder, the one around it, and two below it.
  assert.equal([...counts, watches()], [4, 0]);
});

watching('what is not there yet is told when it comes, goes and comes again', async () => {
  const site = temporary();
  const [posts, config] = [join(site, 'posts'), join(site, 'skein.config.js')];
  const seen: string[][] = [];
  const end = await watch([posts, config], 30, (paths) => seen.push(paths.map((path) => relative(site, path))));
  const steps = [
    () => mkdirSync(posts),
    () => writeFileSync(join(posts, 'a.md'), 'x'),
    () => writeFileSync(config, 'x'),
    () => rmSync(config),
    () => writeFileSync(config, 'y'),
    () => rmSync(posts, { recursive: true }),
    () => renameSync(filled('b.md'), posts),
    () => writeFileSync(join(site, 'elsewhere'), 'x'),
  ];
  for (const step of steps) {
    step();
    await wait(120);
  }
  await end();
  const file = ['skein.config.js'];
  assert.equal(seen, [['posts'], ['posts/a.md'], file, file, file, ['posts'], ['posts']]);
});

watching('a symbolic link is not followed', async () => {
  const elsewhere = filled('b.md');
  const seen = await calls(async (folder) => {
    symlinkSync(elsewhere, join(folder, 'link'));
    await wait(250);
    writeFileSync(join(elsewhere, 'c.md'), 'x');
  });
  assert.equal(seen, [['link']]);
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
