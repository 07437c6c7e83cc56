// Ten thousand sequences, a hundred at a time, two processes at work; and three hundred kills.
//
//   SKEIN_SEED=7 SKEIN_FROM=42    begins at the 43rd hundred of that run
import { suite } from 'uvu';
import { killed } from './incremental/killed.ts';
import { triedApart } from './incremental/proof.ts';

const long = suite('incremental build, for long');

const CHUNKS = 100;
const SEQUENCES = 100;
const LONGEST = 12;
const KILLS = 300;

const seed = Number(process.env['SKEIN_SEED'] ?? Math.floor(Math.random() * 2 ** 30));
let next = Number(process.env['SKEIN_FROM'] ?? 0);

long(`equals a clean build after each step of ${CHUNKS * SEQUENCES} random sequences`, async () => {
  await Promise.all([work(), work()]);
});

long(`survives ${KILLS} kills`, async () => {
  const lanes = [seed, seed + 1].map((seed) => killed({ seed, kills: KILLS / 2 }));
  await Promise.all(lanes);
});

/** Takes the next hundred until there is none. */
async function work(): Promise<void> {
  for (let chunk = next++; chunk < CHUNKS; chunk = next++) {
    const began = performance.now();
    const program = chunk % 4 === 3 ? 'warm' : 'cold';
    const report = await triedApart({ seed: seed + chunk, runs: SEQUENCES, longest: LONGEST, program });
    if (report !== '') throw Object.assign(new Error(report), { stack: '' });
    const seconds = Math.round((performance.now() - began) / 1000);
    console.log(`SKEIN_SEED=${seed} SKEIN_FROM=${chunk}: ${SEQUENCES} ${program} sequences are right (${seconds} s)`);
  }
}

long.run();
