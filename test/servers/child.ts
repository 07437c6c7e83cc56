// Programs and folders that the tests make. However the tests end, the programs end and the folders go with them.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Child {
  readonly stdin: Writable;
  readonly stdout: Readable;
  /** What it said on stderr so far. */
  complaint(): string;
  running(): boolean;
  /** Sends a signal to it and all that it started; resolves when they are gone. After five seconds they are killed. */
  end(signal: NodeJS.Signals): Promise<void>;
}

interface Start {
  readonly env?: Readonly<Record<string, string>>;
  readonly user?: { readonly uid: number; readonly gid: number };
}

const groups = new Set<number>();
const folders = new Set<string>();

process.once('exit', () => {
  for (const group of groups) signalled(group, 'SIGKILL');
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));

function signalled(group: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-group, signal);
  } catch (cause) {
    // Nobody of the group is left.
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'ESRCH')) throw cause;
  }
}

/** Starts a program in a process group of its own. */
export function startChild(command: readonly [string, ...string[]], start: Start = {}): Child {
  const [program, ...words] = command;
  const child = spawn(program, words, {
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...start.env },
    ...start.user,
  });
  let complaint = '';
  child.once('error', (cause) => (complaint += cause.message));
  const group = child.pid;
  if (group === undefined) throw new Error(`${program} cannot be started. Type: bash test/setup.sh`);
  groups.add(group);
  // `close`: nobody holds its output any more, so what it started is gone too.
  const gone = new Promise<void>((resolve) =>
    child.once('close', () => {
      groups.delete(group);
      resolve();
    }),
  );
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
  // A program that is killed while one writes to it is no error of the tests.
  child.stdin.on('error', (cause) => (complaint += cause.message));
  return {
    stdin: child.stdin,
    stdout: child.stdout,
    complaint: () => complaint,
    running: () => child.exitCode === null && child.signalCode === null,
    async end(signal) {
      child.stdout.resume();
      signalled(group, signal);
      const late = setTimeout(() => signalled(group, 'SIGKILL'), 5_000);
      await gone;
      clearTimeout(late);
    },
  };
}

/** An empty folder of one's own; `remove` takes it away before the tests end. */
export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'skein-server-'));
  folders.add(path);
  return {
    path,
    remove() {
      rmSync(path, { recursive: true, force: true });
      folders.delete(path);
    },
  };
}
