// Threads of a site: its author goes on from an own post, and from that again.
import type { Card } from './card.ts';
import { newestFirst } from './entry.ts';

/** The threads of a shelf. Those that no change touches stay the same arrays. */
export interface Threads {
  /** The posts of each, oldest first, by the path of the first. */
  readonly all: ReadonlyMap<string, readonly Card[]>;
  /** The path of the first, by the path of each. */
  readonly firsts: ReadonlyMap<string, string>;
}

const NONE: Threads = { all: new Map(), firsts: new Map() };

/**
 * The threads that these answers make, newest first, to posts that `find` finds by their path. A post goes on from an
 * earlier one; so threads have no circles, whatever their posts say.
 */
export function threadsOf(
  answers: readonly Card[],
  find: (path: string) => Card | undefined,
  before: Threads = NONE,
): Threads {
  if (answers.length === 0) return NONE;
  const all = new Map<string, Card[]>();
  const firsts = new Map<string, string>();
  // Oldest first: so it is known which thread an answered post is in.
  for (const card of answers.toReversed()) {
    const answered = find(card.answers);
    if (!answered || newestFirst(card, answered) >= 0) continue;
    const first = firsts.get(answered.path) ?? answered.path;
    const thread = all.get(first) ?? [answered];
    all.set(first, [...thread, card]);
    firsts.set(answered.path, first);
    firsts.set(card.path, first);
  }
  return { all: new Map([...all].map(([first, cards]) => [first, asBefore(cards, before.all.get(first))])), firsts };
}

/** Posts that are in another thread than before, or in one for the first time, or in none any more; but for those that changed. */
export function joinedBetween(before: Threads, now: Threads, changed: readonly Card[]): readonly Card[] {
  if (before === now) return [];
  const paths = new Set(changed.map(({ path }) => path));
  const joined = new Map<string, Card>();
  for (const { all } of [before, now]) {
    for (const card of [...all.values()].flat()) {
      const isSame = before.firsts.get(card.path) === now.firsts.get(card.path);
      if (!isSame && !paths.has(card.path)) joined.set(card.path, card);
    }
  }
  return [...joined.values()];
}

function asBefore(cards: readonly Card[], before: readonly Card[] | undefined): readonly Card[] {
  return before?.length === cards.length && cards.every((card, at) => card === before[at]) ? before : cards;
}
