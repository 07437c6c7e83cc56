// Comma-separated values (RFC 4180).

/** A row and the number of the line it begins on, from 1. */
export interface Row {
  readonly number: number;
  readonly cells: readonly string[];
}

// A cell in quotes, in which two quotes are one, or without; and what ends it.
const CELL = /(?:"([^"]*(?:""[^"]*)*)"[^,\r\n]*|([^,\r\n]*))(,|\r\n|\n|\r|$)/y;

/** The rows of a text. Empty ones are left out; a quote that nobody closes is a quote. */
export function rowsIn(csv: string): readonly Row[] {
  const rows: Row[] = [];
  let [cells, number, next]: [string[], number, number] = [[], 1, 1];
  CELL.lastIndex = csv.startsWith('\u{FEFF}') ? 1 : 0;
  for (let found = CELL.exec(csv); found; found = CELL.exec(csv)) {
    const [all, quoted, plain = '', end] = found;
    cells.push((quoted?.replaceAll('""', '"') ?? plain).trim());
    next += all.match(/\r\n|\n|\r/g)?.length ?? 0;
    if (end === ',') continue;
    if (cells.some((cell) => cell !== '')) rows.push({ number, cells });
    [cells, number] = [[], next];
    if (CELL.lastIndex >= csv.length) break;
  }
  return rows;
}
