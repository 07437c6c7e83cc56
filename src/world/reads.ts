// Reads what strangers sent in threads of their own, each one thing at a time: what does not end, or wants too much
// memory, ends with its thread, and the next one is read by another. A thread is started when it is needed, stays, and
// keeps nobody from the end of the program.
import { extname, join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { wrong, type Problem } from '../model/problem.ts';
import { self } from './self.ts';
import type { Origin, Reads } from './world.ts';

/** In milliseconds: for the thread to load its program, and for one thing to be read. */
const [STARTED, READ] = [20_000, 10_000];

/** In megabytes. */
const MEMORY = 256;

/** Megabytes for what has just been made. Left to itself a thread takes three times as much, and is no faster. */
const YOUNG = 16;

/**
 * What was read is soon garbage, here and in the threads. Node looks for it when the heap has grown by a part, and left to
 * itself lets it grow to the double: a round of a thousand feeds then takes 300 MB and not 240, in the same time.
 */
const GROWING = '--heap-growing-percent=30';

/** Reading is most of the work of a round: one thread alone would be what all wait for. */
const THREADS = 2;

/** What the thread is asked. It says `ready` once, then answers each with what it gives. */
export interface Task {
  readonly what: keyof Reads;
  readonly bytes: Uint8Array;
  readonly origin: Origin;
}

export interface Bounds {
  /** The program of the thread. */
  readonly file: string | URL;
  /** Milliseconds for one thing. */
  readonly deadline?: number;
  /** Megabytes, of each thread. */
  readonly memory?: number;
  /** How many there are at most. */
  readonly threads?: number;
}

/** Reads by a thread; by this one where the program runs from its sources. */
export function readsHere(): Reads {
  if (extname(import.meta.url) === '.js')
    return readsBy({ file: join(self.root, 'dist', 'world', 'reading-thread.js') });
  return {
    feed: async (bytes, origin) => (await import('./read.ts')).feedIn(bytes, origin),
    page: async (bytes, origin) => (await import('./read.ts')).pageIn(bytes, origin),
  };
}

/** Reads by threads that run this file. */
export function readsBy({ file, deadline = READ, memory = MEMORY, threads = THREADS }: Bounds): Reads {
  const desks = Array.from({ length: threads }, () => deskWith({ file, deadline, memory }));
  const ask = async <T>(task: Task): Promise<T> => {
    // The first of those with the least to do: another thread is not started before there is work for two.
    const desk = desks.reduce((best, each) => (each.waiting() < best.waiting() ? each : best));
    return (await desk.read(task)) as T;
  };
  return {
    feed: async (bytes, origin) => ask({ what: 'feed', bytes, origin }),
    page: async (bytes, origin) => ask({ what: 'page', bytes, origin }),
  };
}

/** Where one thread works, and after it the next one. */
interface Desk {
  /** How much it still has to read. */
  readonly waiting: () => number;
  readonly read: (task: Task) => Promise<unknown>;
}

function deskWith({ file, deadline, memory }: Required<Omit<Bounds, 'threads'>>): Desk {
  let thread: Thread | undefined;
  let before: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  const done = async (task: Task): Promise<unknown> => {
    if (!thread?.lives()) thread = await started(file, memory);
    thread.tell(task);
    try {
      return await thread.next(deadline);
    } catch (cause) {
      await thread.end();
      return wrong(problemWith(cause, task.origin.address, { deadline, memory }));
    }
  };
  return {
    waiting: () => waiting,
    async read(task) {
      const earlier = before;
      waiting++;
      const answer = (async () => {
        await earlier;
        return done(task);
      })();
      before = answer.catch(() => undefined).then(() => void waiting--);
      return answer;
    },
  };
}

interface Thread {
  readonly lives: () => boolean;
  readonly tell: (task: Task) => void;
  /** Its next message, within so many milliseconds; rejected where there is none. */
  readonly next: (milliseconds: number) => Promise<unknown>;
  readonly end: () => Promise<unknown>;
}

class Late extends Error {}

async function started(file: string | URL, memory: number): Promise<Thread> {
  setFlagsFromString(GROWING);
  const thread = threadOf(file, memory);
  try {
    await thread.next(STARTED);
    return thread;
  } catch (cause) {
    await thread.end();
    throw cause;
  }
}

function threadOf(file: string | URL, memory: number): Thread {
  // What Node itself was told, a loader say, is for the program: the thread needs none of it.
  const resourceLimits = { maxOldGenerationSizeMb: memory, maxYoungGenerationSizeMb: YOUNG };
  const worker = new Worker(file, { resourceLimits, execArgv: [] });
  let ended: unknown;
  let waiting: { readonly told: (message: unknown) => void; readonly failed: (cause: unknown) => void } | undefined;
  const ends = (cause: unknown): void => {
    ended ??= cause;
    waiting?.failed(cause);
  };
  worker.on('message', (message: unknown) => waiting?.told(message));
  worker.on('error', ends);
  worker.on('exit', () => ends(new Error('The thread has ended.')));
  return {
    lives: () => ended === undefined,
    tell: (task) => worker.postMessage(task),
    next: async (milliseconds) => {
      let late: NodeJS.Timeout | undefined;
      const message = new Promise((told, failed) => {
        waiting = { told, failed };
        late = setTimeout(() => failed(new Late()), milliseconds);
        if (ended !== undefined) failed(ended);
      });
      worker.ref();
      return message.finally(() => {
        clearTimeout(late);
        // Nobody waits for it now: it does not keep the program from its end.
        worker.unref();
      });
    },
    end: async () => worker.terminate(),
  };
}

function problemWith(
  cause: unknown,
  where: string,
  { deadline, memory }: Required<Pick<Bounds, 'deadline' | 'memory'>>,
): Problem {
  const next = 'It may pass by itself. Look at it in a browser: is it a feed?';
  if (cause instanceof Late) return { where, what: `It could not be read within ${deadline / 1000} s.`, next };
  if (cause instanceof Error && 'code' in cause && cause.code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return { where, what: `It could not be read within ${memory} MB of memory.`, next };
  }
  const what = `Skein failed to read it (${String(cause)}).`;
  return { where, what, next: 'This is a mistake in Skein: please report it, with this line.' };
}
