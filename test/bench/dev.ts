// From a save inside a running `skein dev` to the last byte of the preview, by the times that the disk keeps.
import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Note } from './corpus.ts';
import { placeOf, type SiteGenerator } from './generator.ts';
import { writtenSince } from './measure.ts';
import type { Sample } from './results.ts';
import { change, CHANGES, today, type Bench, type Change } from './rounds.ts';
import { startDev } from './stay.ts';

const TIMES = 5;

/** Milliseconds between two saves, so that nothing of the last one is still going on. */
const REST = 200;

export async function measureDev({ generators: [skein], record }: Bench): Promise<void> {
  const dev = startDev(skein.root, []);
  try {
    await dev.says(/^previewed in/);
    for (let nth = 0; nth < TIMES; nth++) {
      const note = today();
      for (const step of CHANGES) {
        await pause(REST);
        const shown = dev.says(/^previewed in/);
        const saved = savedAt(skein, note, step);
        await shown;
        record({ who: 'Skein', work: `dev ${step}` }, seen(skein, saved));
      }
    }
  } finally {
    await dev.end();
  }
}

/** Changes the note and gives the moment as the disk has it, which is the clock that the preview is held against: an
 * editor's save replaces the file, so it is a change of the folder. */
function savedAt(skein: SiteGenerator, note: Note, step: Change): number {
  change(skein, note, step);
  return statSync(dirname(placeOf(skein, note))).mtimeMs;
}

function seen({ root }: SiteGenerator, saved: number): Sample {
  const { files, last } = writtenSince(join(root, '.skein', 'preview'), saved);
  if (files === 0) throw new Error('skein dev has written nothing.');
  return { seconds: (last - saved) / 1000, files };
}
