// All who hear of what is live and new: followers of the node, contacts and rooms, hubs.
import { announce } from '../announce/announce.ts';
import { chat } from '../announce/chat.ts';
import { pingHubs } from '../announce/hubs.ts';
import { freshIn, type Announced, type Job } from '../announce/round.ts';
import { untilLive } from '../deploy/live.ts';
import { changedFeeds, isFollowed, newsFeeds } from '../feeds/listing.ts';
import type { Entry } from '../model/entry.ts';
import type { Problem } from '../model/problem.ts';
import { addressOf, type Account, type Site } from '../model/site.ts';
import type { Posts } from '../posts/read.ts';
import type { World } from '../world/world.ts';
import { logIn } from './account.ts';

/** A site that is on its host, or is about to be. `changed` are the paths that a deploy changed, where it knows them. */
export interface Deployed {
  readonly site: Site;
  readonly posts: Posts;
  readonly changed?: readonly string[];
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
  /** Those that were not live in time, and which address showed what instead. */
  readonly waiting: ReadonlySet<Entry>;
  readonly late: readonly Problem[];
}

/** Each entry is waited for once, however many ask whether it is live. */
export function lookout(world: World, { site, posts }: Deployed, { wait, live }: Patience): Lookout {
  const all = posts.posts.map(({ entry }) => entry);
  const [shown, waiting] = [new Set<Entry>(), new Set<Entry>()];
  const late: Problem[] = [];
  return {
    waiting,
    late,
    confirm: async (entries) => {
      const wanted = entries.filter((entry) => !shown.has(entry) && !waiting.has(entry));
      const found = await untilLive({ site, all, wanted, patience: wait }, world);
      for (const entry of found.live) shown.add(entry);
      for (const entry of wanted) if (!shown.has(entry)) waiting.add(entry);
      late.push(...found.late);
      if (found.live.length > 0) live?.();
      return entries.filter((entry) => shown.has(entry));
    },
  };
}

/** Brings the account's node to what the site says. */
export async function tellFollowers(
  world: World,
  { site, posts, account, confirm }: Deployed & { account: Account } & Pick<Lookout, 'confirm'>,
  wishes: Wishes,
): Promise<Announced> {
  const entries = posts.posts.map(({ entry }) => entry);
  // One that became a draft again, or has a date ahead, is taken back as a deleted one is.
  return announce(
    { ...wishes, site, at: account, entries, confirm },
    { ...world, connect: () => logIn(world, account) },
  );
}

/** What followers have, rooms and contacts may hear: all but what was to be announced now and was not. */
export async function tellChats(
  world: World,
  { site, posts, account }: Deployed & { account: Account },
  { told, waiting }: Pick<Lookout, 'waiting'> & { told: Announced },
): Promise<readonly Problem[]> {
  const { plan, published } = told;
  if (!plan || (!site.announce.chat && site.announce.rooms.length === 0)) return [];
  const talk = await logIn(world, account);
  if (!talk.ok) return talk.problems;
  const unheard = new Set([...waiting, ...plan.publish.filter((entry) => !published.includes(entry))]);
  const live = posts.posts.map(({ entry }) => entry).filter((entry) => !unheard.has(entry));
  const { problems } = await chat(talk.value, world.clock, { site, at: account, live, fresh: freshIn(told) });
  await talk.value.close();
  return problems;
}

/** Pages that are looked at before hubs hear of a deploy: enough to know that the host shows it. */
const SAMPLE = 100;

/**
 * Pings the hubs for each feed that has changed: an entry in it was announced or taken back, or the deploy says so. What
 * is not live is not told: a hub that came too early would find nothing new, and not come again.
 */
export async function tellHubs(
  { http }: Pick<World, 'http'>,
  { site, posts, changed = [] }: Deployed,
  { told, confirm }: Pick<Lookout, 'confirm'> & { told: Announced },
): Promise<readonly Problem[]> {
  if (site.announce.hubs.length === 0) return [];
  const paths = new Set(changed.map((path) => path.replace(/index\.html$/, '')));
  const wanted = posts.posts.flatMap(({ path, entry }) => (paths.has(path) ? entry : [])).slice(0, SAMPLE);
  const live = await confirm(wanted);
  const feeds = [
    ...changedFeeds(site, [...told.published, ...live]),
    ...(told.retracted.length > 0 ? newsFeeds(site) : []),
    ...(live.length === wanted.length ? changed.filter(isFollowed).map((path) => addressOf(site, path)) : []),
  ];
  return pingHubs(http, site.announce.hubs, [...new Set(feeds)]);
}
