// The incremental build gives the bytes of a clean one, whatever was done since the last. When a sequence fails, it is
// shrunk, told step by step, and can be tried again by its seed and path.
import { suite } from 'uvu';
import { prolific } from './author.ts';
import { atOnce, killed } from './killed.ts';
import { triedApart } from './proof.ts';
import { cold, hold } from './run.ts';
import type { Act, Step } from './sequence.ts';

const incremental = suite('incremental build');

const SEQUENCES = 300;
const STAYING = 100;
const LONGEST = 7;
const KILLS = 20;

const seed = Number(process.env['SKEIN_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

incremental(`equals a clean build after each step of ${SEQUENCES} random sequences`, async () => {
  const halves = [seed, seed + 1].map((seed) => triedApart({ seed, runs: SEQUENCES / 2, longest: LONGEST }));
  for (const report of await Promise.all(halves)) fine(report);
});

incremental(`equals it in a program that stays, after each step of ${STAYING} more`, async () => {
  const warm = { runs: STAYING / 2, longest: LONGEST, program: 'warm' } as const;
  const halves = [seed, seed + 1].map((seed) => triedApart({ ...warm, seed }));
  for (const report of await Promise.all(halves)) fine(report);
});

incremental(`gives what a clean build does after each of ${KILLS} kills`, async () => {
  await Promise.all([seed, seed + 1].map((seed) => killed({ seed, kills: KILLS / 2 })));
});

incremental('of two builds at once one waits, and the site is right', async () => {
  await atOnce();
});

// Each use of the disk in turn, and edits that leave a file with its size and time: what random sequences seldom meet.
const word: Act = { what: 'word', at: 0, pick: 1, manner: 'with its old time' };

incremental('sees the next time what was changed while it built, whenever that was', async () => {
  const steps = Array.from({ length: 16 }, (_, at): Step => ({
    acts: [word],
    end: { by: 'a change meanwhile', at, act: word },
  }));
  await hold({ from: 1, steps }, cold);
});

incremental('equals a clean build after a power cut before each write', async () => {
  const cuts = Array.from({ length: 20 }, (_, at): Step => ({ acts: [word], end: { by: 'a power cut', at } }));
  await hold({ from: 1, steps: cuts.flatMap((cut) => [cut, { acts: [], end: { by: 'a build' } }]) }, cold);
});

incremental('leaves _site/ as it is when it refuses, whatever was lost there', async () => {
  const steps = Array.from({ length: 24 }, (_, at): Step => {
    const broken: Act = { what: 'break', at: 0, pick: 0, manner: 'in place' };
    return { acts: [broken, { ...broken, what: 'a file of _site/ is lost', at }], end: { by: 'a build' } };
  });
  await hold({ from: 1, steps }, cold);
});

incremental('makes the photos that a refused build did not look at', async () => {
  const lost: Act = { what: '.skein/ is lost', at: 0, pick: 0, manner: 'in place' };
  const broken: Act = { ...lost, what: 'break', at: 1 };
  const steps = [act('photo', 0, 1), { ...act('break', 1, 0), acts: [lost, broken] }, none, none];
  await hold({ from: 3, steps, rested: true }, cold);
});

incremental('keeps a file of public/ that is in the place of a page, when the post of that page goes', async () => {
  const steps = [act('own file for a generated one', 20, 0), act('delete', 0, 0)];
  await hold({ from: 1, steps, rested: true }, cold);
});

incremental('makes a folder of what was a file, and a file of what was a folder', async () => {
  const turn = act('a file becomes a folder, or a folder a file', 0, 0);
  await hold({ from: 1, steps: [turn, turn, turn] }, cold);
});

incremental('equals a clean build while a month grows above 200 posts and shrinks again', async () => {
  const steps = [
    act('note', 0, SEPTEMBER),
    act('note', 0, SEPTEMBER),
    act('note', 0, SEPTEMBER),
    act('retag', 7, 2),
    act('redate', 20, 0),
    act('delete', 200, 0),
    act('delete', 3, 0),
  ];
  await hold({ from: 0, steps }, cold, prolific(199));
});

const none: Step = { acts: [], end: { by: 'a build' } };

/** Throws the report of what failed, which says all: the stack of this file says nothing. */
function fine(report: string): void {
  if (report !== '') throw Object.assign(new Error(report), { stack: '' });
}

function act(what: Act['what'], at: number, pick: number): Step {
  return { acts: [{ what, at, pick, manner: 'in place' }], end: { by: 'a build' } };
}

/** The moment of the pool that is in the month of `prolific`. */
const SEPTEMBER = 8;

incremental.run();
