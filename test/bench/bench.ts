// `npm run bench`: what a post costs, by the size of the archive, beside Hugo and plain Eleventy on the same posts.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { corpus } from './corpus.ts';
import { placeOf, prepare, save } from './generator.ts';
import { hugo } from './hugo.ts';
import { options } from './options.ts';
import { plotOf } from './plot.ts';
import { machine, textOf, type Measured, type Results, type Sample } from './results.ts';
import type { Bench } from './rounds.ts';
import { skein } from './skein.ts';
import { duration, tableOf } from './table.ts';

const MEMORY = '/dev/shm';
/** Milliseconds after which nobody takes an archive for one that is being written. */
const SETTLED = 2_500;

const NO_HUGO = 'Hugo is missing, so its column is empty. On Debian: apt-get install hugo';
const BUSY = 'Other programs are at work on this machine: what is measured now is no more than a hint.';

const { sizes, parts, others, runs, out, keep, folder = tmpdir() } = options();
mkdirSync(folder, { recursive: true });
const place = mkdtempSync(join(folder, 'skein-bench-'));
if (!keep) process.once('exit', () => rmSync(place, { recursive: true, force: true, maxRetries: 5 }));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

const about = await machine();
const peers = others.filter((other) => other !== hugo || about['hugo'] !== 'none');
if (peers.length < others.length) say(NO_HUGO);
if ((loadavg()[0] ?? 0) > 0.5) say(BUSY);

const measured: Measured[] = [];
const files = folder.startsWith(MEMORY) ? 'in memory' : 'on disk';
const results: Results = { date: new Date().toISOString(), machine: about, files, measured };
for (const size of sizes) {
  await measureSize(size, join(place, String(size)));
  // After each size, for one that is large takes long.
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, 'results.json'), textOf(results));
  writeFileSync(join(out, 'plot.svg'), plotOf(results));
}
console.log(tableOf(results));
if (keep) say(`The archives are in ${place}.`);

async function measureSize(size: number, folder: string): Promise<void> {
  say(`${size.toLocaleString('en')} notes`);
  const generators = [skein(folder), ...peers.map((peer) => peer(folder))] as const;
  const notes = [...corpus(size, new Date())];
  for (const generator of generators) {
    prepare(generator);
    for (const note of notes) save(placeOf(generator, note), note.text);
  }
  await pause(SETTLED);
  for (const measure of parts) await measure({ size, runs, folder, generators, notes, record: recorder(size) });
  if (!keep) rmSync(folder, { recursive: true });
}

/** Keeps each sample; says the first of its kind, of the others one a second at most. */
function recorder(size: number): Bench['record'] {
  let said = 0;
  return ({ who, work }, sample) => {
    const at = measured.findIndex((each) => each.size === size && each.who === who && each.work === work);
    const known = measured[at];
    if (known) measured[at] = { ...known, samples: [...known.samples, rounded(sample)] };
    else measured.push({ size, who, work, samples: [rounded(sample)] });
    if (known && Date.now() - said < 1000) return;
    said = Date.now();
    say(`  ${who.padEnd(8)}  ${work.padEnd(27)}  ${duration(sample.seconds).padStart(8)}`);
  };
}

/** To a tenth of a millisecond, and to a megabyte. */
function rounded({ seconds, peak, ...rest }: Sample): Sample {
  const megabytes = peak === undefined ? {} : { peak: Math.round(peak) };
  return { seconds: Math.round(seconds * 10_000) / 10_000, ...megabytes, ...rest };
}

/** Progress goes beside the table, which may so be kept alone. */
function say(line: string): void {
  console.error(line);
}
