// One archive size of the benchmark: who takes part, with which notes, and where samples go.
import { rmSync } from 'node:fs';
import { added, type Note } from './corpus.ts';
import { placeOf, save, type SiteGenerator } from './generator.ts';
import type { Measured, Sample } from './results.ts';

export interface Bench {
  readonly size: number;
  /** How often each build is timed. */
  readonly runs: number;
  /** For everything that goes when the benchmark ends. */
  readonly folder: string;
  /** Skein first; Hugo only where it is installed. */
  readonly generators: readonly [SiteGenerator, ...SiteGenerator[]];
  readonly notes: readonly Note[];
  readonly record: (what: Omit<Measured, 'samples' | 'size'>, sample: Sample) => void;
}

/** Changes of one note, as a person makes them. */
export type Change = 'add' | 'edit' | 'delete';

export const CHANGES: readonly Change[] = ['add', 'edit', 'delete'];

let last = 0;

/** A note of now that no other has been. */
export function today(): Note {
  last++;
  return added(last, new Date(), `Geese over the lake, for the ${last}. time`);
}

/** Does to a generator's posts what the change says. */
export function change(generator: SiteGenerator, note: Note, change: Change): void {
  const place = placeOf(generator, note);
  if (change === 'delete') rmSync(place);
  else save(place, change === 'add' ? note.text : note.text.replace('Geese', 'Two geese'));
}
