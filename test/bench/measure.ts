// A program run to its end, and how long it took: the whole process by the clock on the wall, and its peak of memory.
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

export interface Run {
  readonly seconds: number;
  /** Megabytes; undefined where there is no /proc. */
  readonly peak: number | undefined;
  /** Seconds of all its threads at work, which other programs hardly change; undefined as well. */
  readonly cpu: number | undefined;
  /** What it printed, on both ways. */
  readonly said: string;
}

/** Milliseconds between two looks at the memory; a peak only grows, so the last look before the end knows it. */
const LOOK = 20;

/** Runs it, after all that was written before is on the disk. Throws with what it said when it fails. */
export async function run(command: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): Promise<Run> {
  await ended(['sync'], cwd);
  const done = await ended(command, cwd, env);
  if (done.code !== 0) throw new Error(`${command.join(' ')} ended with ${done.code}:\n${done.said.slice(-2000)}`);
  return done;
}

/** Whether the program is there at all. */
export async function isThere(program: string): Promise<boolean> {
  return ended([program, 'version'], '.').then(
    () => true,
    () => false,
  );
}

/** Runs it to its end, whatever that is. Throws when there is no such program. */
export async function ended(
  command: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv = {},
): Promise<Run & { readonly code: number | null }> {
  const [program = '', ...words] = command;
  const began = performance.now();
  const child = spawn(program, words, { cwd, stdio: ['ignore', 'pipe', 'pipe'], env: { ...quiet(), ...env } });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (said += text));
  let [peak, cpu]: (number | undefined)[] = [];
  const look = setInterval(() => {
    peak = peakOf(child.pid) ?? peak;
    cpu = cpuOf(child.pid) ?? cpu;
  }, LOOK);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    return { seconds: (performance.now() - began) / 1000, peak, cpu, said, code };
  } finally {
    clearInterval(look);
  }
}

/** Nothing but what is measured: no colours, and no certificates that are there for the XMPP server. */
function quiet(): NodeJS.ProcessEnv {
  const { NODE_EXTRA_CA_CERTS: _, FORCE_COLOR: __, ...env } = process.env;
  return { ...env, NO_COLOR: '1' };
}

/** proc(5): VmHWM is the largest resident set so far. Undefined where nobody tells, or when the process has ended. */
function peakOf(pid: number | undefined): number | undefined {
  try {
    const [, kilobytes] = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
  } catch {
    return undefined;
  }
}

/** proc(5): the 14th and the 15th field of stat, in hundredths of a second; the second may hold anything. */
function cpuOf(pid: number | undefined): number | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\)/s, '').trim().split(' ');
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return undefined;
  }
}

/** The files below a folder that were written or replaced after a moment, with the last such moment (as the disk's clock
 * says it: a rename counts). */
export function writtenSince(folder: string, moment: number): { readonly files: number; readonly last: number } {
  let [files, last] = [0, moment];
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const { ctimeMs } = statSync(join(entry.parentPath, entry.name));
    if (ctimeMs <= moment) continue;
    files++;
    last = Math.max(last, ctimeMs);
  }
  return { files, last };
}

export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return ((low ?? Number.NaN) + (high ?? Number.NaN)) / 2;
}
