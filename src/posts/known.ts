// Which files of posts/ have to be read, and what they give together with those that have not.
import type { Card, Index } from '../model/card.ts';
import { newestFirst } from '../model/entry.ts';
import { isFresh } from '../model/fresh.ts';
import { grouped } from '../model/grouped.ts';
import type { Follow } from '../model/people.ts';
import type { Problem } from '../model/problem.ts';
import type { Seen } from '../world/world.ts';
import { whoIn } from './people.ts';
import type { Known, Unread } from './reader.ts';

/** Milliseconds that a post may be ahead of the clock: two machines never quite agree. */
const AHEAD = 15 * 60_000;

/** What a post can ask for beside its own text. */
export interface Around {
  readonly follows: readonly Follow[];
  /** Of the files of public/, by their path. */
  readonly media: (path: string) => number | undefined;
  /** When they were last changed, of those that photos can be made of. */
  readonly changed: (path: string) => number | undefined;
}

/** How the name of a post ends. */
export const MARKDOWN = '.md';

/** Whether a file is a post: it ends in `.md` and is not hidden. */
export function isPost(path: string): boolean {
  return path.endsWith(MARKDOWN) && !/(?:^|\/)\./.test(path);
}

/**
 * The files that have to be read. What need not be stays in `known`: a post is as it was when its file is, and when it
 * would be told the same of people and media. All else goes from it.
 */
export function unreadIn(known: Map<string, Known>, seen: Seen, around: Around): readonly Unread[] {
  const { paths, sizes, times, at: asked } = seen;
  const unread: Unread[] = [];
  const holds = stillTold(around);
  let found = 0;
  paths.rows.forEach((file, at) => {
    const size = sizes[at] ?? -1;
    const time = times[at] ?? 0;
    const one = known.get(file);
    if (one) found += 1;
    if (one?.time === time && one.size === size && holds(one)) return;
    if (size < 0 || !isPost(file)) {
      if (known.delete(file)) found -= 1;
      return;
    }
    const before = one && holds(one) ? { before: one } : {};
    unread.push({ file, size, time: isFresh(time, asked) ? Number.NaN : time, ...before });
  });
  if (found < known.size) keepOnly(known, new Set(paths.rows));
  for (const { file } of unread) known.delete(file);
  return unread;
}

/** What is known of each post, in the order in which the disk names them: so it can be compared with what it names. */
export function inOrder(
  known: ReadonlyMap<string, Known>,
  read: readonly Known[],
  { paths }: Seen,
): Map<string, Known> {
  const fresh = new Map(read.map((one) => [one.card.file, one]));
  const ordered = new Map<string, Known>();
  for (const file of paths.rows) {
    const one = fresh.get(file) ?? known.get(file);
    if (one) ordered.set(file, one);
  }
  return ordered;
}

function keepOnly(known: Map<string, Known>, files: ReadonlySet<string>): void {
  for (const file of known.keys()) if (!files.has(file)) known.delete(file);
}

/** Whether a post would be told today what it was told when it was read. */
function stillTold({ follows, media, changed }: Around): (known: Known) => boolean {
  const who = whoIn(follows);
  return ({ told }) =>
    told === undefined ||
    (Object.entries(told.people).every(([name, address]) => (who(name) ?? null) === address) &&
      Object.entries(told.media).every(([path, size]) => (media(path) ?? null) === size) &&
      Object.entries(told.seen ?? {}).every(([path, time]) => changed(path) === time));
}

/** The latest time of a post that is published, as posts write it. */
export function latestOf(now: Date): string {
  return new Date(now.getTime() + AHEAD).toISOString().replace(/\.\d+Z$/, 'Z');
}

/** Those that are shown, in no order: not the ones that wait, and drafts only where they are wanted. */
export function shownOf(known: Iterable<Known>, drafts: 'shown' | 'hidden', now: Date): Card[] {
  const latest = latestOf(now);
  const shown: Card[] = [];
  for (const { card } of known) {
    if (card.draft ? drafts === 'shown' : card.published <= latest) shown.push(card);
  }
  return shown;
}

/** When the first comes of those that wait, as posts write it; undefined when none does. */
export function nextDue(known: Iterable<Known>, now: Date): string | undefined {
  const latest = latestOf(now);
  let next: string | undefined;
  for (const { card } of known) {
    const waits = !card.draft && card.published > latest;
    if (waits && (next === undefined || card.published < next)) next = card.published;
  }
  return next;
}

/** All posts; `live` are those that are published, in their order, as a shelf has them. */
export function indexOf(live: readonly Card[], known: Iterable<Known>, now: Date): Index {
  const latest = latestOf(now);
  const [drafts, waiting]: [Card[], Card[]] = [[], []];
  for (const { card } of known) {
    if (card.draft) drafts.push(card);
    else if (card.published > latest) waiting.push(card);
  }
  return { live, drafts: drafts.sort(newestFirst), waiting: waiting.sort(newestFirst) };
}

/**
 * Posts that have the key or the address of another, among which one of `fresh` is. Case is ignored: many disks and some
 * readers do not tell a from A.
 */
export function doubled(all: ReadonlyMap<string, Known>, fresh: readonly Known[]): readonly Problem[] {
  if (fresh.length === 0) return [];
  const keys = namesOf('key', fresh);
  const addresses = namesOf('path', fresh);
  for (const { card } of all.values()) {
    if (hasName(keys, card.key)) keys.cards.push(card);
    if (hasName(addresses, card.path)) addresses.cards.push(card);
  }
  const problems = clashes(keys);
  const told = new Set(problems.map(({ where }) => where));
  return [...problems, ...clashes(addresses).filter(({ where }) => !told.has(where))];
}

/** What some cards are called, and all that are called so. */
interface Names {
  readonly by: 'key' | 'path';
  readonly wanted: ReadonlySet<string>;
  readonly lengths: ReadonlySet<number>;
  readonly cards: Card[];
}

function namesOf(by: Names['by'], fresh: readonly Known[]): Names {
  const wanted = new Set(fresh.map(({ card }) => card[by].toLowerCase()));
  // Few are as long as the few that are new. Keys and addresses are ASCII: case does not change their length.
  return { by, wanted, lengths: new Set(Array.from(wanted, ({ length }) => length)), cards: [] };
}

function hasName({ wanted, lengths }: Names, name: string): boolean {
  return lengths.has(name.length) && wanted.has(name.toLowerCase());
}

function clashes({ by, wanted, cards }: Names): readonly Problem[] {
  if (cards.length === wanted.size) return [];
  const groups = grouped(
    cards.sort((a, b) => (a.file < b.file ? -1 : 1)),
    (card) => card[by].toLowerCase(),
  );
  const [noun, next] = CLASH[by];
  return [...groups.values()].flatMap(([first, ...others]) =>
    others.map((card) => ({
      where: card.file,
      what: `Its ${noun} "${card[by]}" is that of ${first?.file} too.`,
      next,
    })),
  );
}

const CLASH = {
  key: ['key', 'Rename one of the two, or give it another id:.'],
  path: ['address', 'Give one of the two another slug:.'],
} as const;
