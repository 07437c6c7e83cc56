// All posts of a site in the order and the groups in which pages and feeds take them. What a change does not touch stays
// the same array, so that whoever made something from it need not make it again.
import type { Card } from './card.ts';
import { newestFirst } from './entry.ts';
import { remembered } from './remembered.ts';
import { threadsOf, type Threads } from './threads.ts';

/** Cards in groups, each newest first. */
export interface Shelf {
  readonly all: readonly Card[];
  /** By the path of the month, `2026/11/`; newest first. */
  readonly months: ReadonlyMap<string, readonly Card[]>;
  /** By tag, in no order. */
  readonly tags: ReadonlyMap<string, readonly Card[]>;
  /** Those that answer a page of the site. */
  readonly answers: readonly Card[];
  readonly threads: Threads;
}

/** How a shelf differs from the one before. */
export interface Moved {
  readonly gone: readonly Card[];
  readonly added: readonly Card[];
  /** Those that are as they were, in a thread that is not. */
  readonly joined: readonly Card[];
}

type Groups = Omit<Shelf, 'threads'>;

const MONTH = 'YYYY/MM/'.length;

/** A shelf of these, in any order. */
export function shelfOf(cards: readonly Card[]): Shelf {
  const all = isOrdered(cards) ? cards : cards.toSorted(newestFirst);
  const months = new Map<string, Card[]>();
  const tags = new Map<string, Card[]>();
  for (const card of all) {
    put(months, card.day.slice(0, MONTH), card);
    for (const tag of card.tags) put(tags, tag, card);
  }
  return threaded({ all, months: newestMonths(months), tags, answers: all.filter(({ answers }) => answers !== '') });
}

function threaded(groups: Groups, before?: Threads): Shelf {
  return { ...groups, threads: threadsOf(groups.answers, (path) => cardAt(groups, path), before) };
}

/** The post at a path, `2026/11/hello/`. */
function cardAt({ months }: Groups, path: string): Card | undefined {
  const month = months.get(path.slice(0, MONTH));
  return month && pathsOf(month).get(path);
}

// A month is the same array until one of its posts changes.
const pathsOf = remembered((cards: readonly Card[]): ReadonlyMap<string, Card> => {
  return new Map(cards.map((card) => [card.path, card]));
});

/** The shelf without some cards and with others. Groups in which none of them is or was are the same arrays. */
export function changedShelf(shelf: Shelf, gone: ReadonlySet<Card>, added: readonly Card[]): Shelf {
  // Each change of one card copies the array of all: of many, sorting them once is less.
  if (gone.size + added.length > 100) return shelfOf([...shelf.all.filter((card) => !gone.has(card)), ...added]);
  const months = new Map(shelf.months);
  const tags = new Map(shelf.tags);
  for (const card of gone) {
    takeOut(months, card.day.slice(0, MONTH), card);
    for (const tag of card.tags) takeOut(tags, tag, card);
  }
  for (const card of added) {
    putIn(months, card.day.slice(0, MONTH), card);
    for (const tag of card.tags) putIn(tags, tag, card);
  }
  const changed = (cards: readonly Card[], wanted: (card: Card) => boolean): readonly Card[] => {
    const left = [...gone].filter(wanted).reduce((left, card) => withoutCard(left, card), cards);
    return added.filter(wanted).reduce((all, card) => withCard(all, card), left);
  };
  const all = changed(shelf.all, () => true);
  const answers = changed(shelf.answers, ({ answers }) => answers !== '');
  return threaded({ all, months: newestMonths(months), tags, answers }, shelf.threads);
}

/** The paths of the years that have posts, `2026/`, newest first. */
export function yearsOf({ months }: Shelf): readonly string[] {
  return [...new Set([...months.keys()].map((month) => month.slice(0, 'YYYY/'.length)))];
}

// Whoever goes through the months takes them newest first; where clocks are turned back, posts are not quite in their order.
function newestMonths<T>(months: ReadonlyMap<string, T>): ReadonlyMap<string, T> {
  return new Map([...months].sort(([a], [b]) => (a < b ? 1 : -1)));
}

function isOrdered(cards: readonly Card[]): boolean {
  return cards.every((card, at) => at === 0 || newestFirst(cards[at - 1] ?? card, card) <= 0);
}

function put(groups: Map<string, Card[]>, name: string, card: Card): void {
  const group = groups.get(name);
  if (group) group.push(card);
  else groups.set(name, [card]);
}

function takeOut(groups: Map<string, readonly Card[]>, name: string, card: Card): void {
  const left = withoutCard(groups.get(name) ?? [], card);
  if (left.length > 0) groups.set(name, left);
  else groups.delete(name);
}

function putIn(groups: Map<string, readonly Card[]>, name: string, card: Card): void {
  groups.set(name, withCard(groups.get(name) ?? [], card));
}

function withCard(cards: readonly Card[], card: Card): readonly Card[] {
  return cards.toSpliced(placeOf(cards, card), 0, card);
}

/** The cards without one of them; two of the same time and key lie side by side. */
function withoutCard(cards: readonly Card[], card: Card): readonly Card[] {
  const at = cards.indexOf(card, placeOf(cards, card));
  return at < 0 ? cards : cards.toSpliced(at, 1);
}

/** Where a card is in its order, or is to be. */
function placeOf(cards: readonly Card[], card: Card): number {
  let [low, high] = [0, cards.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const there = cards[middle];
    if (there && newestFirst(there, card) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
