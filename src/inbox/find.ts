// What is in the inbox, newest first, a few at a time: whoever asks may leave out some and wants a page of the rest.
import type { Kept } from '../model/received.ts';
import type { Value } from '../world/world.ts';
import type { Inbox } from './inbox.ts';
import { COLUMNS, keptFrom, queryOf } from './rows.ts';

/** Which entries; each that is said narrows it. */
export interface Which {
  /** From these sources only. */
  readonly sources: readonly string[];
  readonly starred?: true;
  readonly unread?: true;
  /** As a person types it into a search box. */
  readonly words?: string;
  /** Only those that point to one of these, or to something that begins with one of the prefixes. */
  readonly pointing?: Pointing;
}

/** What entries may point to. All those of the sources `at` do, which hold nothing but answers. */
export interface Pointing {
  readonly to: readonly string[];
  readonly below: readonly string[];
  readonly at: readonly string[];
}

/** A place in the timeline. */
export interface Place {
  readonly at: string;
  readonly number: number;
}

/** Entries that are fetched at once: first for a page, then more, for whoever wants more than a page. */
const [BATCH, LARGEST] = [100, 800];
const NEWEST_FIRST = 'ORDER BY at DESC, number DESC';

/** Those entries, newest first, from after a place on. */
export function* entriesOf(inbox: Inbox, which: Which, after?: Place): Generator<Kept> {
  const narrowed = conditionOf(which);
  if (!narrowed) return;
  let from = after;
  for (let size = BATCH; ; size = Math.min(2 * size, LARGEST)) {
    const { sql, values } = from ? narrowedTo(narrowed, from) : narrowed;
    // First which they are, from an index alone, and then what they say.
    const batchOf = `SELECT number FROM entry WHERE ${sql} ${NEWEST_FIRST} LIMIT ${size}`;
    const rows = inbox.all(`SELECT ${COLUMNS} FROM entry WHERE number IN (${batchOf}) ${NEWEST_FIRST}`, ...values);
    const batch = rows.map(keptFrom);
    yield* batch;
    from = batch.at(-1);
    if (!from || batch.length < size) return;
  }
}

interface Condition {
  readonly sql: string;
  readonly values: readonly Value[];
}

function narrowedTo({ sql, values }: Condition, { at, number }: Place): Condition {
  return { sql: `${sql} AND (at, number) < (?, ?)`, values: [...values, at, number] };
}

/** Undefined where nothing can be in it: a search for no words. */
function conditionOf({ sources, starred, unread, words, pointing }: Which): Condition | undefined {
  const query = words === undefined ? undefined : queryOf(words);
  if (words !== undefined && query === undefined) return undefined;
  const [only] = sources;
  const parts: (Condition | undefined)[] = [
    sources.length === 1 && only !== undefined
      ? { sql: 'source = ?', values: [only] }
      : { sql: '+source IN (SELECT value FROM json_each(?))', values: [JSON.stringify(sources)] },
    starred && { sql: 'starred', values: [] },
    unread && { sql: 'NOT read', values: [] },
    query === undefined
      ? undefined
      : // Walks the timeline and stops when it has enough: a common word is in half of all entries.
        { sql: '+number IN (SELECT rowid FROM words WHERE words MATCH ?)', values: [query] },
    pointing && {
      sql: `number IN (${pointingTo(pointing)})`,
      values: [...pointing.to, ...pointing.below.flatMap(rangeOf), JSON.stringify(pointing.at)],
    },
  ];
  const said = parts.flatMap((part) => part ?? []);
  return { sql: said.map(({ sql }) => sql).join(' AND '), values: said.flatMap(({ values }) => values) };
}

function pointingTo({ to, below }: Pointing): string {
  const exact = `SELECT entry FROM reference WHERE target IN (${to.map(() => '?').join(', ')})`;
  const ranges = below.map(() => 'SELECT entry FROM reference WHERE target >= ? AND target < ?');
  const there = 'SELECT number FROM entry WHERE source IN (SELECT value FROM json_each(?))';
  return [exact, ...ranges, there].join(' UNION ');
}

// The last of all characters is none that is used, and so greater than all that goes on.
function rangeOf(prefix: string): [string, string] {
  return [prefix, `${prefix}\u{10FFFF}`];
}

/** Those with this id that would be in the list; none where only one has it at all. */
export function copiesOf(inbox: Inbox, id: string, { words, ...which }: Which): readonly Kept[] {
  if (inbox.all('SELECT 1 FROM entry WHERE id = ? LIMIT 2', id).length < 2) return [];
  const narrowed = conditionOf(which);
  const query = queryOf(words ?? '');
  const found = query === undefined ? '' : 'AND EXISTS (SELECT 1 FROM words WHERE rowid = number AND words MATCH ?)';
  if (!narrowed) return [];
  const sql = `SELECT ${COLUMNS} FROM entry WHERE id = ? AND ${narrowed.sql} ${found}`;
  return inbox.all(sql, id, ...narrowed.values, ...(query === undefined ? [] : [query])).map(keptFrom);
}

/** What has been added since the entry of this number, whoever added it, and nobody has read; oldest first. */
export function newsSince(inbox: Inbox, number: number): readonly Kept[] {
  return inbox
    .all(`SELECT ${COLUMNS} FROM entry WHERE number > ? AND NOT read ORDER BY number LIMIT ${LARGEST}`, number)
    .map(keptFrom);
}

/** The greatest number that any entry has. */
export function lastNumber(inbox: Inbox): number {
  const [row] = inbox.all('SELECT max(number) AS last FROM entry');
  return Number(row?.['last'] ?? 0);
}

/** The entry of this number. */
export function entryAt(inbox: Inbox, number: number): Kept | undefined {
  return inbox.all(`SELECT ${COLUMNS} FROM entry WHERE number = ?`, number).map(keptFrom)[0];
}

/** Those with one of these ids or addresses. */
export function entriesCalled(inbox: Inbox, names: readonly string[]): readonly Kept[] {
  const list = JSON.stringify(names);
  const called = 'SELECT value FROM json_each(?)';
  return inbox
    .all(
      `SELECT ${COLUMNS} FROM entry WHERE id IN (${called}) OR url IN (${called}) LIMIT ${MOST_TOGETHER}`,
      list,
      list,
    )
    .map(keptFrom);
}

/** Those that answer one of these ids or addresses. */
export function repliesTo(inbox: Inbox, names: readonly string[]): readonly Kept[] {
  const answering = "SELECT entry FROM reference WHERE how = 'reply' AND target IN (SELECT value FROM json_each(?))";
  return inbox
    .all(`SELECT ${COLUMNS} FROM entry WHERE number IN (${answering}) LIMIT ${MOST_TOGETHER}`, JSON.stringify(names))
    .map(keptFrom);
}

/** A very long conversation is given in part. */
const MOST_TOGETHER = 500;

/** How entries are connected; both give ids and addresses. */
export interface Ties {
  readonly answeredBy: (entry: Kept) => readonly string[];
  readonly pointersTo: (entry: Kept) => readonly string[];
}

/** All that is connected with these by replies, up and down, of whatever source; they themselves too, in no order. */
export function together(inbox: Inbox, start: readonly Kept[], { answeredBy, pointersTo }: Ties): readonly Kept[] {
  const found = new Map(start.map((entry) => [entry.number, entry]));
  for (let edge = start; edge.length > 0 && found.size < MOST_TOGETHER;) {
    const next = [...entriesCalled(inbox, edge.flatMap(answeredBy)), ...repliesTo(inbox, edge.flatMap(pointersTo))];
    edge = next.filter(({ number }) => !found.has(number));
    for (const each of edge) found.set(each.number, each);
  }
  return [...found.values()];
}

/** The sources that begin so, of which there are entries. */
export function sourcesBelow(inbox: Inbox, prefix: string): readonly string[] {
  const rows = inbox.all('SELECT DISTINCT source FROM entry WHERE source >= ? AND source < ?', ...rangeOf(prefix));
  return rows.map(({ source }) => String(source));
}

/** The newest entries of a source that a node holds as well, so many at most. */
export function itemsOf(inbox: Inbox, source: string, most = BATCH): readonly Kept[] {
  return inbox
    .all(
      `SELECT ${COLUMNS} FROM entry WHERE source = ? AND item IS NOT NULL ORDER BY at DESC, number DESC LIMIT ?`,
      source,
      most,
    )
    .map(keptFrom);
}
