// What was taken back on a node while nobody listened. A node is a window: it keeps so many items, and neither Prosody nor
// ejabberd says how many to whoever does not own it. What is missing from it was taken back, or was pushed out by what
// came. So what stood there is held against what stands there now, and not what is kept, which holds all that has ever
// dropped out:
//
//   stood at the last whole look     a   b   c   d   e           oldest first
//   came since, heard or found                           f   g
//   stand now                                    d       f   g
//                                    └─────────┘     │
//                                         │          taken back: d is older, and stands as it did
//                                         └ each that came may have pushed out one, from the left (a, b);
//                                           what else is missing was taken back (c)
//
// What came and went again while nobody listened cannot be seen, and pushes out as well. So nothing is said of the oldest
// of a node that is full; nor where none of them stands any more, for some servers forget all when they start anew; nor
// of very many at once, for that is rather a window made smaller. It is the feed's loss to say of a post that it was
// taken back when it was not, and that cannot be undone.
import type { Fingerprint } from '../model/fingerprint.ts';
import type { Heard } from './heard.ts';
import { versionOf } from './version.ts';

/** An item and its version, where that can be told. One that was edited may be at another place. */
export type Standing = readonly [id: string, version: Fingerprint | null];

/** What stood on a node at the last look that saw all of it, and what was heard since. */
export interface Stood {
  /** Oldest first, as the server has them, as each was first seen; those that came since are the last. */
  readonly items: readonly Standing[];
  /** How many there were at the look. */
  readonly count: number;
  /** Of what has been heard since: how many more surely find room, as so many were taken back. */
  readonly room: number;
  /** And how many may have been pushed out. */
  readonly pushed: number;
  /** It has let go of some, and holds no fewer than then. */
  readonly isFull: boolean;
}

/** So many of the oldest go at once only where the window was made smaller. */
const VERY_MANY = 20;

/** What stands there, where nothing is known of before. */
export function firstLook(now: readonly Standing[]): Stood {
  return { items: now, count: now.length, room: 0, pushed: 0, isFull: false };
}

/** The items that were taken back since, and what stands there now. */
export function heldAgainst(
  before: Stood,
  now: readonly Standing[],
): { readonly deleted: readonly string[]; readonly stood: Stood } {
  const there = new Map(now);
  const proof = before.items.findIndex(([id, version]) => version !== null && there.get(id) === version);
  const isOlder = (nth: number): boolean => proof < 0 || nth < proof;
  const missing = before.items.flatMap(([id], nth) => (there.has(id) ? [] : [{ id, isOlder: isOlder(nth) }]));
  const older = missing.filter((each) => each.isOlder);
  const doubtful = older.slice(0, isUnclear(before, there, older.length) ? older.length : pushedOut(before, now));
  const deleted = missing.filter((each) => !doubtful.includes(each)).map(({ id }) => id);
  const isFull = now.length >= before.count && (doubtful.length > 0 || (before.isFull && now.length === before.count));
  return { deleted, stood: { ...firstLook(now), isFull } };
}

/** Whether nothing can be said of those that are missing, and older than all that stand as they did. */
function isUnclear({ items, isFull, room }: Stood, there: ReadonlyMap<string, unknown>, older: number): boolean {
  return (isFull && room === 0) || older > VERY_MANY || !items.some(([id]) => there.has(id));
}

/** How many may have been pushed out at most: nobody knows that the window is larger than what stood there. */
function pushedOut({ items, room, pushed }: Stood, now: readonly Standing[]): number {
  const known = new Set(items.map(([id]) => id));
  const found = now.filter(([id]) => !known.has(id)).length;
  return pushed + Math.max(0, found - room);
}

/** The same after what was heard; undefined where nobody knows. A node that is made anew is another. */
export function stoodAfter(before: Stood | undefined, heard: Heard): Stood | undefined {
  if (heard.ended || heard.stood === 'not seen') return undefined;
  return heard.stood ?? (before && afterEvents(before, heard));
}

function afterEvents(before: Stood, { entries, deleted }: Pick<Heard, 'entries' | 'deleted'>): Stood {
  if (deleted === 'all') return withCome(firstLook([]), entries);
  const come = withCome(before, entries);
  const taken = new Set(deleted);
  const items = come.items.filter(([id]) => !taken.has(id));
  const freed = come.items.length - items.length;
  return freed === 0 ? come : { ...come, items, room: come.room + freed };
}

// An item that came before another was taken back found no room in its place: so those that came count first.
function withCome(before: Stood, entries: Heard['entries']): Stood {
  const known = new Set(before.items.map(([id]) => id));
  const come = entries.flatMap((entry): Standing[] => {
    const { item } = entry;
    return item === undefined || known.has(item) ? [] : [[item, versionOf(entry)]];
  });
  if (come.length === 0) return before;
  const fitting = Math.min(before.room, come.length);
  const { room, pushed } = before;
  const items = [...before.items, ...come];
  return { ...before, items, room: room - fitting, pushed: pushed + come.length - fitting };
}
