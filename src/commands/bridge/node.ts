// From a feed to a node: the feed is fetched as the inbox does, and the node converges with it as it does with a site.
import { announce } from '../../announce/announce.ts';
import { configurationAt, itemsAt } from '../../announce/look.ts';
import { newestOf } from '../../announce/news.ts';
import type { Announced } from '../../announce/round.ts';
import { carriedFrom } from '../../bridge/carried.ts';
import { takenBack } from '../../bridge/gone.ts';
import { largeAfter, stillLarge, type Held, type Large } from '../../bridge/large.ts';
import { feedAsPublisher } from '../../bridge/publisher.ts';
import type { Came } from '../../bridge/standing.ts';
import { fetchSmall, fetchSource, type Fetched } from '../../inbox/fetch.ts';
import { afterTrouble, isDue, isLeftAlone, unasked, type Polled } from '../../inbox/source.ts';
import { remember, sourcesOf } from '../../inbox/sources.ts';
import type { Turns } from '../../inbox/turns.ts';
import { fine, type Checked, type Problem } from '../../model/problem.ts';
import type { Feed } from '../../model/received.ts';
import type { Account } from '../../model/site.ts';
import type { Item } from '../../nodes/items.ts';
import type { Met, Strangers, World } from '../../world/world.ts';
import { feedAt, knownFeed } from './feed.ts';
import type { Bridge, ToNode } from './pair.ts';
import { countsOf, summed } from './said.ts';

export type NodeJob = Bridge & ToNode;

/** What came of a round. */
export interface Round {
  /** How it stands with the feed then. */
  readonly polled: Polled;
  /** In one line; empty where nothing was done. */
  readonly said: string;
  readonly problems: readonly Problem[];
  readonly counts?: Came['counts'];
  /** What the server finds too large; absent where nobody asked it. */
  readonly held?: Held;
}

/** How it stands with the feed of a bridge; of one that was never looked for, as if nobody had asked it. */
export function standsWith(world: Pick<World, 'clock'>, { inbox, at, from }: NodeJob): Polled {
  const now = world.clock.now();
  const feed = knownFeed(inbox, from) ?? from;
  // What one node has of a feed says nothing of another.
  const name = `${feed} ${nodeNameOf(at)}`;
  const state = sourcesOf(inbox, [{ feed: name }], now)[0] ?? unasked(name, now);
  return state.address === name ? { ...state, address: feed } : state;
}

/** By this a node is known among all. */
export function nodeNameOf({ jid, service = jid, node }: Account): string {
  return `${service} ${node}`;
}

/** Bytes of a feed that is read beside others. A few that are larger would fill the memory together. */
const SMALL = 1_000_000;

export type Asking = Pick<World, 'reads' | 'clock' | 'random' | 'stop'> & { readonly strangers: Strangers };

/** How a feed is asked: those that are large by their turns. */
interface Manner {
  readonly alone: Turns;
  readonly held: Held;
}

/** Asks the feed, which is looked for where it is not known. */
export async function askFeed(world: Asking, job: NodeJob, { alone, held }: Manner): Promise<Fetched> {
  const feed = await feedAt(world, job);
  const { large: _, ...names } = held;
  const polled = { ...standsWith(world, job), ...names };
  const moment = { now: world.clock.now(), random: world.random() };
  if (!feed.ok) return { state: afterTrouble(polled, feed, moment), problems: feed.problems };
  const fetched = await fetchSmall(polled, world, SMALL);
  return fetched === 'large' ? alone(() => fetchSource(polled, world)) : fetched;
}

/** What was fetched, and what the node's server is known to find too large of it. */
export type FetchedWith = Fetched & Pick<Held, 'large'>;

type Bringing = Pick<World, 'clock' | 'random' | 'hash' | 'sha1' | 'stop'> & { readonly connect: () => Promise<Met> };

/** First the node, then the memory: killed between the two, the same is fetched again, and found to be there. */
export async function bringFeed(world: Bringing, job: NodeJob, fetched: FetchedWith): Promise<Round> {
  const { state, feed, large } = fetched;
  if (!feed) {
    const polled = large.length === 0 ? state : unnamed(state);
    remember(job.inbox, polled);
    const problems = [...fetched.problems, ...large.map(({ problem }) => problem)];
    return { polled, said: '', problems: state.ended ? [goneProblem(state)] : problems };
  }
  const address = feedOf(state);
  const lock = `bridge${world.sha1(nodeNameOf(job.at))}`;
  const announced = await job.state.alone(lock, () => carry(world, job, { feed, address, large }));
  const now = { now: world.clock.now(), random: world.random() };
  const { problems } = announced;
  // What was broken off is no trouble: the next program asks at once.
  if (world.stop.aborted && problems.length > 0)
    return { polled: state, said: summed(announced, job.at), problems: [] };
  const polled = problems.length === 0 ? state : unsettled(state, announced, now);
  remember(job.inbox, polled);
  const isBridged = feed.entries.length > 0 && feed.entries.every(({ bridged }) => bridged);
  const said = isBridged ? `${address}: it came out of a bridge, so nothing is taken` : summed(announced, job.at);
  return { polled, said, problems, counts: countsOf(announced), held: heldAfter(announced, state) };
}

/** Where only what is too large is not on the node, nothing is to be done while the feed is the same. */
function heldAfter({ large, problems }: Carried, { etag, modified }: Polled): Held {
  if (problems.length > large.length) return { large };
  return { large, ...(etag !== undefined && { etag }), ...(modified !== undefined && { modified }) };
}

function feedOf({ source }: Polled): string {
  return source.split(' ')[0] ?? source;
}

/** What is not on the node has to come again, though the feed is the same; soon, where nothing could be done at all. */
function unsettled(state: Polled, { plan, problems }: Announced, moment: { now: Date; random: number }): Polled {
  const rest = unnamed(state);
  // It is no trouble of the feed's: whoever has set the password need not wait.
  return plan ? rest : { ...rest, next: afterTrouble(rest, { problems }, moment).next };
}

/** Without what the feed called itself: it has to come again, though it is the same. */
function unnamed(state: Polled): Polled {
  const { etag: _, modified: __, ...rest } = state;
  return rest;
}

interface Brought {
  readonly feed: Feed;
  readonly address: string;
  readonly large: readonly Large[];
}

interface Carried extends Announced {
  readonly large: readonly Large[];
}

async function carry(world: Bringing, job: NodeJob, { feed, address, large }: Brought): Promise<Carried> {
  const { at, given } = job;
  const items = await itemsOn(world, at);
  if (!items.ok) return { published: [], retracted: [], problems: items.problems, large };
  const carrier = { feed: address, keyOf: world.hash };
  const live = carriedFrom(feed, { ...carrier, at, items: items.value, now: world.clock.now() });
  const deletes = given.text('mirrorDeletes') ? 'mirrored' : 'said';
  const known = stillLarge(large, live, world.hash);
  const announced = await announce(
    {
      publisher: feedAsPublisher(carrier, feed),
      at,
      live,
      newest: newestOf(live),
      confirm: (entries) => Promise.resolve(entries),
      gone: (missing) => Promise.resolve(takenBack(missing, feed, deletes)),
      mode: 'real',
      all: given.text('all') !== undefined,
      open: given.text('open') !== undefined,
      renames: 'done',
      first: 'not told',
      tooLarge: new Map(known.map(({ id, problem }) => [id, problem])),
    },
    // One of many has no line of the terminal to itself.
    { clock: world.clock, connect: world.connect, say: { progress: () => {} } },
  );
  return { ...announced, ...largeAfter(known, announced, world.hash) };
}

async function itemsOn({ connect }: Bringing, at: Account): Promise<Checked<readonly Item[]>> {
  const talk = await connect();
  if (!talk.ok) return talk;
  const node = await configurationAt(talk.value, at);
  const items = !node.ok ? node : node.value ? await itemsAt(talk.value, at) : fine([]);
  await talk.value.close();
  return items;
}

/** Why a feed is not asked now, though somebody asks for it: it is gone, has failed, or wants to be left alone. */
export function whyNot(polled: Polled, now: Date): Problem | undefined {
  const { address: where, failures, next, waits } = polled;
  if (polled.ended) return goneProblem(polled);
  if (failures === 0 ? !isLeftAlone(polled, now) : isDue(polled, now)) return undefined;
  const what = polled.trouble ?? 'Another feed of this host was told to wait.';
  return { where, what, next: `It is asked again after ${failures === 0 ? waits : next}.` };
}

function goneProblem({ address: where, trouble: what = 'It is gone for good.' }: Polled): Problem {
  return {
    where,
    what,
    next: 'What is on the node stays, and it is asked no more. Take the bridge out of bridges.yaml, or end the command.',
  };
}
