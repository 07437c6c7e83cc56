// Skein as a person runs it: the compiled program in a process of its own.
import { spawn } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export const CLI = join(import.meta.dirname, '..', 'dist', 'cli.js');

/** Runs `skein` with these words in a folder; standard input is empty unless given. */
export function skein(
  words: readonly string[],
  { cwd, env = {}, input = '' }: { cwd: string; env?: Record<string, string>; input?: string },
): Promise<Ended> {
  // uvu sets FORCE_COLOR, of which Node warns beside NO_COLOR.
  const { FORCE_COLOR: _, ...inherited } = process.env;
  const child = spawn(process.execPath, [CLI, ...words], { cwd, env: { ...inherited, NO_COLOR: '1', ...env } });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  child.stdin.end(input);
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err })));
}

const folders: string[] = [];
process.once('exit', () => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** A new folder that goes when the tests end. */
export function temporary(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'skein-test-')));
  folders.push(folder);
  return folder;
}
