// The demo from outside: what it says, and that nothing of it stays behind, however it ends.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { skein, staying, temporary } from './program.ts';

const demo = suite('demo');

const HEARD = /^heard {2}".+" {2}\d+ ms after it was live$/gm;

/** A folder for temporary files of its own, and what is in it or runs in it. */
function place(): { cwd: string; env: Record<string, string>; left: () => string[] } {
  const folder = temporary();
  const left = (): string[] => [
    ...readdirSync(folder),
    ...processes().filter((command) => command.includes(`${folder}/`)),
  ];
  return { cwd: temporary(), env: { TMPDIR: folder }, left };
}

function processes(): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => commandOf(pid));
}

function commandOf(pid: string): string {
  try {
    return readFileSync(join('/proc', pid, 'cmdline'), 'utf8').replaceAll('\0', ' ');
  } catch {
    // It ended in between.
    return '';
  }
}

demo('--once ends when two posts were heard, the second made by "skein post"', async () => {
  const here = place();
  const { code, out, err } = await skein(['demo', '--once'], here);
  assert.equal([code, err], [0, '']);
  assert.ok((out.match(HEARD)?.length ?? 0) >= 2, out);
  assert.match(out, /^heard {2}"The second post, made by \\"skein post\\"/m);
  assert.match(out, /\nTwo posts were heard\.\n$/);
  assert.equal(here.left(), []);
});

demo('a file that is added while it runs is heard, and Ctrl-C ends it in order', async () => {
  const here = place();
  const running = staying(['demo'], here);
  const [, posts = ''] = await running.says(/^Its posts are in (\S+): add one/m);
  await running.says(/^deployed: /m);
  await skein(['post', 'Heard', 'while', 'it', 'runs.', '--root', join(posts, '..')], { cwd: temporary() });
  await running.says(/^heard {2}"Heard while it runs\." {2}\d+ ms/m);
  const { code, err } = await running.interrupt();
  assert.equal([code, err], [0, '']);
  assert.equal(here.left(), []);
});

for (const [when, pattern] of Object.entries({
  'before anything is there': /^/,
  'before the first is heard': /^Ann's site is at/m,
})) {
  demo(`Ctrl-C ${when} leaves nothing behind`, async () => {
    const here = place();
    const running = staying(['demo'], here);
    await running.says(pattern);
    // Node takes a while until it can be told anything at all.
    if (pattern.source === '^') while (here.left().length === 0) await pause(5);
    const { code } = await running.interrupt();
    assert.is(code, 0);
    assert.equal(here.left(), []);
  });
}

demo('Ctrl-C twice ends it at once and leaves nothing behind', async () => {
  const here = place();
  const running = staying(['demo'], here);
  await running.says(/^heard/m);
  const ended = running.interrupt();
  await running.interrupt().catch(() => undefined);
  await ended;
  assert.equal(here.left(), []);
});

demo('ended by another program, it ends what it started', async () => {
  const here = place();
  const running = staying(['demo'], here);
  await running.says(/^heard/m);
  process.kill(running.pid, 'SIGTERM');
  const { code } = await running.ended;
  assert.is(code, 0);
  assert.equal(here.left(), []);
});

demo.run();
