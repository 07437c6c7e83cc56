// The packed package, installed in an empty folder, as a newcomer gets it.
import { execFile, spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { temporary } from './program.ts';

const packed = suite('package');

const run = promisify(execFile);

// Without what may be missing: it may have to be compiled, and only the edge is less for it.
const INSTALL = ['install', '--no-audit', '--no-fund', '--omit=dev', '--omit=optional'];

/** The page at the address that a preview says it has. */
async function previewedIn(blog: string): Promise<string> {
  const dev = spawn('npx', ['skein', 'dev'], { cwd: blog, detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
  let url = '';
  for await (const line of createInterface(dev.stdout)) {
    url ||= /^The preview is at (\S+)/.exec(line)?.[1] ?? '';
    if (line.startsWith('previewed in ')) break;
  }
  const page = await (await fetch(url)).text();
  process.kill(-(dev.pid ?? 0), 'SIGINT');
  return page;
}

packed('npx skein init, post, build and dev work where only the packed file was installed', async () => {
  const folder = temporary();
  await run('npm', ['pack', '--ignore-scripts', '--pack-destination', folder]);
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? '';
  await run('npm', [...INSTALL, join(folder, tarball)], { cwd: folder });

  const init = ['skein', 'init', 'blog', '--yes', '--title', 'Ann', '--url', 'https://ann.example', '--author', 'Ann'];
  await run('npx', init, { cwd: folder });
  const blog = join(folder, 'blog');
  await run('npm', INSTALL, { cwd: blog });
  await run('npx', ['skein', 'post', 'Hello from a package'], { cwd: blog });
  const { stdout } = await run('npx', ['skein', 'build'], { cwd: blog });

  assert.match(stdout, /^built in /m);
  assert.match(await previewedIn(blog), 'Hello from a package');
  if (Number(process.versions.node.split('.')[0]) < 22) {
    const read = await run('npx', ['skein', 'timeline'], { cwd: blog }).catch(
      (ended: { code: number; stderr: string }) => ended,
    );
    assert.match(read.stderr, /has no SQLite of its own[^]*npm install better-sqlite3/);
  }
  assert.ok(existsSync(join(blog, '_site', 'feed.json')));
});

packed.run();
