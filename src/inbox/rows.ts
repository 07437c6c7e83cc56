// An entry as a row of the inbox, and back.
import type { Kept, Received } from '../model/received.ts';
import type { Row } from '../world/world.ts';
import type { Inbox } from './inbox.ts';
import { printOf, wayOf } from './merge.ts';

/** The columns of `keptFrom`. */
export const COLUMNS = 'number, source, at, heard, read, starred, entry';

/** What an entry said when `add` or `replace` wrote its row. */
export function receivedFrom(row: Row): Received {
  return JSON.parse(String(row['entry'])) as Received;
}

/** The row as an entry. */
export function keptFrom(row: Row): Kept {
  return {
    ...receivedFrom(row),
    number: Number(row['number']),
    source: String(row['source']),
    at: String(row['at']),
    heard: String(row['heard']),
    read: row['read'] === 1,
    starred: row['starred'] === 1,
  };
}

/** Adds an entry; gives its number. `at` is where it stands in the timeline. */
export function add(
  inbox: Inbox,
  source: string,
  entry: Received,
  seen: { at: string; heard: string; read: 0 | 1 },
): number {
  const [row] = inbox.all(
    'INSERT INTO entry (source, id, url, item, at, heard, read, prints, entry) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING number',
    source,
    entry.id,
    entry.url,
    entry.item ?? null,
    seen.at,
    seen.heard,
    seen.read,
    JSON.stringify({ [wayOf(entry)]: printOf(entry) }),
    JSON.stringify(entry),
  );
  const number = Number(row?.['number']);
  index(inbox, number, entry);
  return number;
}

/** Puts what an entry says now in the stead of what it said. Its place in the timeline and its marks stay. */
export function replace(inbox: Inbox, number: number, entry: Received): void {
  inbox.run(
    'UPDATE entry SET id = ?, url = ?, item = coalesce(?, item), entry = ? WHERE number = ?',
    entry.id,
    entry.url,
    entry.item ?? null,
    JSON.stringify(entry),
    number,
  );
  forget(inbox, number);
  index(inbox, number, entry);
}

export function remove(inbox: Inbox, number: number): void {
  forget(inbox, number);
  inbox.run('DELETE FROM entry WHERE number = ?', number);
}

function index(inbox: Inbox, number: number, entry: Received): void {
  const named = entry.mentions.map((to) => ({ how: 'name', to }));
  for (const { how, to } of [...entry.references, ...named]) {
    inbox.run('INSERT INTO reference (entry, how, target) VALUES (?, ?, ?)', number, how, to);
  }
  const alts = entry.enclosures.map(({ title = '' }) => title);
  inbox.run(
    'INSERT INTO words (rowid, title, text, author) VALUES (?, ?, ?, ?)',
    number,
    ...[entry.title ?? '', [entry.warning ?? '', entry.text, ...alts].join(' '), entry.author.name].map(apart),
  );
}

function forget(inbox: Inbox, number: number): void {
  inbox.run('DELETE FROM reference WHERE entry = ?', number);
  inbox.run('DELETE FROM words WHERE rowid = ?', number);
}

// Scripts that put no blanks between words: each character is a word, and a word is some of them in a row.
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu;

function apart(text: string): string {
  return text.replaceAll(UNSPACED, ' $& ');
}

/**
 * What a person types, as a query of FTS5 (sqlite.org/fts5.html §3): each word is looked for, what stands in quotes as
 * it stands; the last word may be the beginning of one. Undefined where there is no word in it.
 */
export function queryOf(typed: string): string | undefined {
  const parts = [...typed.matchAll(/"([^"]*)"?|([^\s"]+)/g)].map(([, quoted, word]) => apart(quoted ?? word ?? ''));
  const phrases = parts.map((part) => part.trim()).filter((part) => /[\p{L}\p{N}]/u.test(part));
  if (phrases.length === 0) return undefined;
  const begun = /[\p{L}\p{N}]$/u.test(typed) ? '*' : '';
  return phrases.map((phrase, at) => `"${phrase}"${at === phrases.length - 1 ? begun : ''}`).join(' ');
}
