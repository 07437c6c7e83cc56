// The lists that one reads: what is in the inbox, without what is hidden, each entry once.
import { copiesOf, entriesOf, entryAt, sourcesBelow, type Place, type Which } from '../../inbox/find.ts';
import type { Follow } from '../../model/people.ts';
import type { Kept } from '../../model/received.ts';
import { MANY, type Listing, type Shown, type Wanted } from '../../reader/reading.ts';
import { hiddenBy, unquoted, type Hides } from '../../timeline/blocks.ts';
import { meOf, namesOf, prefixesOf, type Me } from '../../timeline/me.ts';
import { concernsOf } from '../../timeline/mentions.ts';
import { cautionOf, shownName } from '../../timeline/names.ts';
import { onceOf, type FollowOf } from '../../timeline/once.ts';
import { commentsFollow, commentsPrefix } from './comments.ts';
import type { Edge } from './edge.ts';
import { followedOf } from './followed.ts';

/** Entries of a page. */
const PAGE = 50;

/** Entries that are looked at to count those that are unread, where most of them are hidden. */
const NEWEST = 1000;

/** All that decides what is shown, at one moment. */
export interface View {
  readonly edge: Edge;
  readonly me: Me;
  readonly followOf: FollowOf;
  /** The nodes with comments on my posts, as sources. */
  readonly comments: ReadonlySet<string>;
  readonly hides: Hides;
  readonly concerns: (entry: Kept) => Shown['concerns'];
  readonly caution: (entry: Kept, follow: Follow) => string | undefined;
}

/** What is shown now, as the files say. */
export function viewOf(edge: Edge, now: Date): View {
  const me = meOf(edge.site);
  const followed = followedOf(edge, now);
  const byFeed = new Map(followed.map((follow) => [follow.feed, { ...follow, name: shownName(follow.name) }]));
  const { inbox, site } = edge;
  const comments = new Set(site.xmpp ? sourcesBelow(inbox, commentsPrefix(site.xmpp)) : []);
  const myself = { name: edge.site.author.name, feed: edge.site.url };
  return {
    edge,
    me,
    followOf: (feed) => byFeed.get(feed) ?? (comments.has(feed) ? commentsFollow(feed) : undefined),
    comments,
    hides: hiddenBy(edge.rules, now),
    concerns: concernsOf(me),
    caution: cautionOf([...followed, myself]),
  };
}

/** A page of a list, newest first. */
export function listOf(view: View, wanted: Wanted, size = PAGE): Listing {
  const shown: Shown[] = [];
  for (const each of allShown(view, wanted)) {
    const last = shown.at(-1)?.entry;
    if (last && shown.length === size) return { shown, next: `${last.at} ${last.number}` };
    shown.push(each);
  }
  return { shown };
}

/** All that is in a list, newest first, as long as somebody wants more. */
export function* allShown(view: View, wanted: Wanted): Generator<Shown> {
  const which = whichOf(view, wanted);
  for (const entry of entriesOf(view.edge.inbox, which, placeFrom(wanted.after))) {
    const shown = shownIn(view, wanted.list, entry);
    if (shown && isFirst(view, { list: wanted.list, which }, entry)) yield shown;
  }
}

function shownIn(view: View, list: Wanted['list'], entry: Kept): Shown | undefined {
  const shown = shownOf(view, entry);
  return list === 'mentions' && shown?.concerns.length === 0 ? undefined : shown;
}

/** The entry of this number as it is shown; undefined where there is none, or it is hidden. */
export function oneShown(view: View, number: number): Shown | undefined {
  const entry = entryAt(view.edge.inbox, number);
  return entry && shownOf(view, entry);
}

/** The entry as it is shown; undefined where it is hidden, or nobody it is from is followed. */
export function shownOf({ followOf, hides, concerns, caution }: View, entry: Kept): Shown | undefined {
  const follow = followOf(entry.source);
  if (!follow || hides(entry, follow)) return undefined;
  const address = caution(entry, follow);
  const author = { ...entry.author, name: shownName(entry.author.name) };
  const shown = { entry: { ...unquoted(entry, hides), author }, follow, concerns: concerns(entry) };
  return { ...shown, ...(address !== undefined && { caution: address }) };
}

interface List {
  readonly list: Wanted['list'];
  readonly which: Which;
}

/** Whether this is the one that stands for all in the list that are the same. */
function isFirst(view: View, { list, which }: List, entry: Kept): boolean {
  const copies = copiesOf(view.edge.inbox, entry.id, which).filter((copy) => shownIn(view, list, copy));
  return copies.length < 2 || onceOf(copies, view.followOf).some(({ number }) => number === entry.number);
}

/** Whether nobody has told the same before, on a node with comments or in another feed. */
export function isNews(view: View, entry: Kept): boolean {
  const { sources } = whichOf(view, { list: 'search' });
  const copies = copiesOf(view.edge.inbox, entry.id, { sources });
  const before = copies.filter((copy) => copy.number < entry.number && shownOf(view, copy));
  return before.every((copy) => onceOf([copy, entry], view.followOf).length === 2);
}

function whichOf({ edge, me, comments }: View, { list, group, source, words }: Wanted): Which {
  const inGroup = ({ group: its }: Follow): boolean => group === undefined || its === group;
  const sources = edge.follows.filter((follow) => inGroup(follow) && (source ?? follow.feed) === follow.feed);
  const feeds = sources.map(({ feed }) => feed);
  const pointing = { to: namesOf(me), below: prefixesOf(me), at: [...comments] };
  return {
    sources: list === 'timeline' ? feeds : [...feeds, ...comments],
    ...(list === 'starred' && { starred: true }),
    ...(list === 'search' && { words: words ?? '' }),
    ...(list === 'mentions' && { pointing }),
  };
}

/** How many entries nobody has read yet, among the newest thousand of each list, and `MANY` at most. */
export function unreadIn(view: View): { readonly timeline: number; readonly mentions: number } {
  return { timeline: unreadOf(view, 'timeline'), mentions: unreadOf(view, 'mentions') };
}

function unreadOf(view: View, list: 'timeline' | 'mentions'): number {
  let [count, seen] = [0, 0];
  const which = whichOf(view, { list });
  for (const entry of entriesOf(view.edge.inbox, { ...which, unread: true })) {
    if (++seen > NEWEST || count === MANY) break;
    // A copy that no list shows is never marked as read.
    if (shownIn(view, list, entry) && isFirst(view, { list, which }, entry)) count++;
  }
  return count;
}

function placeFrom(after: string | undefined): Place | undefined {
  const [, at, number] = /^(\S+) (\d+)$/.exec(after ?? '') ?? [];
  return at === undefined ? undefined : { at, number: Number(number) };
}
