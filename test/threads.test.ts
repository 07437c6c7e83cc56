// A site so big that threads build it.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { build } from '../src/commands/build.ts';
import { realWorld } from '../src/world/real.ts';
import { begin } from './begin.ts';
import { skein, temporary } from './program.ts';

const threads = suite<{ cwd: string }>('threads');

const POSTS = 700;

begin(threads, async (context) => {
  context.cwd = temporary();
  const config = { title: 'Ann', url: 'https://ann.example', author: { name: 'Ann' }, id: 'tag:ann.example,2026:' };
  write(context.cwd, 'skein.config.js', `export default ${JSON.stringify(config)};\n`);
  for (let at = 0; at < POSTS; at++) {
    const date = new Date(Date.UTC(2020, 0, 1, at * 60)).toISOString();
    write(context.cwd, `posts/n${at}.md`, `---\ndate: ${date}\ntags: [t${at % 5}, élan]\n---\nNote ${at}, *é*.\n`);
  }
});

function write(cwd: string, file: string, text: string): void {
  mkdirSync(dirname(join(cwd, file)), { recursive: true });
  writeFileSync(join(cwd, file), text);
}

/** The built site in a site's folder, by path. */
function built(cwd: string): ReadonlyMap<string, string> {
  const site = join(cwd, '_site');
  const paths = readdirSync(site, { recursive: true, encoding: 'utf8' }).filter((path) =>
    statSync(join(site, path)).isFile(),
  );
  return new Map(paths.sort().map((path) => [path, readFileSync(join(site, path), 'base64')]));
}

threads('they make the same bytes as one alone', async ({ cwd }) => {
  const { code, out } = await skein(['build'], { cwd });
  const byMany = built(cwd);
  for (const folder of ['_site', '.skein']) rmSync(join(cwd, folder), { recursive: true });
  // The sources have no threads: only the compiled program does.
  const world = await realWorld(cwd, new AbortController().signal);
  const alone = await build(world);
  assert.equal([code, world.crew, alone.ok], [0, undefined, true], out);
  assert.ok(byMany.size > POSTS);
  assert.equal(byMany, built(cwd));
});

threads('they make the same of what the memory knows of posts', async ({ cwd }) => {
  await skein(['build'], { cwd });
  const before = built(cwd);
  for (let at = 0; at < POSTS; at++) utimesSync(join(cwd, `posts/n${at}.md`), 1, 1);
  rmSync(join(cwd, '_site/2020'), { recursive: true });
  const { code, out } = await skein(['build'], { cwd });
  assert.is(code, 0, out);
  assert.equal(built(cwd), before);
});

threads('a broken template is told once, and nothing is built', async ({ cwd }) => {
  rmSync(join(cwd, '_site'), { recursive: true, force: true });
  write(cwd, 'templates/note.njk', 'one\n{{ entry.text | nofilter }}\n');
  const { code, out, err } = await skein(['build'], { cwd });
  rmSync(join(cwd, 'templates'), { recursive: true });
  assert.is(code, 1);
  assert.match(err, /^templates\/note\.njk:2 {2}filter not found: nofilter\.\n {4}[^\n]+\n$/);
  assert.match(out, /^1 problem\. _site\/ is as it was\.\n$/);
  assert.not(existsSync(join(cwd, '_site')));
});

threads('what is wrong in posts is told of each, whoever read it', async ({ cwd }) => {
  for (const name of ['a', 'z']) write(cwd, `posts/${name}.md`, '---\ndate: tomorrow\n---\nLate.\n');
  rmSync(join(cwd, '.skein'), { recursive: true });
  const { code, err } = await skein(['build'], { cwd });
  for (const name of ['a', 'z']) rmSync(join(cwd, `posts/${name}.md`));
  assert.is(code, 1);
  assert.equal([...err.matchAll(/^(posts\/\S+) /gm)].map(([, where = '']) => where).toSorted(), [
    'posts/a.md:2',
    'posts/z.md:2',
  ]);
});

threads('a disk that refuses ends the build at once, and in words', async ({ cwd }) => {
  rmSync(join(cwd, '_site'), { recursive: true, force: true });
  write(cwd, '_site', 'a file in the way');
  const { code, err } = await skein(['build'], { cwd });
  rmSync(join(cwd, '_site'));
  assert.is(code, 3);
  assert.match(err, /_site\S* {2}The disk refuses: ENOTDIR/);
});

threads.run();
