// Decides what is new (DESIGN §3, rules 2 to 5): what the live site says, held against what is on the node.
import type { Card } from '../model/card.ts';
import { newestFirst, type Entry } from '../model/entry.ts';
import type { Problem } from '../model/problem.ts';
import type { Account } from '../model/site.ts';
import { isOnNode, type Item, type OwnItem } from '../nodes/items.ts';
import type { Publisher } from '../nodes/publisher.ts';

/** An entry counts as news only while it is among so many newest. */
const WINDOW = 100;

/** Those that may be news: of all others no word is read. */
export function newestOf<T>(live: readonly T[]): readonly T[] {
  return live.slice(0, WINDOW);
}

/** So many go onto a node that has nothing of ours. */
const SEED = 20;

export interface Facts {
  readonly publisher: Publisher;
  readonly at: Account;
  /** What is published, newest first; a plan is carried out only as far as it is live. */
  readonly live: readonly Dated[];
  /** The newest of these. One that is not here is not announced now. */
  readonly newest: readonly Entry[];
  readonly items: readonly Item[];
  /** The most items that the node keeps. */
  readonly cap: number;
}

/** What looks like one post under a new key. */
export interface Rename {
  readonly from: OwnItem;
  readonly to: Entry;
}

export interface News {
  /** What the node lacks or holds differently, oldest first. */
  readonly publish: readonly Entry[];
  /** The ids of those of `publish` that the node has in another version. */
  readonly edits: ReadonlySet<string>;
  /** Items of ours that no post here has: to be taken off the node if the host has dropped them too. */
  readonly missing: readonly OwnItem[];
  readonly renames: readonly Rename[];
  /** How many entries are not announced, because the node had nothing of ours and is given the newest only. */
  readonly passedOver: number;
  /** The node had nothing of ours. */
  readonly isFirst: boolean;
  readonly problems: readonly Problem[];
}

export function newsOf({ publisher, at, live, newest, items, cap }: Facts): News {
  const ours = items.filter(publisher.isOurs);
  const byId = new Map(ours.map((item) => [item.written.id, item]));
  const due = dueOf(live, ours, cap);
  const words = new Map(newest.map((entry) => [entry.key, entry]));
  const lacking = due
    .flatMap(({ key }) => words.get(key) ?? [])
    .filter((entry) => {
      const item = byId.get(entry.id);
      return !item || !isOnNode(entry, item, at);
    });

  const theirs = items.filter((item) => !publisher.isOurs(item));
  const taken = lacking.map((entry) => [entry, takenBy(entry, theirs)] as const);
  const publish = taken.flatMap(([entry, by]) => (by ? [] : [entry])).reverse();

  const missing = missingOf(ours, live);
  return {
    publish,
    edits: new Set(publish.map(({ id }) => id).filter((id) => byId.has(id))),
    missing,
    renames: renamesOf(
      missing,
      publish.filter(({ id }) => !byId.has(id)),
    ),
    passedOver: ours.length === 0 ? live.length - due.length : 0,
    isFirst: ours.length === 0,
    problems: taken.flatMap(([entry, by]) => (by ? [takenProblem(entry, by, at)] : [])),
  };
}

// A node is a window. Prosody keeps the 256 items published last, and an edit makes an item one of them: whatever is
// older than what it still has was there before and has dropped out. With the newest half of the cap being looked at,
// none of these can drop out while it counts.
//
//   site   9 8 7 6 5 4 3 2 1        cap 6, so the newest three are looked at
//   node   9 8 7 6 5     2          2 was edited and stays; 3 and 4 dropped out, and are not sent again
function dueOf(live: readonly Dated[], ours: readonly OwnItem[], cap: number): readonly Dated[] {
  const newest = newestOf(live).slice(0, Math.max(1, Math.floor(cap / 2)));
  const oldest = ours.map(({ id, written }) => ({ key: id, published: written.published })).reduce(older, undefined);
  if (!oldest) return newest.slice(0, SEED);
  return newest.filter((card) => newestFirst(card, oldest) <= 0);
}

/** Of what is published, all that decides whether it is looked at. */
export type Dated = Pick<Card, 'key' | 'published'>;

function older(a: Dated | undefined, b: Dated): Dated {
  return a && newestFirst(a, b) > 0 ? a : b;
}

// Items are of the newest posts, so that all are met after a few hundred of a hundred thousand, but for deleted ones.
function missingOf(ours: readonly OwnItem[], live: readonly Dated[]): readonly OwnItem[] {
  const missing = new Map(ours.map((item) => [item.id, item]));
  for (const { key } of live) {
    if (missing.size === 0) break;
    missing.delete(key);
  }
  return [...missing.values()];
}

function takenBy({ key, url }: Entry, theirs: readonly Item[]): Item | undefined {
  return theirs.find(({ id, written }) => id === key || written?.url === url);
}

function takenProblem(entry: Entry, by: Item, { node }: Account): Problem {
  const id = by.written?.id ?? 'nothing that can be read';
  return {
    where: entry.url,
    what:
      by.id === entry.key
        ? `The node ${node} has an item ${by.id} that is not of this site: it says ${id}.`
        : `The node ${node} has this page already, as item ${by.id} with the id ${id}.`,
    next: 'If it was yours, set "id" in skein.config.js back to how that id begins; else give the post another key with "id:" in its front matter, or delete the item.',
  };
}

function renamesOf(missing: readonly OwnItem[], fresh: readonly Entry[]): readonly Rename[] {
  return missing.flatMap((from) => {
    const to = fresh.find((entry) => isAlike(entry, from));
    return to ? [{ from, to }] : [];
  });
}

/** The same words, or most of them at the same moment. */
function isAlike({ title, text, published }: Entry, { written }: OwnItem): boolean {
  const [a, b] = [wordsOf(`${title ?? ''} ${text}`), wordsOf(`${written.title ?? ''} ${written.text ?? ''}`)];
  const shared = [...a].filter((word) => b.has(word)).length;
  const all = a.size + b.size - shared;
  return all > 0 && (shared === all || (published === written.published && shared > all / 2));
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.toLowerCase().split(/\s+/).filter(Boolean));
}
