// What a source says goes into the inbox: what is new is added, what is different is changed, what is gone goes.
import type { Feed, Kept, Received } from '../model/received.ts';
import type { Inbox } from './inbox.ts';
import type { Row } from '../world/world.ts';
import { add, receivedFrom, remove, replace } from './rows.ts';

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
    return keepAll(inbox, source, feed, { now, fresh: isFirst ? freshIn(feed.entries) : undefined });
  });
}

/** Keeps what a node has said by itself, or what a source said long ago: the rest of what it has stays as it is. */
export function keepSome(inbox: Inbox, source: string, said: Said, now: string): Change {
  return inbox.whole(() => keepAll(inbox, source, said, { now, fresh: undefined }));
}

/** Keeps what a source has published long ago, as read. */
export function keepHistory(inbox: Inbox, source: string, said: Said, now: string): Change {
  return inbox.whole(() => {
    const change = keepAll(inbox, source, said, { now, fresh: new Set() });
    for (const { number } of change.news) inbox.run('UPDATE entry SET listed = 0 WHERE number = ?', number);
    return change;
  });
}

/** Removes the entries of items that a node has taken back; of all, where none is named (XEP-0060 §8.5). */
export function takeBack(inbox: Inbox, source: string, items: readonly string[] | 'all'): number {
  return inbox.whole(() => {
    const rows = inbox.all('SELECT number, item FROM entry WHERE source = ? AND item IS NOT NULL', source);
    const gone = rows.filter(({ item }) => items === 'all' || items.includes(String(item)));
    for (const { number } of gone) remove(inbox, Number(number));
    return gone.length;
  });
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
  const [row] = inbox.all('SELECT max(number) AS last FROM entry');
  const before: Before = { ids: new Set(entries.map(({ id }) => id)), last: Number(row?.['last'] ?? 0) };
  for (const entry of entries) {
    const known = knownAs(inbox, source, entry, before);
    if (!known) news.push(begin(inbox, source, entry, moment));
    else if (goOn(inbox, known, entry) === 'changed') changed++;
  }
  const gone = deleted.flatMap((id) => inbox.all('SELECT number FROM entry WHERE source = ? AND id = ?', source, id));
  for (const { number } of gone) remove(inbox, Number(number));
  return { news, changed, removed: gone.length };
}

function begin(inbox: Inbox, source: string, entry: Received, { now, fresh }: Moment): Kept {
  const read = fresh !== undefined && !fresh.has(entry.id);
  const seen = { at: placeOf(entry, now), heard: now };
  const number = add(inbox, source, entry, { ...seen, read: read ? 1 : 0 });
  return { ...entry, ...seen, number, source, read, starred: false };
}

function goOn(inbox: Inbox, { number, said }: Known, entry: Received): 'changed' | 'same' {
  inbox.run('UPDATE entry SET listed = 1 WHERE number = ? AND NOT listed', number);
  const merged = mergedWith(said, entry);
  if (isSame(said, merged)) return 'same';
  replace(inbox, number, merged);
  return 'changed';
}

/**
 * The entry that this one is. Some sources give all their entries new ids one day: one with the same page and the same
 * words or date, whose own id the source no longer names, is the same.
 */
function knownAs(inbox: Inbox, source: string, entry: Received, { ids, last }: Before): Known | undefined {
  const [same] = inbox.all('SELECT number, entry FROM entry WHERE source = ? AND id = ?', source, entry.id);
  if (same) return knownFrom(same);
  return inbox
    .all(
      `SELECT number, entry FROM entry WHERE source = ? AND url = ? AND url <> '' AND number <= ?
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
}

function knownFrom(row: Row): Known {
  return { number: Number(row['number']), said: receivedFrom(row) };
}

function isRenamed(before: Received, now: Received): boolean {
  return before.text === now.text || (before.published !== '' && before.published === now.published);
}

function isSame(known: Received, entry: Received): boolean {
  return whatCounts(known) === whatCounts(entry);
}

function whatCounts(entry: Received): string {
  const { id, url, title, html, text, published, updated, author, tags, references, enclosures, warning } = entry;
  const { item, comments, lang, repostOf, replyTo } = entry;
  const said = [id, url, title, html, text, published, updated, author, tags, references, enclosures, warning];
  return JSON.stringify([...said, item, comments, lang, repostOf, replyTo]);
}

/**
 * What is kept of an entry that comes again. It may come by the feed and by the node, which know different things of it
 * and carry it in different forms: the older version never takes the place of the newer, nor the node's form, which may
 * be shorter, that of the feed's where both say the same.
 */
function mergedWith(known: Received, entry: Received): Received {
  const both = { item: entry.item ?? known.item, comments: entry.comments ?? known.comments };
  const isOlder = entry.updated !== '' && known.updated > entry.updated;
  const isOtherForm = entry.item !== undefined && known.updated === entry.updated && inBoth(known) === inBoth(entry);
  const { item: _, comments: __, ...said } = isOlder || isOtherForm ? known : entry;
  return {
    ...said,
    ...(both.item !== undefined && { item: both.item }),
    ...(both.comments !== undefined && { comments: both.comments }),
  };
}

// What feed and node both carry. Links are written in another way in a text than in HTML.
function inBoth({ title = '', text, tags, enclosures }: Received): string {
  const words = `${title} ${text}`.replaceAll(/https?:\S+|[^\p{L}\p{N}]+/gu, '');
  return JSON.stringify([words, tags, enclosures.map(({ url }) => url)]);
}

/** Never later than now: nobody stands on top of the timeline because of a wrong clock. */
function placeOf({ published, updated }: Received, now: string): string {
  const said = published || updated || now;
  return said > now ? now : said;
}
