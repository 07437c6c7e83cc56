// The demo from outside: what it says, and that nothing of it stays behind, however it ends.
import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { begin } from './begin.ts';
import { skein, staying, temporary } from './program.ts';
import { openBrowser } from './servers/chromium.ts';
import { until } from './until.ts';

const demo = suite<{ browser: Browser }>('demo');

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

/** What was killed may take the system a moment to clear away. */
async function nothingLeft({ left }: Pick<ReturnType<typeof place>, 'left'>): Promise<void> {
  await until(
    () => left().length === 0,
    () => left().join('\n'),
  );
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

/** Imported first, it leaves a program without SQLite: neither Node's own nor the package is found. */
const WITHOUT_SQLITE = `--import=data:text/javascript,${encodeURIComponent(`
  import { register } from 'node:module';
  register('data:text/javascript,' + encodeURIComponent(\`
    export async function resolve(name, context, next) {
      if (!/sqlite/.test(name)) return next(name, context);
      throw Object.assign(new Error(name), { code: 'ERR_MODULE_NOT_FOUND' });
    }
  \`));
`)}`;

begin(demo, async (c, atEnd) => {
  c.browser = await openBrowser();
  atEnd(() => c.browser.close());
});

demo('--once ends when Bob\'s reader has heard two posts, the second made by "skein post"', async () => {
  const here = place();
  const { code, out, err } = await skein(['demo', '--once'], here);
  assert.equal([code, err], [0, '']);
  assert.is(out.match(HEARD)?.length, 2, out);
  assert.match(out, /^heard {2}"The second post, made by \\"skein post\\"/m);
  assert.match(out, /\nTwo posts were heard\.\n$/);
  await nothingLeft(here);
});

demo("--bridge --once ends when what is new in a blog's RSS feed was heard over XMPP", async () => {
  const here = place();
  const { code, out, err } = await skein(['demo', '--bridge', '--once'], here);
  assert.equal([code, err], [0, '']);
  assert.match(out, /: 2 new entries, silently\n/);
  assert.match(out, /^heard {2}"This was only in an RSS feed" {2}\d+ ms after it was in the feed$/m);
  assert.match(out, /\nIt was heard\.\n$/);
  await nothingLeft(here);
});

demo(
  "what Ann adds appears in the open page of Bob's reader, and what he answers there reaches her",
  async ({ browser }) => {
    const here = place();
    const running = staying(['demo'], here);
    const [, reader = ''] = await running.says(/^Bob's reader is at (\S+)$/m);
    const [, posts = ''] = await running.says(/^Ann's posts are in (\S+): add one/m);
    await running.says(/^heard {2}"Hello @bob!.+" {2}\d+ ms after it was live$/m);
    const page = await browser.newPage();
    await page.goto(reader);
    const shown = (): Promise<readonly string[]> => page.locator('article .e-content').allInnerTexts();
    assert.match((await shown()).join('\n'), /^Hello @bob![^\n]+\nHello! This is the first note of Ann/);

    add(posts, 'Added while it runs.');
    await running.says(/^heard {2}"Added while it runs\." {2}\d+ ms/m);
    await page.getByRole('button', { name: /1 new/ }).click();
    const added = page.locator('article', { hasText: 'Added while it runs.' });
    await added.getByRole('link', { name: 'Reply' }).click();
    await page.getByRole('textbox').first().fill('Good to hear.');
    await page.getByRole('button', { name: 'Write the post' }).click();
    await page.getByRole('button', { name: 'Deploy now' }).click();
    await running.says(/^Ann is mentioned: "Good to hear\." \(answers you\)$/m);
    const { code, err } = await running.interrupt();
    assert.equal([code, err], [0, '']);
    await nothingLeft(here);
  },
);

/** Adds a post as an editor saves it, so that a slow machine sees one save and not an empty file and then another. */
function add(posts: string, text: string): void {
  writeFileSync(join(posts, 'added.tmp'), `---\ndate: ${new Date().toISOString()}\n---\n${text}\n`);
  renameSync(join(posts, 'added.tmp'), join(posts, 'added.md'));
}

demo('without SQLite nothing is started: what to do is told', async () => {
  const here = place();
  const env = { ...here.env, NODE_OPTIONS: WITHOUT_SQLITE };
  const { code, out, err } = await skein(['demo', '--once'], { ...here, env });
  assert.equal([code, out], [3, '']);
  assert.match(err, /^better-sqlite3 {2}Node \S+ has no SQLite of its own.*\n.*npm install better-sqlite3/m);
  await nothingLeft(here);
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
    await nothingLeft(here);
  });
}

demo('Ctrl-C twice ends it at once and leaves nothing behind', async () => {
  const here = place();
  const running = staying(['demo'], here);
  await running.says(/^heard/m);
  const ended = running.interrupt();
  await running.interrupt().catch(() => undefined);
  await ended;
  await nothingLeft(here);
});

demo('interrupted alone, as by another program, it ends what it started', async () => {
  const here = place();
  const running = staying(['demo'], here);
  await running.says(/^heard/m);
  process.kill(running.pid, 'SIGINT');
  const { code, err } = await running.ended;
  assert.equal([code, err, here.left()], [0, '', []]);
});

demo('ended by another program, it ends what it started', async () => {
  const here = place();
  const running = staying(['demo'], here);
  await running.says(/^heard/m);
  process.kill(running.pid, 'SIGTERM');
  const { code } = await running.ended;
  assert.is(code, 0);
  await nothingLeft(here);
});

demo.run();
