// One trial in this process: a part of the test, which proof.ts starts, or a sequence that failed, tried again by hand.
import { tried } from './proof.ts';
import { cold } from './run.ts';
import { warm } from './warm.ts';

const { SKEIN_SEED, SKEIN_RUNS, SKEIN_LONGEST, SKEIN_PATH, SKEIN_PROGRAM } = process.env;
const trial = { seed: Number(SKEIN_SEED), runs: Number(SKEIN_RUNS ?? 1), longest: Number(SKEIN_LONGEST) };

const program = SKEIN_PROGRAM === 'warm' ? warm : cold;
const report = await tried({ ...trial, ...(SKEIN_PATH !== undefined && { path: SKEIN_PATH }) }, program);
if (process.send) process.send(report, () => process.exit());
else console.log(report || 'It is right.');
