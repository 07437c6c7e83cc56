// `npm run bench`: what a post costs, by the size of the archive, beside Hugo and plain Eleventy on the same posts.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { corpus } from './corpus.ts';
import { benchBridge } from './bridge.ts';
import { benchEdge } from './edge.ts';
import { placeOf, prepare, save } from './generator.ts';
import { hugo } from './hugo.ts';
import { options } from './options.ts';
import { plotOf } from './plot.ts';
import { recorderOf } from './recorder.ts';
import { keptIn, machine, textOf, type Measured, type Results } from './results.ts';
import type { Bench } from './rounds.ts';
import { skein } from './skein.ts';
import { tableOf } from './table.ts';

const MEMORY = '/dev/shm';
/** Milliseconds after which nobody takes an archive for one that is being written. */
const SETTLED = 2_500;

const NO_HUGO = 'Hugo is missing, so its column is empty. On Debian: apt-get install hugo';
const BUSY = 'Other programs are at work on this machine: what is measured now is no more than a hint.';

const { sizes, parts, others, runs, out, keep: isKept, folder = tmpdir(), edge, isBridge } = options();
mkdirSync(folder, { recursive: true });
const place = mkdtempSync(join(folder, 'skein-bench-'));
if (!isKept) process.once('exit', () => rmSync(place, { recursive: true, force: true, maxRetries: 5 }));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

if ((loadavg()[0] ?? 0) > 0.5) say(BUSY);
if (edge) await benchEdge({ ...edge, runs, folder: place }, out, say);
else if (isBridge) await benchBridge({ runs, folder: place }, out, say);
else await benchBuilds();
if (isKept) say(`What it has worked on is in ${place}.`);

async function benchBuilds(): Promise<void> {
  const about = await machine();
  const peers = others.filter((other) => other !== hugo || about['hugo'] !== 'none');
  if (peers.length < others.length) say(NO_HUGO);
  const measured: Measured[] = [];
  const files = folder.startsWith(MEMORY) ? 'in memory' : 'on disk';
  const known = keptIn(out);
  const results: Results = {
    date: new Date().toISOString(),
    machine: about,
    files,
    measured,
    ...(known?.edge && { edge: known.edge }),
    ...(known?.bridge && { bridge: known.bridge }),
  };
  for (const size of sizes) {
    await measureSize(size, { measured, peers });
    // After each size, for one that is large takes long.
    mkdirSync(out, { recursive: true });
    writeFileSync(join(out, 'results.json'), textOf(results));
    writeFileSync(join(out, 'plot.svg'), plotOf(results));
  }
  console.log(tableOf(results));
}

interface Going {
  readonly measured: Measured[];
  readonly peers: typeof others;
}

async function measureSize(size: number, { measured, peers }: Going): Promise<void> {
  const folder = join(place, String(size));
  say(`${size.toLocaleString('en')} notes`);
  const generators = [skein(folder), ...peers.map((peer) => peer(folder))] as const;
  const notes = [...corpus(size, new Date())];
  for (const generator of generators) {
    prepare(generator);
    for (const note of notes) save(placeOf(generator, note), note.text);
  }
  await pause(SETTLED);
  const keep = recorderOf(measured, say);
  const record: Bench['record'] = (what, sample) => keep({ size, ...what }, sample);
  for (const measure of parts) await measure({ size, runs, folder, generators, notes, record });
  if (!isKept) rmSync(folder, { recursive: true });
}

/** Progress goes beside the table, which may so be kept alone. */
function say(line: string): void {
  console.error(line);
}
