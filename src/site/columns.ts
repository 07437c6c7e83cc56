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

/** A file of which the disk does not say what it said, and its rows in both; below 0 where it is in none. */
export interface Difference {
  readonly path: string;
  readonly now: number;
  readonly left: number;
}

/** The files of which the disk does not say what it said when they were left; first those that are there, in their order. */
export function differing(now: Columns, left: Columns): readonly Difference[] {
  const isSame = now.sizes.length === left.sizes.length && now.paths.joined === left.paths.joined;
  return isSame ? [...differingRows(now, left)] : differingPaths(now, left);
}

// Where a file has come or gone, all before it and all behind it are still in one order: only what lies between the
// first and the last of them is looked up by its path.
function differingPaths(now: Columns, left: Columns): readonly Difference[] {
  const [paths, before] = [now.paths.rows, left.paths.rows];
  const shorter = Math.min(paths.length, before.length);
  let from = 0;
  while (from < shorter && paths[from] === before[from]) from++;
  let behind = 0;
  while (behind < shorter - from && paths.at(-1 - behind) === before.at(-1 - behind)) behind++;
  const [end, endBefore] = [paths.length - behind, before.length - behind];
  const lost = new Map(before.slice(from, endBefore).map((path, at) => [path, from + at]));
  const changed: Difference[] = [];
  for (const [at, path] of paths.entries()) {
    const row = at < from ? at : at < end ? (lost.get(path) ?? -1) : at - end + endBefore;
    lost.delete(path);
    const isOther = now.sizes[at] !== left.sizes[row] || now.times[at] !== left.times[row];
    if (isOther) changed.push({ path, now: at, left: row });
  }
  return [...changed, ...Array.from(lost, ([path, row]) => ({ path, now: -1, left: row }))];
}

/** Rows that are compared at once. */
const BLOCK = 512;

// A number that is none is like no other: what it was kept for is to be looked at again. The disk never says one.
function* differingRows(now: Columns, left: Columns): Iterable<Difference> {
  for (let from = 0; from < now.sizes.length; from += BLOCK) {
    const to = Math.min(from + BLOCK, now.sizes.length);
    if (isSameIn(now.sizes, left.sizes, from, to) && isSameIn(now.times, left.times, from, to)) continue;
    for (let row = from; row < to; row++) {
      const isOther = now.sizes[row] !== left.sizes[row] || now.times[row] !== left.times[row];
      if (isOther) yield { path: now.paths.rows[row] ?? '', now: row, left: row };
    }
  }
}

function isSameIn(a: Float64Array, b: Float64Array, from: number, to: number): boolean {
  return bytesOf(a, from, to).equals(bytesOf(b, from, to));
}

function bytesOf({ buffer, byteOffset, BYTES_PER_ELEMENT: size }: Float64Array, from: number, to: number): Buffer {
  return Buffer.from(buffer, byteOffset + from * size, (to - from) * size);
}
