// Other versions of Node, for tests that run on them.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { temporary } from './program.ts';

const run = promisify(execFile);

export const INSTALL = ['install', '--no-audit', '--no-fund', '--ignore-scripts'];

/** The folder of that Node's program, from npm's registry. */
export async function nodeOf(version: number): Promise<string> {
  const folder = temporary();
  const name = `node-${process.platform}-${process.arch}`;
  await run('npm', [...INSTALL, '--prefix', folder, `${name}@${version}`]);
  return join(folder, 'node_modules', name, 'bin');
}
