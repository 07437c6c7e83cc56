// Posts that are known and files that were made, as rows of tables.
import type { Known, Told } from '../posts/reader.ts';
import { textsOf, type Texts } from '../model/texts.ts';
import type { Made } from '../site/made.ts';
import type { Table } from '../site/table.ts';

/** Posts that are known, a row each. */
export function knownTable(known: ReadonlyMap<string, Known>): Table {
  const rows = [...known.values()];
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

/** The same as they were. */
export function knownFrom(table: Table | undefined): Map<string, Known> {
  const text = (name: string, row: number): string => table?.texts[name]?.rows[row] ?? '';
  const number = (name: string, row: number): number => table?.numbers[name]?.[row] ?? Number.NaN;
  return new Map(
    (table?.texts['file']?.rows ?? []).map((file, row) => {
      const published = text('published', row);
      const [tags, told] = [text('tags', row), text('told', row)];
      const card = {
        file,
        key: text('key', row),
        path: text('path', row),
        day: text('day', row),
        published,
        updated: text('updated', row) || published,
        tags: tags === '' ? NONE : tags.split(' '),
        draft: number('draft', row) === 1,
        print: number('print', row),
      };
      const known: Known = {
        card,
        text: number('text', row),
        size: number('size', row),
        time: number('time', row),
        ...(told !== '' && { told: JSON.parse(told) as Told }),
      };
      return [file, known];
    }),
  );
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

/** Those of them that are no pages of posts. */
export function othersFrom(table: Table | undefined): ReadonlySet<string> {
  const is = table?.numbers['other'];
  return new Set(table?.texts['path']?.rows.filter((_, row) => is?.[row] === 1));
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

const NONE: readonly string[] = [];
