// A reading in memory, for tests of the reader: it really lists, marks, follows, blocks and writes.
import type { Entry, SafeHtml } from '../../src/model/entry.ts';
import type { Followed, Found } from '../../src/model/people.ts';
import { fine, wrong, type Problem } from '../../src/model/problem.ts';
import type { Kept } from '../../src/model/received.ts';
import type { Site } from '../../src/model/site.ts';
import type { BlockLine, Blocking, Draft, Reading, Listing, Shown, Turn, Wanted } from '../../src/reader/reading.ts';

/** What an reading begins with; entries in any order. */
export interface Given {
  readonly site: Site;
  readonly shown?: readonly Shown[];
  readonly mine?: readonly Entry[];
  readonly following?: readonly Followed[];
  readonly found?: Readonly<Record<string, readonly Found[]>>;
  readonly blocks?: readonly Blocking[];
  readonly deploy?: Reading['deploy'];
}

/** The reading, what was written on it, and how a test lets something come in. */
export interface FakeReading extends Reading {
  readonly written: Draft[];
  readonly hear: (...news: readonly Shown[]) => void;
  /** How many listen. */
  readonly listeners: () => number;
}

const PAGE = 50;

export function fakeReading(given: Given): FakeReading {
  let all: Shown[] = [...(given.shown ?? [])];
  let following = [...(given.following ?? [])];
  let blocked = [...(given.blocks ?? [])];
  const written: Draft[] = [];
  const ears = new Set<(news: readonly Shown[]) => void>();

  const visible = (): Shown[] =>
    all
      .filter((each) => !blocked.some((blocking) => hides(blocking, each)))
      .sort((a, b) => (a.entry.at < b.entry.at ? 1 : a.entry.at > b.entry.at ? -1 : b.entry.number - a.entry.number));
  const entry = (number: number): Shown | undefined => visible().find((each) => each.entry.number === number);

  return {
    site: given.site,
    problems: [],
    written,
    listeners: () => ears.size,
    hear(...news) {
      all = [...all, ...news];
      const heard = news.filter(({ entry: { number } }) => entry(number));
      for (const ear of ears) ear(heard);
    },
    list: (wanted) =>
      pageOf(
        visible().filter((each) => isWanted(each, wanted)),
        wanted.after,
      ),
    entry,
    async conversation(number) {
      const opened = entry(number);
      return opened && { turns: turnsOf(opened.entry, visible(), given.mine ?? []) };
    },
    unread() {
      const unread = visible().filter(({ entry }) => !entry.read);
      return { timeline: unread.length, mentions: unread.filter(({ concerns }) => concerns.length > 0).length };
    },
    mark(numbers, as) {
      const marks = {
        read: { read: true },
        unread: { read: false },
        starred: { starred: true },
        plain: { starred: false },
      };
      all = all.map((each) =>
        numbers.includes(each.entry.number) ? { ...each, entry: { ...each.entry, ...marks[as] } } : each,
      );
    },
    following: () => following,
    find: async (address) => {
      const found = given.found?.[address];
      return found ? fine(found) : wrong(problem(address, 'Nothing answers at this address.'));
    },
    async follow({ title, feed, page, node }, group) {
      if (following.some((each) => each.feed === feed)) return [problem(feed, 'You follow it already.')];
      const optional = { ...(page && { page }), ...(node && { node }), ...(group && { group }) };
      following = [...following, { name: title, feed, way: node ? 'push' : 'poll', ...optional }];
      return [];
    },
    async unfollow(feed) {
      if (!following.some((each) => each.feed === feed)) return [problem(feed, 'You do not follow it.')];
      following = following.filter((each) => each.feed !== feed);
      return [];
    },
    blocks: () => blocked.map(lineOf),
    async block(blocking) {
      if (!/^(?:[#@].|".+"|\S+[.:]\S+)/.test(blocking.what))
        return [problem(blocking.what, 'This is nothing to block.')];
      blocked = [...blocked, blocking];
      return [];
    },
    async unblock(number, text) {
      const line = blocked.map(lineOf).find((line) => line.number === number);
      if (line?.text !== text) return [problem('blocks.txt', 'This line says something else now.')];
      blocked = blocked.filter((_, index) => index + 1 !== number);
      return [];
    },
    preview: async ({ text }) => fine(`<p>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</p>` as SafeHtml),
    async write(draft) {
      if (draft.text.includes('{{refuse}}')) return wrong(problem('posts/', 'The disk is full.'));
      written.push(draft);
      return fine(`posts/2026/2026-11-25-${written.length}.md`);
    },
    ...(given.deploy && { deploy: given.deploy }),
    heard(hear) {
      ears.add(hear);
      return () => ears.delete(hear);
    },
  };
}

function problem(where: string, what: string): Problem {
  return { where, what, next: 'Look again.' };
}

function isWanted({ entry, follow, concerns }: Shown, { list, group, source, words }: Wanted): boolean {
  if (list === 'mentions') return concerns.length > 0;
  if (list === 'starred') return entry.starred;
  if (list === 'search')
    return `${entry.title ?? ''} ${entry.text}`.toLowerCase().includes((words ?? '').toLowerCase());
  return (group === undefined || follow.group === group) && (source === undefined || follow.feed === source);
}

function pageOf(shown: readonly Shown[], after = '0'): Listing {
  const end = Number(after) + PAGE;
  return { shown: shown.slice(Number(after), end), ...(end < shown.length && { next: String(end) }) };
}

/** The entries that answer each other around one, oldest first. */
function turnsOf(opened: Kept, shown: readonly Shown[], mine: readonly Entry[]): readonly Turn[] {
  const theirs = shown.map((each) => ({ entry: each.entry as Omit<Entry, 'key'>, turn: { shown: each } }));
  const all = [...theirs, ...mine.map((entry) => ({ entry: entry as Omit<Entry, 'key'>, turn: { mine: entry } }))];
  const above = (entry: Omit<Entry, 'key'>, below: readonly string[] = []): Omit<Entry, 'key'>[] => {
    const parent = all.find((each) => each.entry.url === entry.replyTo?.url)?.entry;
    return parent && !below.includes(parent.url) ? [...above(parent, [...below, parent.url]), parent] : [];
  };
  const rootOf = (entry: Omit<Entry, 'key'>): string => (above(entry)[0] ?? entry).url;
  return all
    .filter(({ entry }) => rootOf(entry) === rootOf(opened))
    .sort((a, b) => (a.entry.published < b.entry.published ? -1 : 1))
    .map(({ entry, turn }) => ({ ...turn, depth: above(entry).length }));
}

function hides({ what }: Blocking, { entry, follow }: Shown): boolean {
  if (what.startsWith('#')) return entry.tags.includes(what.slice(1));
  if (what.startsWith('"')) return entry.text.includes(what.slice(1, -1));
  return [entry.author.uri, follow.feed].includes(what) || new URL(entry.url).hostname === what;
}

function lineOf({ what, how, until }: Blocking, index: number): BlockLine {
  return {
    number: index + 1,
    text: [what, how === 'mute' && 'mute', until].filter(Boolean).join(' '),
    says: `hides ${what}${until ? ` until ${until}` : ''}`,
    over: until !== undefined && until < '2026-01-01',
  };
}
