// What a source says goes into the inbox: what is new is added, what is different is changed, what is gone goes.
import type { Feed, Kept, Received } from '../model/received.ts';
import { lastNumber } from './find.ts';
import type { Inbox } from './inbox.ts';
import type { Row } from '../world/world.ts';
import { isTakenBack, takeOut } from './gone.ts';
import { mergedWith, printOf, wayOf, type Prints } from './merge.ts';
import { add, receivedFrom, replace } from './rows.ts';

/** Of a source that is asked for the first time, so many are news; what is older is there, and read. */
const FIRST_NEWS = 20;

/** What has come of it: entries that nobody has seen yet, and how many were changed or removed. */
export interface Change {
  readonly news: readonly Kept[];
  readonly changed: number;
  readonly removed: number;
}

type Said = Pick<Feed, 'entries' | 'deleted'>;

/**
 * Keeps the newest document of a source. What it no longer lists stays (a feed is a window); what it says is deleted
 * goes. `now` is RFC 3339 in UTC.
 */
export function keepFeed(inbox: Inbox, source: string, feed: Said, now: string): Change {
  return inbox.whole(() => {
    const isFirst = inbox.all('SELECT 1 FROM entry WHERE source = ? LIMIT 1', source).length === 0;
    inbox.run('UPDATE entry SET listed = 0 WHERE source = ? AND listed', source);
    // The newest stand first in a document; of those that state no time what is added last is the newest.
    const said = { ...feed, entries: feed.entries.toReversed() };
    return keepAll(inbox, source, said, { now, fresh: isFirst ? freshIn(feed.entries) : undefined });
  });
}

/** Keeps what a node has said: the rest of what is kept of the source stays as it is. */
export function keepSome(inbox: Inbox, source: string, said: Said, now: string): Change {
  return inbox.whole(() => keepAll(inbox, source, said, { now, fresh: undefined }));
}

/**
 * Keeps what anybody may put on a node, such as comments: an id that one item has stays with that item, or a stranger
 * could put theirs in the place of another's.
 */
export function keepOpen(inbox: Inbox, source: string, said: Said, now: string): Change {
  return inbox.whole(() => {
    const entries = said.entries.filter(({ id, item }) => {
      const [row] = inbox.all('SELECT item FROM entry WHERE source = ? AND id = ?', source, id);
      return !row || row['item'] === item;
    });
    return keepAll(inbox, source, { ...said, entries }, { now, fresh: undefined });
  });
}

/** Keeps what a source has published long ago, as read. What is known already is known in a newer version. */
export function keepHistory(inbox: Inbox, source: string, { entries }: Said, now: string): Change {
  return inbox.whole(() => {
    const unknown = entries.filter(
      ({ id }) => inbox.all('SELECT 1 FROM entry WHERE source = ? AND id = ?', source, id).length === 0,
    );
    const change = keepAll(inbox, source, { entries: unknown, deleted: [] }, { now, fresh: new Set() });
    for (const { number } of change.news) inbox.run('UPDATE entry SET listed = 0 WHERE number = ?', number);
    return change;
  });
}

/** What a node has taken back. */
export interface Taken {
  /** Of all items, where none is named (XEP-0060 §8.5). */
  readonly items: readonly string[] | 'all';
  readonly now: string;
}

/** Removes the entries of items that a node has taken back. */
export function takeBack(inbox: Inbox, source: string, { items, now }: Taken): number {
  return inbox.whole(() => {
    const rows = inbox.all('SELECT number, id, item FROM entry WHERE source = ? AND item IS NOT NULL', source);
    const taken = new Set(items === 'all' ? [] : items);
    const gone = rows.filter(({ item }) => items === 'all' || taken.has(String(item)));
    for (const row of gone) takeOut(inbox, source, goneFrom(row), { by: 'node', at: now });
    return gone.length;
  });
}

function goneFrom(row: Row): { readonly number: number; readonly id: string } {
  return { number: Number(row['number']), id: String(row['id']) };
}

interface Moment {
  readonly now: string;
  /** Ids that count as news; all where it is not said. */
  readonly fresh: ReadonlySet<string> | undefined;
}

/** Of the entries of one page, so many are looked at: a source may give all of its entries the same. */
const OF_ONE_PAGE = 20;

/** What a document is held against. */
interface Before {
  /** The ids that it has itself. */
  readonly ids: ReadonlySet<string>;
  /** The number of the last entry that was there before it. */
  readonly last: number;
}

function freshIn(entries: readonly Received[]): ReadonlySet<string> {
  const byDate = [...entries].sort((a, b) => (a.published < b.published ? 1 : a.published > b.published ? -1 : 0));
  return new Set(byDate.slice(0, FIRST_NEWS).map(({ id }) => id));
}

function keepAll(inbox: Inbox, source: string, { entries, deleted }: Said, moment: Moment): Change {
  const news: Kept[] = [];
  let changed = 0;
  const before: Before = { ids: new Set(entries.map(({ id }) => id)), last: lastNumber(inbox) };
  const gone = new Set(deleted);
  for (const entry of entries) {
    // What a feed lists and says to be deleted, both, would be new each time.
    if (gone.has(entry.id)) continue;
    const known = knownAs(inbox, source, entry, before);
    if (known && goOn(inbox, known, entry) === 'changed') changed++;
    if (!known && !isTakenBack(inbox, source, entry)) news.push(begin(inbox, source, entry, moment));
  }
  return { news, changed, removed: removeAll(inbox, source, deleted, moment.now) };
}

function removeAll(inbox: Inbox, source: string, deleted: readonly string[], at: string): number {
  const rows = deleted.flatMap((id) =>
    inbox.all('SELECT number, id FROM entry WHERE source = ? AND id = ?', source, id),
  );
  for (const row of rows) takeOut(inbox, source, goneFrom(row), { by: 'feed', at });
  return rows.length;
}

function begin(inbox: Inbox, source: string, entry: Received, { now, fresh }: Moment): Kept {
  const read = fresh !== undefined && !fresh.has(entry.id);
  const seen = { at: placeOf(entry, now), heard: now };
  const number = add(inbox, source, entry, { ...seen, read: read ? 1 : 0 });
  return { ...entry, ...seen, number, source, read, starred: false };
}

function goOn(inbox: Inbox, { number, said, prints }: Known, entry: Received): 'changed' | 'same' {
  inbox.run('UPDATE entry SET listed = 1 WHERE number = ? AND NOT listed', number);
  const [way, print] = [wayOf(entry), printOf(entry)];
  if (prints[way] === print) return 'same';
  inbox.run('UPDATE entry SET prints = ? WHERE number = ?', JSON.stringify({ ...prints, [way]: print }), number);
  const merged = mergedWith(said, entry);
  if (printOf(said) === printOf(merged)) return 'same';
  replace(inbox, number, merged);
  return 'changed';
}

/**
 * The entry that this one is. Some sources give all their entries new ids one day: one with the same page and the same
 * words or date, whose own id the source no longer names, is the same.
 */
function knownAs(inbox: Inbox, source: string, entry: Received, { ids, last }: Before): Known | undefined {
  const [same] = inbox.all(`SELECT ${KNOWN} FROM entry WHERE source = ? AND id = ?`, source, entry.id);
  if (same) return knownFrom(same);
  return inbox
    .all(
      `SELECT ${KNOWN} FROM entry WHERE source = ? AND url = ? AND url <> '' AND number <= ?
        ORDER BY number DESC LIMIT ${OF_ONE_PAGE}`,
      source,
      entry.url,
      last,
    )
    .map(knownFrom)
    .find(({ said }) => !ids.has(said.id) && said.title === entry.title && isRenamed(said, entry));
}

interface Known {
  readonly number: number;
  readonly said: Received;
  readonly prints: Prints;
}

const KNOWN = 'number, prints, entry';

function knownFrom(row: Row): Known {
  const prints = JSON.parse(String(row['prints'])) as Prints;
  return { number: Number(row['number']), said: receivedFrom(row), prints };
}

function isRenamed(before: Received, now: Received): boolean {
  return before.text === now.text || (before.published !== '' && before.published === now.published);
}

/** Never later than now: nobody stands on top of the timeline because of a wrong clock. */
function placeOf({ published, updated }: Received, now: string): string {
  const said = published || updated || now;
  return said > now ? now : said;
}
