// The processes of this machine, as Linux has them in /proc (proc_pid_stat(5), proc_pid_status(5)).
import { readdirSync, readFileSync } from 'node:fs';

export interface Process {
  readonly pid: number;
  readonly parent: number;
  /** The command line. */
  readonly words: readonly string[];
  /** What it has in memory, in megabytes. */
  readonly memory: number;
}

/** All that are there now; one that ends meanwhile is left out. */
export function processes(): readonly Process[] {
  return readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? processOf(name) : []));
}

/** A process, and all that it has started, and what those have. */
export function family(first: number): readonly Process[] {
  const all = processes();
  const within = (pid: number): readonly Process[] => [
    ...all.filter((each) => each.pid === pid),
    ...all.filter((each) => each.parent === pid).flatMap((each) => within(each.pid)),
  ];
  return within(first);
}

function processOf(pid: string): readonly Process[] {
  try {
    const of = (file: string): string => readFileSync(`/proc/${pid}/${file}`, 'utf8');
    // The name before may hold anything, the state after it is one word.
    const [, parent] = of('stat')
      .replace(/^.*\) /s, '')
      .split(' ');
    const [, kilobytes = 0] = /^VmRSS:\s+(\d+) kB/m.exec(of('status')) ?? [];
    const words = of('cmdline').split('\0');
    return [{ pid: Number(pid), parent: Number(parent), words, memory: Number(kilobytes) / 1024 }];
  } catch {
    return [];
  }
}
