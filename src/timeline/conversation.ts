// Entries that belong together, as one conversation.
import { grouped } from '../model/grouped.ts';
import type { Kept } from '../model/received.ts';
import { COMMENTS, placeOf } from './address.ts';
import { addressKey, onceOf } from './once.ts';
import type { FollowOf } from './once.ts';
import { nearness } from './voice.ts';

/** An entry with how deep it answers: 0 begins a conversation. */
export interface Turn {
  readonly entry: Kept;
  readonly depth: number;
}

/**
 * The entries as they answer one another, each once: every answer after what it answers, the oldest first among those to
 * one. What answers something that is not here hangs from the oldest entry that answers nothing.
 */
export function conversationOf(entries: readonly Kept[], followOf: FollowOf): readonly Turn[] {
  const all = onceOf(entries, followOf).toSorted(oldestFirst);
  const parents = parentsOf(all);
  const root = all.find((entry) => answeredBy(entry).length === 0);
  const children = grouped(all, (entry) => parents.get(entry) ?? (answeredBy(entry).length > 0 ? root : undefined));
  const turns: Turn[] = [];
  const waiting: Turn[] = turnsOf(children.get(undefined), 0);
  for (let turn = waiting.pop(); turn; turn = waiting.pop()) {
    turns.push(turn);
    for (const next of turnsOf(children.get(turn.entry), turn.depth + 1)) waiting.push(next);
  }
  return turns;
}

// The last is taken first.
function turnsOf(entries: readonly Kept[] = [], depth: number): Turn[] {
  return entries.map((entry) => ({ entry, depth })).toReversed();
}

function oldestFirst(a: Kept, b: Kept): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  return a.number - b.number;
}

/** What each of them answers. */
function parentsOf(oldest: readonly Kept[]): ReadonlyMap<Kept, Kept> {
  const keyed = oldest.flatMap((entry) => [...keysOf(entry)].map((key) => ({ key, entry })));
  const known = grouped(keyed, ({ key }) => key);
  const parents = new Map<Kept, Kept>();
  for (const entry of oldest) {
    const found = answeredBy(entry)
      .flatMap(keysTo)
      .flatMap((key) => known.get(key) ?? []);
    const parent = likeliest(found.map(({ entry }) => entry).filter((each) => each !== entry));
    if (parent) parents.set(entry, parent);
  }
  breakCircles(oldest, parents);
  return parents;
}

// Of those that answer each other in a circle the oldest answers nothing.
function breakCircles(entries: readonly Kept[], parents: Map<Kept, Kept>): void {
  const done = new Set<Kept>();
  for (const entry of entries) {
    const walked = new Set<Kept>();
    let above: Kept | undefined = entry;
    while (above && !done.has(above) && !walked.has(above)) {
      walked.add(above);
      above = parents.get(above);
    }
    if (above && walked.has(above)) parents.delete(oldestAround(above, parents));
    for (const each of walked) done.add(each);
  }
}

function oldestAround(start: Kept, parents: ReadonlyMap<Kept, Kept>): Kept {
  let oldest = start;
  for (let each = parents.get(start); each && each !== start; each = parents.get(each)) {
    if (oldestFirst(each, oldest) < 0) oldest = each;
  }
  return oldest;
}

/** What an entry answers, by id or address: what it says, else that on whose comments node it stands. */
export function answeredBy({ references, replyTo, source }: Kept): readonly string[] {
  const stated = references.filter(({ how }) => how === 'reply').map(({ to }) => to);
  const all = new Set([...stated, ...[replyTo?.ref, replyTo?.url].filter((each) => each !== undefined)]);
  if (all.size === 0 && placeOf(source)?.at.includes(COMMENTS)) return [source];
  return [...all];
}

/** By what others may point to an entry: its id, its address, its item on a node, and the node with its comments. */
export function pointersTo({ id, url, source, item, comments }: Kept): readonly string[] {
  const at = item !== undefined && source.startsWith('xmpp:') ? [`${source};item=${encodeURIComponent(item)}`] : [];
  return [id, url, ...at, ...(comments === undefined ? [] : [comments])];
}

function keysOf(entry: Kept): ReadonlySet<string> {
  const [id = '', ...addresses] = pointersTo(entry);
  return new Set([`id ${id}`, ...addresses.map(addressKey)]);
}

function keysTo(to: string): readonly string[] {
  const key = addressKey(to);
  return [`id ${to}`, ...new Set([key, /^https?:/i.test(to) ? key.replace(/#.*$/s, '') : key])];
}

// Anyone can repeat an id. What is pointed to in more ways, or lies where its source is, is more likely meant.
function likeliest(found: readonly Kept[]): Kept | undefined {
  const counted = [...grouped(found, (entry) => entry)].map(([entry, times]) => ({
    entry,
    times: times.length,
    near: nearness({ feed: entry.source }, entry.url),
  }));
  return counted.toSorted((a, b) => b.times - a.times || b.near - a.near || oldestFirst(a.entry, b.entry))[0]?.entry;
}
