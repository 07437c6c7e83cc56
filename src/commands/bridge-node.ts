// From a feed to a node: the feed is fetched as the inbox does, and the node converges with it as it does with a site.
import { announce } from '../announce/announce.ts';
import { configurationAt, itemsAt } from '../announce/look.ts';
import { newestOf } from '../announce/news.ts';
import type { Announced } from '../announce/round.ts';
import { carriedFrom } from '../bridge/carried.ts';
import { takenBack } from '../bridge/gone.ts';
import { feedAsPublisher } from '../bridge/publisher.ts';
import { fetchSource } from '../inbox/fetch.ts';
import { afterTrouble, isDue, unasked, type Polled } from '../inbox/source.ts';
import { remember, sourcesOf } from '../inbox/sources.ts';
import { fine, told, type Checked, type Outcome, type Problem } from '../model/problem.ts';
import type { Feed } from '../model/received.ts';
import type { Account } from '../model/site.ts';
import type { Item } from '../nodes/items.ts';
import type { World } from '../world/world.ts';
import { feedAt } from './bridge-feed.ts';
import type { Bridge, ToNode } from './bridge-pair.ts';
import { summed } from './bridge-said.ts';
import { onLine, type Line } from './line.ts';

type Job = Bridge & ToNode;

/** Milliseconds between two looks whether it is time to ask. */
const TICK = 2_000;

export async function toNode(world: World, job: Job): Promise<Outcome> {
  const feed = await feedAt(world, job);
  if (!feed.ok) return { exit: 3, problems: feed.problems, said: '' };
  if (job.given.text('once')) return once(world, job, feed.value);
  let before = '';
  for (; !world.stop.aborted; await world.clock.wait(TICK, world.stop)) {
    const polled = stateOf(world, job, feed.value);
    if (polled.ended) return { exit: 3, problems: [gone(polled)], said: '' };
    if (!isDue(polled, world.clock.now())) continue;
    const { said, problems } = await round(world, job, polled);
    // What was broken off is no trouble.
    if (world.stop.aborted && said === '') break;
    if (said !== '') world.say.line(said);
    // The same trouble is told once, not with each round.
    if (told(problems) !== before) world.say.problems(problems);
    before = told(problems);
  }
  return { exit: 0, problems: [], said: '' };
}

async function once(world: World, job: Job, feed: string): Promise<Outcome> {
  const polled = stateOf(world, job, feed);
  // Who wants to be left alone is, however often a timer starts this.
  if (polled.ended) return { exit: 3, problems: [gone(polled)], said: '' };
  if (polled.failures > 0 && !isDue(polled, world.clock.now()))
    return { exit: 3, problems: [waiting(polled)], said: '' };
  const { said, problems } = await round(world, job, polled);
  return { exit: problems.length > 0 ? 3 : 0, problems, said: said || 'nothing new' };
}

function stateOf(world: World, { inbox, at }: Job, feed: string): Polled {
  const now = world.clock.now();
  // What one node has of a feed says nothing of another.
  const name = nameOf(feed, at);
  const state = sourcesOf(inbox, [{ feed: name }], now)[0] ?? unasked(name, now);
  return state.address === name ? { ...state, address: feed } : state;
}

function nameOf(feed: string, { jid, service = jid, node }: Account): string {
  return `${feed} ${service} ${node}`;
}

interface Round {
  readonly said: string;
  readonly problems: readonly Problem[];
}

/** First the node, then the memory: killed between the two, the same is fetched again, and found to be there. */
async function round(world: World, job: Job, polled: Polled): Promise<Round> {
  const asking = { ...world, strangers: world.strangers([]) };
  const { state, feed, problems } = await fetchSource(polled, asking);
  if (!feed) {
    remember(job.inbox, state);
    return { said: '', problems };
  }
  const lock = `bridge${world.sha1(nameOf('', job.at))}`;
  const announced = await job.state.alone(lock, () => carry(world, job, { feed, address: feedOf(polled) }));
  const now = { now: world.clock.now(), random: world.random() };
  if (announced.problems.length === 0) remember(job.inbox, state);
  else remember(job.inbox, unsettled(state, announced, now));
  const isBridged = feed.entries.length > 0 && feed.entries.every(({ bridged }) => bridged);
  const said = isBridged ? `${feedOf(polled)}: it came out of a bridge, so nothing is taken` : '';
  return { said: said || summed(announced, job.at), problems: announced.problems };
}

function feedOf({ source }: Polled): string {
  return source.split(' ')[0] ?? source;
}

/** What is not on the node has to come again, though the feed is the same; soon, where nothing could be done at all. */
function unsettled(state: Polled, { plan, problems }: Announced, moment: { now: Date; random: number }): Polled {
  const { etag: _, modified: __, ...rest } = state;
  // It is no trouble of the feed's: whoever has set the password need not wait.
  return plan ? rest : { ...rest, next: afterTrouble(rest, { problems }, moment).next };
}

interface Brought {
  readonly feed: Feed;
  readonly address: string;
}

async function carry(world: World, job: Job, { feed, address }: Brought): Promise<Announced> {
  return onLine(world, async (line) => {
    const items = await itemsOn(line, job.at);
    if (!items.ok) return { published: [], retracted: [], problems: items.problems };
    const { at, given } = job;
    const carrier = { feed: address, keyOf: world.hash };
    const live = carriedFrom(feed, { ...carrier, at, items: items.value, now: world.clock.now() });
    const deletes = given.text('mirrorDeletes') ? 'mirrored' : 'said';
    return announce(
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
      },
      { ...world, connect: () => line.talk(at) },
    );
  });
}

async function itemsOn(line: Line, at: Account): Promise<Checked<readonly Item[]>> {
  const talk = await line.talk(at);
  if (!talk.ok) return talk;
  const node = await configurationAt(talk.value, at);
  const items = !node.ok ? node : node.value ? await itemsAt(talk.value, at) : fine([]);
  await talk.value.close();
  return items;
}

function gone({ address, trouble = 'It is gone for good.' }: Polled): Problem {
  return {
    where: address,
    what: trouble,
    next: 'What is on the node stays. Nothing is asked any more: end this bridge.',
  };
}

function waiting({ address, trouble = 'It has failed.', next }: Polled): Problem {
  return { where: address, what: trouble, next: `It is asked again after ${next}.` };
}
