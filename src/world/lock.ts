// One at a time among all processes that use a folder. Whoever comes takes a number, as at a baker's; it is its turn
// when every smaller number is gone or belongs to a process that died. Nothing has to be cleaned up after kill -9.
//
//   .skein/lock-deploy-000001-4711-88120-a3f0    number, process, when that process started, a name of its own
//
// Each claim has a name of its own, so removing a dead one can never remove a living one. Why two are never let in:
// take n < m. The holder of m looked after it had made m and saw no living n; so n was made after that look. But then
// the maker of n, who looks after making it, sees m, a greater number than its own, and takes a new one.
import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** Milliseconds between two looks: at first, and at most. */
const LOOK_AGAIN = [5, 250] as const;

/** Stand for the start of a process: nobody can say; it is dead and only its parent has not asked for it. */
const [UNKNOWN, ZOMBIE] = ['0', '1'];

interface Claim {
  readonly file: string;
  readonly number: number;
  readonly process: number;
  readonly started: string;
}

/** Does the work when no other process, and no other call of this one, is at work under this name in this folder. */
export async function alone<T>(folder: string, name: string, work: () => Promise<T>): Promise<T> {
  if (!/^\w+$/.test(name)) throw new Error(`"${name}" is not the name of a lock.`);
  const file = takeNumber(folder, name);
  try {
    let pause: number = LOOK_AGAIN[0];
    while (!isTurnOf(folder, name, file)) {
      await wait(pause);
      pause = Math.min(pause * 2, LOOK_AGAIN[1]);
    }
    return await work();
  } finally {
    rmSync(join(folder, file), { force: true });
    removeWhenEmpty(folder);
  }
}

/** Makes a claim with a number greater than all there are. */
function takeNumber(folder: string, name: string): string {
  for (;;) {
    const number = Math.max(0, ...claims(folder, name).map((claim) => claim.number)) + 1;
    const parts = [String(number).padStart(6, '0'), process.pid, startOf(process.pid), randomBytes(4).toString('hex')];
    const file = `lock-${name}-${parts.join('-')}`;
    if (!made(folder, file)) continue;
    if (claims(folder, name).every((claim) => claim.file <= file)) return file;
    rmSync(join(folder, file), { force: true });
  }
}

/** False when the folder went away in between: the last one who left removed it. */
function made(folder: string, file: string): boolean {
  mkdirSync(folder, { recursive: true });
  try {
    writeFileSync(join(folder, file), '', { flag: 'wx' });
    return true;
  } catch (cause) {
    if (isCode(cause, 'ENOENT')) return false;
    throw cause;
  }
}

function isTurnOf(folder: string, name: string, file: string): boolean {
  const before = claims(folder, name).filter((claim) => claim.file < file);
  const [dead, living] = [before.filter((claim) => !lives(claim)), before.filter(lives)];
  for (const claim of dead) rmSync(join(folder, claim.file), { force: true });
  return living.length === 0;
}

function claims(folder: string, name: string): Claim[] {
  let files: string[];
  try {
    files = readdirSync(folder);
  } catch (cause) {
    if (isCode(cause, 'ENOENT')) return [];
    throw cause;
  }
  return files.flatMap((file) => {
    const [, of, number, pid, started] = /^lock-(\w+)-(\d+)-(\d+)-(\d+)-\w+$/.exec(file) ?? [];
    if (of !== name || number === undefined || pid === undefined || started === undefined) return [];
    return [{ file, number: Number(number), process: Number(pid), started }];
  });
}

/** A process number is given again after a while, and in a container at once: the same start makes it the same one. */
function lives(claim: Claim): boolean {
  try {
    process.kill(claim.process, 0);
  } catch (cause) {
    if (isCode(cause, 'ESRCH')) return false;
    if (!isCode(cause, 'EPERM')) throw cause;
  }
  const started = startOf(claim.process);
  return started === claim.started || started === UNKNOWN || claim.started === UNKNOWN;
}

/** When a process started, in ticks since boot; UNKNOWN where the system does not tell (no /proc, or a hidden one). */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // proc(5): field 2 is the program's name in parentheses and may hold both; 3 is the state, 22 the start.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? ZOMBIE : (fields[19] ?? UNKNOWN);
  } catch (cause) {
    if (isCode(cause, 'ENOENT') || isCode(cause, 'ESRCH')) return UNKNOWN;
    throw cause;
  }
}

function removeWhenEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch (cause) {
    if (!isCode(cause, 'ENOTEMPTY') && !isCode(cause, 'EEXIST') && !isCode(cause, 'ENOENT')) throw cause;
  }
}

function isCode(cause: unknown, code: string): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === code;
}
