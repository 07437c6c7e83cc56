// All who hear of what is live and new: followers of the node, contacts and rooms, hubs.
import { announce } from '../announce/announce.ts';
import { chat } from '../announce/chat.ts';
import { openComments } from '../announce/comments.ts';
import { pingHubs } from '../announce/hubs.ts';
import { goneFrom } from '../announce/gone.ts';
import { newestOf } from '../announce/news.ts';
import { reachOut } from '../announce/replies.ts';
import { freshIn, type Announced, type Job } from '../announce/round.ts';
import { untilLive } from '../deploy/live.ts';
import { changedFeeds, isFollowed, newsFeeds } from '../feeds/listing.ts';
import type { Index, PostsOf } from '../model/card.ts';
import type { Entry } from '../model/entry.ts';
import type { Problem } from '../model/problem.ts';
import { addressOf, type Account, type Site } from '../model/site.ts';
import { siteAsPublisher } from '../nodes/publisher.ts';
import type { World } from '../world/world.ts';
import type { Line } from './line.ts';

/** A site that is on its host, or is about to be. `changed` are the paths that a deploy changed, where it knows them. */
export interface Deployed {
  readonly site: Site;
  readonly index: Index;
  readonly postsOf: PostsOf;
  readonly changed?: readonly string[];
}

/** The account that announces, and the line to it. */
export interface Caller {
  readonly account: Account;
  readonly line: Line;
}

/** What a person may say about announcing. */
export type Wishes = Pick<Job, 'mode' | 'all' | 'open'>;

export interface Patience extends Wishes {
  /** Milliseconds that an entry may take to be live. */
  readonly wait: number;
  /** Called when what is to be announced is live. */
  readonly live?: () => void;
}

/** Who looks whether entries are live. */
export interface Lookout {
  /** Waits until these are live, and gives those that are. */
  readonly confirm: (entries: readonly Entry[]) => Promise<readonly Entry[]>;
  /** The ids of those that were not live in time, and which address showed what instead. */
  readonly waiting: ReadonlySet<string>;
  readonly late: readonly Problem[];
}

/** Each entry is waited for once, however many ask whether it is live. */
export function lookout(world: World, { site, index }: Deployed, { wait, live }: Patience): Lookout {
  const [shown, waiting] = [new Set<string>(), new Set<string>()];
  const late: Problem[] = [];
  return {
    waiting,
    late,
    confirm: async (entries) => {
      const wanted = entries.filter(({ id }) => !shown.has(id) && !waiting.has(id));
      const found = await untilLive({ site, all: index.live, wanted, patience: wait }, world);
      for (const { id } of found.live) shown.add(id);
      for (const { id } of wanted) if (!shown.has(id)) waiting.add(id);
      late.push(...found.late);
      if (found.live.length > 0) live?.();
      return entries.filter(({ id }) => shown.has(id));
    },
  };
}

/** Brings the account's node to what the site says. */
export async function tellFollowers(
  world: World,
  deployed: Deployed & Caller & Pick<Lookout, 'confirm'>,
  wishes: Wishes,
): Promise<Announced> {
  const { site, index, account, line, confirm } = deployed;
  // One that became a draft again, or has a date ahead, is taken back as a deleted one is.
  const job: Job = {
    ...wishes,
    publisher: siteAsPublisher(site),
    at: account,
    live: index.live,
    newest: await newestIn(deployed),
    confirm,
    gone: (missing) => goneFrom(world.http, missing, { site, live: index.live }),
    renames: 'held',
    first: 'told',
  };
  return announce(job, { ...world, connect: () => line.talk(account) });
}

async function newestIn({ index, postsOf }: Deployed): Promise<readonly Entry[]> {
  const newest = await postsOf(newestOf(index.live));
  return newest.map(({ entry }) => entry);
}

/** What followers have, rooms and contacts may hear. */
export async function tellChats(
  world: World,
  deployed: Deployed & Caller,
  { told, waiting }: Pick<Lookout, 'waiting'> & { told: Announced },
): Promise<readonly Problem[]> {
  const { site, account, line } = deployed;
  if (!told.plan || (!site.announce.chat && site.announce.rooms.length === 0)) return [];
  const talk = await line.talk(account);
  if (!talk.ok) return talk.problems;
  const live = await heardIn(deployed, { told, waiting });
  const { problems } = await chat(talk.value, world.clock, { site, at: account, live, fresh: freshIn(told) });
  await talk.value.close();
  return problems;
}

/** The newest of what followers have: all but what was to be announced now and was not. */
async function heardIn(
  deployed: Deployed,
  { told: { plan, published }, waiting }: Pick<Lookout, 'waiting'> & { told: Announced },
): Promise<readonly Entry[]> {
  const heard = new Set(published.map(({ id }) => id));
  const unheard = new Set([...waiting, ...(plan?.publish ?? []).map(({ id }) => id).filter((id) => !heard.has(id))]);
  return (await newestIn(deployed)).filter(({ id }) => !unheard.has(id));
}

/**
 * Those who do not follow: whoever comments on a post finds a node for it, and whoever is answered finds the reply among
 * the comments. Last of all, so that nobody who follows waits for it; and what is refused is a warning.
 */
export async function tellOthers(
  world: World,
  deployed: Deployed & Caller,
  { told, waiting }: Pick<Lookout, 'waiting'> & { told: Announced },
): Promise<readonly Problem[]> {
  const { site, index, account, line } = deployed;
  if (!told.items) return [];
  const talk = await line.talk(account);
  if (!talk.ok) return talk.problems;
  const at = account;
  const closed = await openComments(talk.value, { site, at }, told);
  const newest = await heardIn(deployed, { told, waiting });
  const unreached = await reachOut(talk.value, world.http, { site, at, newest, live: index.live });
  await talk.value.close();
  return [...closed, ...unreached];
}

/** Pages that are looked at before hubs hear of a deploy: enough to know that the host shows it. */
const SAMPLE = 100;

/**
 * Pings the hubs for each feed that has changed: an entry in it was announced or taken back, or the deploy says so. What
 * is not live is not told: a hub that came too early would find nothing new, and not come again.
 */
export async function tellHubs(
  { http }: Pick<World, 'http'>,
  { site, index, postsOf, changed = [] }: Deployed,
  { told, confirm }: Pick<Lookout, 'confirm'> & { told: Announced },
): Promise<readonly Problem[]> {
  if (site.announce.hubs.length === 0) return [];
  const paths = new Set(changed.map((path) => path.replace(/index\.html$/, '')));
  const sample = index.live.filter(({ path }) => paths.has(path)).slice(0, SAMPLE);
  const wanted = (await postsOf(sample)).map(({ entry }) => entry);
  const live = await confirm(wanted);
  const feeds = [
    ...changedFeeds(site, [...told.published, ...live]),
    ...(told.retracted.length > 0 ? newsFeeds(site) : []),
    ...(live.length === wanted.length ? changed.filter(isFollowed).map((path) => addressOf(site, path)) : []),
  ];
  return pingHubs(http, site.announce.hubs, [...new Set(feeds)]);
}
