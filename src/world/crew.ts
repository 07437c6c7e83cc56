// More threads for much work. Each runs `worker.ts` on the site's folder; what they are asked and answer is plain data.
import { availableParallelism } from 'node:os';
import { extname, join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { self } from './self.ts';
import type { Crew } from './world.ts';

/** Threads need a second core, and a program that is compiled: who runs the sources has loaders that threads lack. */
export const canThread = availableParallelism() > 1 && extname(import.meta.url) === '.js';

/** Each takes some 150 MB: more of them would not pay. */
const MOST = 4;

/** Megabytes for what is thrown away soon: a page and its data are, and with less of it they are copied about. */
const YOUNG = 64;

/**
 * Percent by which a heap may grow before it is looked through for what is used no more. Left to itself V8 lets those of
 * such threads grow to three times what they use: of a hundred thousand posts to 1.1 GB, instead of 0.9, and is a
 * twentieth faster.
 */
const GROWS = 150;

/** What a thread sends back; `told` is what a message does not carry by itself of what the disk refused. */
export type Answer =
  | { readonly done: unknown }
  | { readonly failed: unknown; readonly told?: Readonly<Record<'code' | 'syscall' | 'path', string | undefined>> };

interface Waiting {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (cause: unknown) => void;
}

/** Starts threads for the site at this folder (absolute); where it is not said how many, one for each core. */
export function crewAt(root: string, size = Math.min(availableParallelism(), MOST)): Crew {
  if (size > 1) setFlagsFromString(`--heap-growing-percent=${GROWS}`);
  const members = Array.from({ length: size }, () => memberAt(root));
  return {
    size,
    ask: async (task, whom) => members[whom % size]?.ask(task),
    // What they were asked and have not done is rejected.
    end: async () => {
      await Promise.all(members.map(({ end }) => end()));
    },
  };
}

function memberAt(root: string) {
  const file = join(self.root, 'dist', 'worker.js');
  const worker = new Worker(file, { workerData: root, resourceLimits: { maxYoungGenerationSizeMb: YOUNG } });
  // A thread that nobody waits for does not keep the program from its end.
  worker.unref();
  // Tasks are done in the order in which they were asked.
  const waiting: Waiting[] = [];
  worker.on('message', (answer: Answer) => {
    const first = waiting.shift();
    if (waiting.length === 0) worker.unref();
    if ('done' in answer) first?.resolve(answer.done);
    else first?.reject(answer.failed instanceof Error ? Object.assign(answer.failed, answer.told) : answer.failed);
  });
  let broken: unknown;
  const breaks = (cause: unknown): void => {
    broken ??= cause;
    for (const each of waiting.splice(0)) each.reject(cause);
  };
  worker.on('error', breaks);
  worker.on('exit', () => breaks(new Error('A thread has ended before its work.')));
  return {
    ask: async (task: unknown): Promise<unknown> => {
      if (broken !== undefined) throw broken;
      const answer = new Promise((resolve, reject) => waiting.push({ resolve, reject }));
      worker.ref();
      worker.postMessage(task);
      return answer;
    },
    end: async () => {
      // Else nothing might be left to wait for its end.
      worker.ref();
      await worker.terminate();
    },
  };
}
