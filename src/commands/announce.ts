// The node, contacts, rooms and hubs hear of what is live and new.
import { announce } from '../announce/announce.ts';
import { chat } from '../announce/chat.ts';
import { pingHubs } from '../announce/hubs.ts';
import type { Announced, Job } from '../announce/round.ts';
import type { Plan } from '../announce/plan.ts';
import { untilLive } from '../deploy/live.ts';
import { changedFeeds } from '../feeds/listing.ts';
import type { Entry } from '../model/entry.ts';
import { counted, type Outcome, type Problem } from '../model/problem.ts';
import type { Account, Site } from '../model/site.ts';
import { readPosts, type Posts } from '../posts/read.ts';
import type { World } from '../world/world.ts';
import { logIn } from './account.ts';
import type { Given } from './command.ts';
import { openSite } from './open.ts';

/** Announces what the host shows; builds nothing. */
export async function run(world: World, given: Given): Promise<Outcome> {
  const wait = waitFrom(given.text('wait'));
  if (typeof wait !== 'number') return { exit: 2, problems: [wait], said: '' };
  const opened = await openSite(world);
  if (!opened.ok) return { exit: 1, problems: opened.problems, said: '' };
  const { site, follows } = opened.value;
  const posts = await readPosts(world.files, { site, follows, now: world.clock.now() });
  if (posts.problems.length > 0) return { exit: 1, problems: posts.problems, said: 'Nothing was announced.' };
  if (!site.xmpp) return { exit: 1, problems: [noAccount()], said: '' };
  return announceSite(world, { site, posts }, { ...wishesOf(given), wait });
}

/** A site that is on its host, or is about to be. `changed` are the paths that a deploy changed, where it knows them. */
export interface Deployed {
  readonly site: Site;
  readonly posts: Posts;
  readonly changed?: readonly string[];
}

/** What a person may say about announcing. */
type Wishes = Pick<Job, 'mode' | 'all' | 'open'>;

export interface Patience extends Wishes {
  /** Milliseconds that an entry may take to be live. */
  readonly wait: number;
  /** Called when what is to be announced is live. */
  readonly live?: () => void;
}

/** Waits until what is new is live, and tells all who are to hear of it. */
export async function announceSite(world: World, deployed: Deployed, wishes: Patience): Promise<Outcome> {
  const { site, posts } = deployed;
  const all = posts.posts.map(({ entry }) => entry);
  const late: Problem[] = [];
  const waiting = new Set<Entry>();
  const confirm = async (entries: readonly Entry[]): Promise<readonly Entry[]> => {
    const shown = await untilLive({ site, all, wanted: entries, patience: wishes.wait }, world);
    late.push(...shown.late);
    for (const entry of entries) if (!shown.live.includes(entry)) waiting.add(entry);
    if (shown.live.length > 0) wishes.live?.();
    return shown.live;
  };
  const told = site.xmpp ? await tellFollowers(world, { ...deployed, account: site.xmpp, confirm }, wishes) : NOBODY;
  if (wishes.mode === 'dry run')
    return { exit: told.problems.length > 0 ? 3 : 0, problems: told.problems, said: planned(told.plan) };
  const said = site.xmpp ? await tellChats(world, { ...deployed, account: site.xmpp, told, waiting }) : [];
  const hubs = await tellHubs(world, deployed, { told, confirm });
  const problems = [...told.problems, ...said, ...late];
  // A hub that is down is a warning: who subscribes through it still polls.
  return { exit: problems.length > 0 ? 3 : 0, problems: [...problems, ...hubs], said: summed(told) };
}

/** What `deploy` and `announce` were told about announcing. */
export function wishesOf(given: Given): Wishes {
  const asked = (option: string): boolean => given.text(option) !== undefined;
  return { mode: asked('dryRun') ? 'dry run' : 'real', all: asked('all'), open: asked('open') };
}

const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000 };

/** `30s`, `5m`, `1h` as milliseconds; five minutes where nothing is said. */
export function waitFrom(text: string | undefined): number | Problem {
  const [, number, unit] = /^(\d+)([smh])$/.exec(text ?? '5m') ?? [];
  const milliseconds = Number(number) * (UNITS[unit ?? ''] ?? Number.NaN);
  if (milliseconds >= 0) return milliseconds;
  return { where: '--wait', what: `"${text}" is no time.`, next: 'Write 30s, 5m or 1h.' };
}

const NOBODY: Announced = { published: [], retracted: [], problems: [] };

type Confirm = (entries: readonly Entry[]) => Promise<readonly Entry[]>;

async function tellFollowers(
  world: World,
  { site, posts, account, confirm }: Deployed & { account: Account; confirm: Confirm },
  wishes: Wishes,
): Promise<Announced> {
  const local = new Set([...posts.posts, ...posts.drafts, ...posts.waiting].map(({ entry }) => entry.id));
  const entries = posts.posts.map(({ entry }) => entry);
  return announce(
    { ...wishes, site, at: account, live: entries, local, confirm },
    { ...world, connect: () => logIn(world, account) },
  );
}

// What followers have, rooms and contacts may hear: all but what was to be announced now and was not.
async function tellChats(
  world: World,
  {
    site,
    posts,
    account,
    told,
    waiting,
  }: Deployed & { account: Account; told: Announced; waiting: ReadonlySet<Entry> },
): Promise<readonly Problem[]> {
  const { plan, published } = told;
  if (!plan || (!site.announce.chat && site.announce.rooms.length === 0)) return [];
  const talk = await logIn(world, account);
  if (!talk.ok) return talk.problems;
  const unheard = new Set([...waiting, ...plan.publish.filter((entry) => !published.includes(entry))]);
  const live = posts.posts.map(({ entry }) => entry).filter((entry) => !unheard.has(entry));
  const fresh = published.filter(({ id }) => !plan.edits.has(id));
  const { problems } = await chat(talk.value, world.clock, { site, at: account, live, fresh });
  await talk.value.close();
  return problems;
}

// A feed has changed when an entry in it was announced, or when the deploy says so. Only what is live is told.
async function tellHubs(
  { http }: World,
  { site, posts, changed = [] }: Deployed,
  { told, confirm }: { told: Announced; confirm: Confirm },
): Promise<readonly Problem[]> {
  if (site.announce.hubs.length === 0) return [];
  const pages = new Set(changed.map((path) => path.replace(/index\.html$/, '')));
  const touched = posts.posts.filter(({ path }) => pages.has(path)).map(({ entry }) => entry);
  const live = [...told.published, ...(await confirm(touched.slice(0, 100)))];
  return pingHubs(http, site.announce.hubs, changedFeeds(site, live));
}

function planned(plan: Plan | undefined): string {
  if (!plan) return '';
  const lines = [
    ...plan.publish.map(({ id, url }) => `${plan.edits.has(id) ? 'edit   ' : 'publish'}  ${url}`),
    ...plan.retract.map((id) => `retract  ${id}`),
  ];
  if (lines.length === 0) return 'The node says what the site says: nothing to announce.';
  return [...lines, `${counted(lines.length, 'change')}; followers are ${plan.followers}.`].join('\n');
}

function summed({ published, retracted }: Announced): string {
  const parts = [
    ...(published.length > 0 ? [`announced ${counted(published.length, 'post')}`] : []),
    ...(retracted.length > 0 ? [`took back ${counted(retracted.length, 'post')}`] : []),
  ];
  return parts.length === 0 ? 'nothing new to announce' : parts.join(', ');
}

function noAccount(): Problem {
  return {
    where: 'skein.config.js: xmpp',
    what: 'There is no account that announces.',
    next: 'Write xmpp: { jid: "you@xmpp.example" }, with an account on any XMPP server.',
  };
}
