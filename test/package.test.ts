// The packed package, installed in an empty folder, as a newcomer gets it.
import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { temporary } from './program.ts';

const packed = suite('package');
const run = promisify(execFile);

packed('npx skein init, post and build work where only the packed file was installed', async () => {
  const folder = temporary();
  await run('npm', ['pack', '--ignore-scripts', '--pack-destination', folder]);
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? '';
  await run('npm', ['install', '--no-audit', '--no-fund', '--omit=dev', join(folder, tarball)], { cwd: folder });

  const init = ['skein', 'init', 'blog', '--yes', '--title', 'Ann', '--url', 'https://ann.example', '--author', 'Ann'];
  await run('npx', init, { cwd: folder });
  const blog = join(folder, 'blog');
  await run('npm', ['install', '--no-audit', '--no-fund'], { cwd: blog });
  await run('npx', ['skein', 'post', 'Hello from a package'], { cwd: blog });
  const { stdout } = await run('npx', ['skein', 'build'], { cwd: blog });

  assert.match(stdout, /^built in /m);
  assert.ok(existsSync(join(blog, '_site', 'feed.json')));
});

packed.run();
