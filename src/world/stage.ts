// What only the demo does: a folder that goes, a server that goes, and Skein inside of it.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filesAt } from './files.ts';
import { privateServer } from './prosody.ts';
import type { Stage } from './world.ts';

/** Milliseconds that the other one has to end by itself. */
const HANDED_ON = 3_000;

export const stage: Omit<Stage, 'world'> = {
  async folder() {
    const root = await mkdtemp(join(await realpath(tmpdir()), 'skein-demo-'));
    // Whoever is killed at the same moment may still write into it.
    const atOnce = (): void => rmSync(root, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
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
    // Ctrl-C and a closed terminal reach both; the other one ends first, then this one cleans up. A program that sends
    // the same to this one alone has it handed on, when it is seen that the other goes on.
    process.on('SIGTERM', () => child.kill('SIGTERM'));
    for (const signal of ['SIGINT', 'SIGHUP'] as const) {
      process.on(signal, () => setTimeout(() => child.kill('SIGTERM'), HANDED_ON).unref());
    }
    process.once('exit', () => child.kill('SIGKILL'));
    return new Promise((resolve) => {
      child.on('error', () => resolve(1));
      child.on('exit', (code) => resolve(code ?? 1));
    });
  },
};
