// Images are made by a program of their own. To C's usual allocator the large pieces of memory that images take, in many
// threads, are holes that it does not fill again: two hundred photos took 760 MB, of which 60 were in use. Told at its start
// to keep them in few places, it takes half of that, and gives it back when it goes.
import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { SECRETS } from './run.ts';
import { self } from './self.ts';
import type { Images } from './world.ts';

/** glibc's; others do not know it. */
const FEW_PLACES = { MALLOC_ARENA_MAX: '2' };

const PROGRAM = join(self.root, 'dist', 'world', 'image-program.js');

/** In milliseconds: the program goes when nothing was asked of it for so long. */
const IDLE = 250;

/** What the program is asked, under a number of its own. */
export interface Task {
  readonly id: number;
  readonly ask:
    | { readonly what: 'recipe' }
    | { readonly what: 'forms'; readonly name: string; readonly bytes: Uint8Array }
    | { readonly what: 'drawn'; readonly svg: string };
}

/** What it answers. */
type Said = { readonly done: unknown } | { readonly failed: unknown };

/** To the task of this number. */
export type Answer = { readonly id: number } & Said;

/** The program went before it answered. */
interface Ended {
  readonly ended: Error;
}

/** One for all that this program makes, since its start takes longer than most images. */
let program: Program | undefined;

/** The making of images, by a program that comes when it is asked and goes when it has nothing to do. */
export function imagesHere(): Images {
  let known: { readonly recipe: string | undefined } | undefined;
  return {
    atOnce: Math.min(availableParallelism(), 4),
    // What is installed is what it was when this program began.
    recipe: async () => (known ??= { recipe: await asked({ what: 'recipe' }) }).recipe,
    forms: async (name, bytes) => asked({ what: 'forms', name, bytes }),
    drawn: async (svg) => asked({ what: 'drawn', svg }),
  };
}

// What comes back is what image-program.ts gives for each. A program may be killed, by who needs its memory or by the key
// that ends this one; where the next one goes of the same, that is what is wrong.
async function asked<T>(ask: Task['ask']): Promise<T> {
  const first = await once(ask);
  const answer = 'ended' in first ? await once(ask) : first;
  if ('done' in answer) return answer.done as T;
  throw 'ended' in answer ? answer.ended : answer.failed;
}

function once(ask: Task['ask']): Promise<Said | Ended> {
  if (!program?.lives()) program = started();
  return program.ask(ask);
}

interface Program {
  readonly lives: () => boolean;
  readonly ask: (ask: Task['ask']) => Promise<Said | Ended>;
}

function started(): Program {
  const child = fork(PROGRAM, {
    // What Node itself was told, a loader say, is for the program that asks.
    execArgv: [],
    // A key that ends whoever asks is no end for what is still waited for. It goes with him: its channel ends.
    detached: true,
    env: { ...FEW_PLACES, ...process.env, ...SECRETS },
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const waiting = new Map<number, (answer: Said | Ended) => void>();
  let asks = 0;
  let lives = true;
  const goes = setTimeout(() => waiting.size === 0 && child.connected && child.disconnect(), IDLE).unref();
  const ends = (ended: Error): void => {
    lives = false;
    waiting.forEach((tell) => tell({ ended }));
    waiting.clear();
  };
  child.on('message', ({ id, ...answer }: Answer) => {
    waiting.get(id)?.(answer);
    waiting.delete(id);
    if (waiting.size > 0) return;
    goes.refresh();
    // A program that nobody waits for keeps nobody from his end.
    child.unref();
    child.channel?.unref();
  });
  child.on('error', ends);
  child.on('exit', (code, signal) => ends(new Error(`The program that makes images has ended: ${signal ?? code}.`)));
  return {
    lives: () => lives && child.connected,
    ask: (ask) =>
      new Promise((tell) => {
        const id = asks++;
        waiting.set(id, tell);
        child.ref();
        child.channel?.ref();
        child.send({ id, ask } satisfies Task);
      }),
  };
}
