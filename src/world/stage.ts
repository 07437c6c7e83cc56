// What only the demo does: a folder that goes, a server that goes, and Skein inside of it.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filesAt } from './files.ts';
import { privateServer } from './prosody.ts';
import type { Stage } from './world.ts';

export const stage: Omit<Stage, 'world'> = {
  async folder() {
    const root = await mkdtemp(join(await realpath(tmpdir()), 'skein-demo-'));
    const atOnce = (): void => rmSync(root, { recursive: true, force: true });
    process.once('exit', atOnce);
    const remove = async (): Promise<void> => {
      await rm(root, { recursive: true, force: true });
      process.off('exit', atOnce);
    };
    return { files: filesAt(root), remove };
  },

  server: privateServer,

  again(words, env) {
    const script = process.argv[1] ?? '';
    const child = spawn(process.execPath, [...process.execArgv, script, ...words], {
      stdio: 'inherit',
      env: { ...process.env, ...env },
    });
    // Ctrl-C and a closed terminal reach both; the other one ends first, then this one cleans up.
    process.on('SIGTERM', () => child.kill('SIGTERM'));
    process.once('exit', () => child.kill('SIGKILL'));
    return new Promise((resolve) => {
      child.on('error', () => resolve(1));
      child.on('exit', (code) => resolve(code ?? 1));
    });
  },
};
