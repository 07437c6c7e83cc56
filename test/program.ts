// Skein as a person runs it: the compiled program in a process of its own.
import { spawn } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { AT_LAST } from './until.ts';

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

/** All that `skein` with these words prints at a terminal. */
export function atTerminal(
  words: readonly string[],
  { cwd, env = {} }: { cwd: string; env?: Record<string, string> },
): Promise<string> {
  const { FORCE_COLOR: _, ...inherited } = process.env;
  const command = [join(import.meta.dirname, 'terminal.py'), '[]', process.execPath, CLI, ...words];
  const child = spawn('/usr/bin/python3', command, {
    cwd,
    env: { ...inherited, TERM: 'xterm', NO_COLOR: '1', ...env },
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  return new Promise((resolve) => child.on('close', () => resolve(said)));
}

/** A `skein` that runs until it is stopped. */
export interface Staying {
  /** All that it has printed, on both ways. */
  readonly said: () => string;
  /** Waits until it has printed this, after the first `from` characters. Throws when it does not in time, or ends. */
  readonly says: (pattern: RegExp, from?: number) => Promise<RegExpExecArray>;
  /** As a terminal does at Ctrl-C: the signal goes to the program and to all that it started. */
  readonly interrupt: (signal?: NodeJS.Signals) => Promise<Ended>;
  readonly pid: number;
  readonly ended: Promise<Ended>;
}

const groups = new Set<number>();
process.once('exit', () => groups.forEach((group) => process.kill(-group, 'SIGKILL')));

/** Starts `skein` in a process group of its own, for so many milliseconds at most. */
export function staying(
  words: readonly string[],
  { cwd, env = {}, most = 4 * AT_LAST }: { cwd: string; env?: Record<string, string>; most?: number },
): Staying {
  const { FORCE_COLOR: _, ...inherited } = process.env;
  const child = spawn(process.execPath, [CLI, ...words], {
    cwd,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...inherited, NO_COLOR: '1', ...env },
  });
  const pid = child.pid ?? 0;
  groups.add(pid);
  // A test that fails before it ends the program leaves no tests that never end.
  const late = setTimeout(() => process.kill(-pid, 'SIGKILL'), most).unref();
  let [out, err, all] = ['', '', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => ((out += text), (all += text)));
  child.stderr.setEncoding('utf8').on('data', (text: string) => ((err += text), (all += text)));
  const ended = new Promise<Ended>((resolve) =>
    child.once('close', (code) => {
      groups.delete(pid);
      clearTimeout(late);
      resolve({ code, out, err });
    }),
  );
  return {
    pid,
    ended,
    said: () => all,
    async says(pattern, from = 0) {
      for (const end = Date.now() + AT_LAST; Date.now() < end && child.exitCode === null; await pause(10)) {
        const found = pattern.exec(all.slice(from));
        if (found) return found;
      }
      throw new Error(`It did not say ${String(pattern)}, but: ${all}`);
    },
    async interrupt(signal = 'SIGINT') {
      process.kill(-pid, signal);
      return ended;
    },
  };
}

const folders: string[] = [];
process.once('exit', () => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** A new folder that goes when the tests end. */
export function temporary(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'skein-test-')));
  folders.push(folder);
  return folder;
}
