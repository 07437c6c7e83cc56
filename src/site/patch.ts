// A table with a few other rows, made of its columns as they lie there: the rows that stay are copied and not taken apart.
import { textsIn, type Texts } from '../model/texts.ts';
import { mapped, rowsOf, type Table } from './table.ts';

/** What changes in a table. */
export interface Patch {
  /** Rows that go, as they are numbered now; ascending. */
  readonly gone: readonly number[];
  /** Rows that come, as they will be numbered; ascending. */
  readonly come: readonly number[];
  /** What is in those. It has the columns of the table. */
  readonly rows: Table;
}

/** Rows that lie side by side in the table or among the new ones, up to the one before `to`. */
interface Run {
  readonly isNew: boolean;
  readonly from: number;
  readonly to: number;
}

/** The table without some rows and with others. */
export function patched(table: Table, { gone, come, rows }: Patch): Table {
  const before = rowsOf(table);
  const length = before - gone.length + come.length;
  const runs = [...runsOf(before, gone, come)];
  const texts = (old: Texts, name: string): Texts => {
    const [inOld, inNew] = [placesIn(old.bytes, before), placesIn(rows.texts[name]?.bytes ?? NONE, come.length)];
    return textsIn(Buffer.concat(runs.map(({ isNew, from, to }) => (isNew ? inNew : inOld)(from, to))), length);
  };
  const numbers = (old: Float64Array, name: string): Float64Array => {
    const column = new Float64Array(length);
    let at = 0;
    for (const { isNew, from, to } of runs) {
      column.set((isNew ? rows.numbers[name] : old)?.subarray(from, to) ?? [], at);
      at += to - from;
    }
    return column;
  };
  return { texts: mapped(table.texts, texts), numbers: mapped(table.numbers, numbers) };
}

/** Where each row of the new table comes from. */
function* runsOf(length: number, gone: readonly number[], come: readonly number[]): Iterable<Run> {
  let [at, old, taken, left] = [0, 0, 0, 0];
  while (old < length || taken < come.length) {
    const [next = length, place = Infinity] = [gone[left], come[taken]];
    if (place <= at || (old === length && place < Infinity)) {
      yield { isNew: true, from: taken, to: taken + 1 };
      [taken, at] = [taken + 1, at + 1];
    } else if (old === next) {
      [old, left] = [old + 1, left + 1];
    } else {
      const to = Math.min(next, old + place - at);
      yield { isNew: false, from: old, to };
      [at, old] = [at + to - old, to];
    }
  }
}

const NONE = new Uint8Array();

/** The bytes of some rows of a column: sought from the row that was found last, or from the end where that is nearer. */
function placesIn(bytes: Uint8Array, length: number): (from: number, to: number) => Uint8Array {
  let [row, at] = [0, 0];
  const place = (wanted: number): number => {
    if (length - wanted < Math.abs(wanted - row)) [row, at] = [length, bytes.length];
    for (; row < wanted; at++) if (bytes[at] === 0) row += 1;
    for (; row > wanted; row--)
      do at -= 1;
      while (at > 0 && bytes[at - 1] !== 0);
    return at;
  };
  return (from, to) => bytes.subarray(place(from), place(to));
}
