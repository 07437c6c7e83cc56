// What one missed of a node: servers keep nothing for the absent, so the newest items are fetched and held against what
// is known of it.
import type { Element } from '../feeds/xml.ts';
import type { Received } from '../model/received.ts';
import type { NodeAt } from '../nodes/address.ts';
import { askNewest, newestIn } from '../nodes/newest.ts';
import { readItem } from '../nodes/read-item.ts';
import type { Refusal, Talk } from '../world/world.ts';
import type { Reach } from './heard.ts';
import { saysTheSame, versionOf } from './version.ts';
import { firstLook, heldAgainst, type Standing, type Stood } from './window.ts';

/** So many items at first, and so many at most until known ones are met. */
const PAGE = 20;
const MOST = 500;
/** The same where all are fetched. No server that people use keeps more of a node than the second, if nobody tells it to. */
const LARGE_PAGE = 100;
export const ALL = 1000;

/** Milliseconds that somebody's server may take for a page. */
const PATIENCE = 30_000;

export interface Missed {
  /** New ones, and those that say something else than what is known of them; oldest first. */
  readonly entries: readonly Received[];
  /** Items that the node has no longer. */
  readonly deleted: readonly string[];
  readonly stood: Stood | 'not seen';
}

type Known = ReadonlyMap<string, Received>;

/** What is known of a node, newest first, what stood there, and how much of it is fetched. */
export interface Before {
  readonly known: readonly Received[];
  readonly stood: Stood | undefined;
  readonly reach: Reach;
}

/** Fetches the newest items until known ones are met, or where nothing is known one page; or all. */
export async function catchUp(
  talk: Talk,
  at: NodeAt,
  { known, stood, reach }: Before,
): Promise<Missed | { readonly refusal: Refusal }> {
  const byItem: Known = new Map(known.flatMap((entry) => (entry.item === undefined ? [] : [[entry.item, entry]])));
  const read = (item: Element): Received | undefined => readItem(item, at, talk.jid);
  const isEnough = (page: readonly Element[]): boolean => byItem.size === 0 || isMet(page.map(read), byItem);
  const fetched = await newestItems(talk, at, reach === 'all' ? EVERYTHING : { page: PAGE, most: MOST, isEnough });
  return 'refusal' in fetched ? fetched : missedOf(fetched, read, { known: byItem, stood });
}

interface Fetching {
  readonly page: number;
  readonly most: number;
  readonly isEnough: (page: readonly Element[]) => boolean;
}

const EVERYTHING: Fetching = { page: LARGE_PAGE, most: ALL, isEnough: () => false };

interface Fetched {
  readonly items: readonly Element[];
  /** Whether these are all that the node holds. */
  readonly isAll: boolean;
}

async function newestItems(
  talk: Talk,
  at: NodeAt,
  { page: size, most: limit, isEnough }: Fetching,
): Promise<Fetched | { readonly refusal: Refusal }> {
  let items: readonly Element[] = [];
  let most = size;
  let before: string | undefined;
  for (;;) {
    const reply = await talk.ask(askNewest(at, most, before), PATIENCE);
    if (!reply.ok) return { refusal: reply.refusal };
    const page = newestIn(reply.stanza);
    // Without pages, more is the same again with older ones before it.
    items = page.older === 'unknown' ? page.items : [...page.items, ...items];
    const isAll = page.older === 'none' || (page.older === 'unknown' && page.items.length < most);
    if (isAll || items.length >= limit || isEnough(page.items)) return { items, isAll };
    if (typeof page.older === 'object') before = page.older.before;
    else most *= 4;
  }
}

/**
 * Whether what comes before a page is known: its oldest entry is, in this version. An edit proves nothing, since Prosody
 * puts an edited item before all others. Of what a feed carries as well the feed's form is kept, with the same times.
 */
function isMet(page: readonly (Received | undefined)[], known: Known): boolean {
  const oldest = page.find((entry) => entry !== undefined);
  if (!oldest) return true;
  const same = known.get(oldest.item ?? '');
  return saysTheSame(same, oldest) || (oldest.updated !== '' && same?.updated === oldest.updated);
}

interface Held {
  readonly known: Known;
  readonly stood: Stood | undefined;
}

function missedOf(
  { items, isAll }: Fetched,
  read: (item: Element) => Received | undefined,
  { known, stood }: Held,
): Missed {
  const both = items.map((item) => ({ id: String(item.attrs['id']), entry: read(item) }));
  const entries = both.flatMap(({ entry }) => entry ?? []);
  const there = new Set(both.map(({ id }) => id));
  const news = entries.filter((entry) => !saysTheSame(known.get(entry.item ?? ''), entry));
  if (!isAll) return { entries: news, deleted: goneOf(entries, there, known), stood: 'not seen' };
  const now = both.map(({ id, entry }): Standing => [id, entry ? versionOf(entry) : null]);
  if (stood) return { entries: news, ...heldAgainst(stood, now) };
  return { entries: news, deleted: goneOf(entries, there, known), stood: firstLook(now) };
}

/** An edited item outlives others on Prosody; that several older ones do so is no accident. */
const SOME = 3;

/**
 * Where nobody has seen what stood there: what is known and no longer there was taken back, or has dropped out of a full
 * node. The oldest drop out first; so
 * what is newer than half of what is there, or than some that are there as they were, was taken back.
 */
function goneOf(entries: readonly Received[], there: ReadonlySet<string>, known: Known): readonly string[] {
  const middle = entries.map(({ published }) => published).sort()[Math.floor(entries.length / 2)];
  if (middle === undefined) return [];
  const unchanged = entries.filter((entry) => saysTheSame(known.get(entry.item ?? ''), entry));
  const outlived = unchanged.map(({ published }) => published).sort()[SOME - 1] ?? middle;
  const oldest = outlived < middle ? outlived : middle;
  return [...known].flatMap(([item, { published }]) => (!there.has(item) && published > oldest ? [item] : []));
}
