// Posts that are known and files that were made, as rows of tables.
import type { FileRows } from '../../model/shards.ts';
import type { Known } from '../../posts/reader.ts';
import { textsOf, type Texts } from '../../model/texts.ts';
import type { Made } from '../../site/made.ts';
import type { Difference } from '../../site/columns.ts';
import type { Patch } from '../../site/patch.ts';
import type { Table } from '../../site/table.ts';

/** Posts that are known, a row each. */
export function knownTable(rows: readonly Known[]): Table {
  const text = (of: (known: Known) => string): Texts => textsOf(rows.map(of));
  const number = (of: (known: Known) => number): Float64Array => Float64Array.from(rows, of);
  return {
    texts: {
      file: text(({ card }) => card.file),
      key: text(({ card }) => card.key),
      path: text(({ card }) => card.path),
      day: text(({ card }) => card.day),
      published: text(({ card }) => card.published),
      updated: text(({ card }) => (card.updated === card.published ? '' : card.updated)),
      tags: text(({ card }) => card.tags.join(' ')),
      answers: text(({ card }) => card.answers),
      traces: text(({ card }) => card.traces),
      photos: text(({ card }) => (card.photos ? JSON.stringify(card.photos) : '')),
      told: text(({ told }) => (told ? JSON.stringify(told) : '')),
    },
    numbers: {
      draft: number(({ card }) => Number(card.draft)),
      print: number(({ card }) => card.print),
      text: number(({ text }) => text),
      size: number(({ size }) => size),
      time: number(({ time }) => time),
    },
  };
}

/** What changes in their table, where it was in the order of the disk and these are all that differ. */
export function knownPatch(known: ReadonlyMap<string, Known>, differences: readonly Difference[]): Patch {
  const [come, rows]: [number[], Known[]] = [[], []];
  let lost = 0;
  for (const { path, now } of differences) {
    const one = now < 0 ? undefined : known.get(path);
    if (one) {
      come.push(now - lost);
      rows.push(one);
    } else if (now >= 0) lost += 1;
  }
  const gone = differences.map(({ left }) => left).filter((row) => row >= 0);
  return { gone: gone.sort((a, b) => a - b), come, rows: knownTable(rows) };
}

/** Files that were made, a row each. */
export function madeTable(made: ReadonlyMap<string, Made>, others: ReadonlySet<string>): Table {
  const rows = [...made.values()];
  return {
    texts: { path: textsOf([...made.keys()]), hash: textsOf(rows.map(({ hash }) => hash)) },
    numbers: {
      print: Float64Array.from(rows, ({ print }) => print),
      size: Float64Array.from(rows, ({ size }) => size),
      time: Float64Array.from(rows, ({ time }) => time),
      other: Float64Array.from(made.keys(), (path) => Number(others.has(path))),
    },
  };
}

/** What changes in their table when only these files do, of which some may have gone. They come last. */
export function madePatch(
  { made, others }: { made: ReadonlyMap<string, Made>; others: ReadonlySet<string> },
  changed: ReadonlySet<string>,
  paths: readonly string[],
): Patch {
  const gone: number[] = [];
  for (const [row, path] of paths.entries()) if (changed.has(path)) gone.push(row);
  const rows = new Map<string, Made>();
  for (const path of changed) {
    const one = made.get(path);
    if (one) rows.set(path, one);
  }
  const first = paths.length - gone.length;
  return { gone, come: Array.from(rows, (_, at) => first + at), rows: madeTable(rows, others) };
}

/** Those of them that are no pages of posts. */
export function othersFrom(table: Table | undefined): ReadonlySet<string> {
  const is = table?.numbers['other'];
  return new Set(table?.texts['path']?.rows.filter((_, row) => is?.[row] === 1));
}

/** What they hold. */
export function filesFrom(table: Table | undefined): FileRows {
  return { paths: table?.texts['path']?.rows ?? [], hashes: table?.texts['hash']?.rows ?? [] };
}

/** The same as they were. */
export function madeFrom(table: Table | undefined): Map<string, Made> {
  const [hashes = [], print, size, time] = [
    table?.texts['hash']?.rows,
    table?.numbers['print'],
    table?.numbers['size'],
    table?.numbers['time'],
  ];
  return new Map(
    (table?.texts['path']?.rows ?? []).map((path, row) => {
      const hash = hashes[row] ?? '';
      return [path, { print: print?.[row] ?? Number.NaN, hash, size: size?.[row] ?? -1, time: time?.[row] ?? 0 }];
    }),
  );
}
