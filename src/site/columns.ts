// What the disk said of many files, as columns of a table: compared as they lie there, with nothing made of them.
import { textsOf } from '../model/texts.ts';
import type { Seen } from '../world/world.ts';
import type { Table } from './table.ts';

/** What the disk said of files. */
export type Columns = Omit<Seen, 'at'>;

/** Those of a table that has the paths in a column of this name. */
export function columnsOf({ texts, numbers }: Table, name: string): Columns {
  const [sizes = NO_NUMBERS, times = NO_NUMBERS] = [numbers['size'], numbers['time']];
  return { paths: texts[name] ?? textsOf([]), sizes, times };
}

export const NO_NUMBERS = new Float64Array();

/** The files of which the disk does not say what it said when they were left; new ones and lost ones too. */
export function differing(now: Columns, left: Columns): readonly string[] {
  const isSame = now.sizes.length === left.sizes.length && now.paths.joined === left.paths.joined;
  if (isSame) return [...differingRows(now, left)].map((row) => now.paths.rows[row] ?? '');
  const rows = new Map(left.paths.rows.map((path, row) => [path, row]));
  const changed = now.paths.rows.filter((path, at) => {
    const row = rows.get(path) ?? -1;
    rows.delete(path);
    return now.sizes[at] !== left.sizes[row] || now.times[at] !== left.times[row];
  });
  return [...changed, ...rows.keys()];
}

/** Rows that are compared at once. */
const BLOCK = 512;

// A number that is none is like no other: what it was kept for is to be looked at again. The disk never says one.
function* differingRows(now: Columns, left: Columns): Iterable<number> {
  for (let from = 0; from < now.sizes.length; from += BLOCK) {
    const to = Math.min(from + BLOCK, now.sizes.length);
    if (isSameIn(now.sizes, left.sizes, from, to) && isSameIn(now.times, left.times, from, to)) continue;
    for (let row = from; row < to; row++)
      if (now.sizes[row] !== left.sizes[row] || now.times[row] !== left.times[row]) yield row;
  }
}

function isSameIn(a: Float64Array, b: Float64Array, from: number, to: number): boolean {
  return bytesOf(a, from, to).equals(bytesOf(b, from, to));
}

function bytesOf({ buffer, byteOffset, BYTES_PER_ELEMENT: size }: Float64Array, from: number, to: number): Buffer {
  return Buffer.from(buffer, byteOffset + from * size, (to - from) * size);
}
