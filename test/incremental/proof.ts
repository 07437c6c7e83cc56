// Tries many sequences: here, or in a process of their own, because a process keeps each config that it ever imported.
import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { cold, hold, type Program } from './run.ts';
import { sequences } from './sequence.ts';

export interface Trial {
  readonly seed: number;
  readonly runs: number;
  /** Steps of a sequence at most. */
  readonly longest: number;
  /** Whether each build is a process of its own, or one that stays. */
  readonly program?: 'cold' | 'warm';
  /** The one sequence that is wanted, as fast-check names it. */
  readonly path?: string;
}

/** Tries so many sequences; what is wrong with the shortest that fails and how to try it again, or nothing. */
export async function tried({ seed, runs, longest, path }: Trial, program: Program = cold): Promise<string> {
  const property = fc.asyncProperty(sequences(longest), (sequence) => hold(sequence, program));
  const one = path === undefined ? {} : { path, endOnFailure: true };
  const { failed, errorInstance, numRuns, counterexamplePath } = await fc.check(property, {
    seed,
    numRuns: runs,
    ...one,
  });
  if (!failed) return '';
  const why = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
  return `Sequence ${numRuns} fails:

${why}

It is tried again by
  SKEIN_SEED=${seed} SKEIN_PATH=${counterexamplePath} SKEIN_LONGEST=${longest} SKEIN_PROGRAM=${process.env['SKEIN_PROGRAM'] ?? 'cold'} node --import tsx test/incremental/apart.ts`;
}

// Thousands of small files come and go: where there is a disk in memory, there.
const MEMORY = '/dev/shm';

/** The same in a process of its own. */
export function triedApart({ seed, runs, longest, program = 'cold' }: Omit<Trial, 'path'>): Promise<string> {
  const trial = {
    SKEIN_SEED: String(seed),
    SKEIN_RUNS: String(runs),
    SKEIN_LONGEST: String(longest),
    SKEIN_PROGRAM: program,
  };
  const TMPDIR = existsSync(MEMORY) ? MEMORY : tmpdir();
  const child = fork(join(import.meta.dirname, 'apart.ts'), { env: { ...process.env, ...trial, TMPDIR } });
  return new Promise((resolve) => {
    let said: string | undefined;
    child.on('message', (report: string) => (said = report));
    child.on('close', (code, signal) => resolve(said ?? `The process of seed ${seed} ended with ${code ?? signal}.`));
  });
}
