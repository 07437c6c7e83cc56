// What is heard goes into the inbox: feeds that are asked, nodes that tell. First it is kept, then or with it it is
// remembered how far one has come: whatever breaks between, the same is heard again and changes nothing.
import type { Heard, Hearing } from '../../inbox/heard.ts';
import { itemsOf } from '../../inbox/find.ts';
import type { Inbox } from '../../inbox/inbox.ts';
import { keepFeed, keepOpen, keepSome, takeBack } from '../../inbox/keep.ts';
import type { Fetched } from '../../inbox/fetch.ts';
import { fetchAll } from '../../inbox/rounds.ts';
import { timeOf } from '../../inbox/schedule.ts';
import { noteStood, stoodAt } from '../../inbox/stood.ts';
import type { Polled } from '../../inbox/source.ts';
import { remember, rememberAsked, sourcesOf } from '../../inbox/sources.ts';
import { together } from '../../inbox/together.ts';
import type { Problem } from '../../model/problem.ts';
import type { Kept } from '../../model/received.ts';
import { isMine, meOf } from '../../timeline/me.ts';
import type { World } from '../../world/world.ts';
import type { Edge } from './edge.ts';
import { isNode } from './followed.ts';

/** What has come from one source. */
export interface Came {
  readonly source: string;
  readonly news: readonly Kept[];
  readonly problems: readonly Problem[];
}

type Heeding = Pick<Edge, 'inbox' | 'follows' | 'site'>;

type Outside = Pick<World, 'strangers' | 'reads' | 'clock' | 'random'>;

/** Entries that are kept in one transaction: more, and the pages of the reader would wait for it. */
const HANDFUL = 200;

/** Milliseconds that one feed waits for others to be kept with. */
const PATIENCE = 50;

/** Asks these sources, and keeps what they say as it comes. */
export async function* askAll(
  world: Outside,
  { site, inbox }: Pick<Edge, 'site' | 'inbox'>,
  { sources, stop }: { sources: readonly Polled[]; stop: AbortSignal },
): AsyncGenerator<Came> {
  const strangers = world.strangers(site.reader.allowHosts);
  const end = new AbortController();
  const asking = { ...world, strangers, stop: AbortSignal.any([stop, end.signal]) };
  const handfuls = together(fetchAll(sources, asking), {
    full: HANDFUL,
    weight: ({ feed }) => feed?.entries.length ?? 0,
    patience: async () => world.clock.wait(PATIENCE, asking.stop),
  });
  try {
    for await (const some of handfuls)
      yield* inbox.whole(() => some.map((each) => keepAsked(inbox, each, world.clock.now())));
  } finally {
    // What is still on its way is wanted by nobody.
    end.abort();
  }
}

function keepAsked(inbox: Inbox, { state, feed, problems }: Fetched, now: Date): Came {
  const change = feed && keepFeed(inbox, state.source, feed, timeOf(now));
  rememberAsked(inbox, state);
  return { source: state.source, news: change?.news ?? [], problems };
}

/**
 * The nodes that tell of those one follows, and whom: the follow's own, or where it has moved to, or the one that its
 * feed names. Anyone can move to a node of another, or name it: it is first of whoever is followed there, and never of
 * somebody else where it is mine.
 */
export function nodesOf({ inbox, follows, site }: Heeding, now: Date): ReadonlyMap<string, string> {
  const polled = sourcesOf(inbox, follows, now);
  const own = polled.filter(({ source, ended }) => isNode(source) && !ended);
  const me = meOf(site);
  const pairs = [
    ...own.filter(({ source, address }) => source === address).map(({ source }) => [source, source] as const),
    ...own.map(({ source, address }) => [address, source] as const),
    ...polled.flatMap(({ source, node }) => (node === undefined || isMine(me, node) ? [] : [[node, source] as const])),
  ];
  const nodes = new Map<string, string>();
  for (const [node, source] of pairs) if (!nodes.has(node)) nodes.set(node, source);
  return nodes;
}

/** What is kept of a node and what stood there, for whoever looks what it has beside that. */
export function beforeOf(
  { inbox }: Pick<Edge, 'inbox'>,
  nodes: ReadonlyMap<string, string>,
): Pick<Hearing, 'known' | 'stood'> {
  const sourceOf = (node: string): string => nodes.get(node) ?? node;
  return { known: (node) => itemsOf(inbox, sourceOf(node)), stood: (node) => stoodAt(inbox, sourceOf(node)) };
}

/** Keeps what a node has told. */
export function keepHeard(
  { inbox, follows }: Pick<Edge, 'inbox' | 'follows'>,
  source: string,
  { heard, now }: { heard: Heard; now: Date },
): Came {
  const isFollowed = follows.some(({ feed }) => feed === source);
  const keep = isFollowed ? keepSome : keepOpen;
  const news = inbox.whole(() => {
    // First what is there: an entry whose item has got another id keeps its marks.
    const change = keep(inbox, source, { entries: heard.entries, deleted: [] }, timeOf(now));
    if (heard.deleted.length > 0) takeBack(inbox, source, { items: heard.deleted, now: timeOf(now) });
    noteStood(inbox, source, heard);
    return change.news;
  });
  // Of a node with comments, which may not be there before there is one, nothing is remembered or told.
  if (!isFollowed) return { source, news, problems: [] };
  for (const state of sourcesOf(inbox, [{ feed: source }], now)) remember(inbox, afterHeard(state, heard, now));
  const problems = [heard.trouble, heard.ended].flatMap((problem) => problem ?? []);
  return { source, news, problems };
}

/**
 * How it goes with the source after that. Where a feed carries the same, a node that is silent or gone is no trouble:
 * the feed is asked instead.
 */
function afterHeard(state: Polled, { trouble, ended, moved }: Heard, now: Date): Polled {
  const wrong = trouble ?? ended;
  if (!isNode(state.source)) {
    const { node, ...rest } = state;
    return { ...rest, pushed: wrong === undefined, ...(node !== undefined && ended === undefined && { node }) };
  }
  const { trouble: _, ...rest } = state;
  if (moved !== undefined) return { ...rest, address: moved };
  if (!wrong) return { ...rest, pushed: true, ended: false, failures: 0, heard: timeOf(now) };
  return { ...rest, pushed: false, ended: ended !== undefined, trouble: wrong.what };
}
