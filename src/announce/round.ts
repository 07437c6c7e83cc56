// The order of announcing over one connection: look, prepare, plan, send, look again.
import type { Entry } from '../model/entry.ts';
import { fine, type Checked, type Problem } from '../model/problem.ts';
import { canBeSilent, isSilent, onceSet, type Configuration } from '../nodes/configuration.ts';
import type { Item, OwnItem } from '../nodes/items.ts';
import type { Clock, Say, Talk } from '../world/world.ts';
import { configurationAt, itemsAt } from './look.ts';
import { newsOf, type Dated } from './news.ts';
import { planOf, type Plan, type Manners } from './plan.ts';
import { comeOnline } from './presence.ts';
import { closedProblem, prepare, settle, silence, type Place } from './prepare.ts';
import { send, type Sent, type TooLarge } from './send.ts';

export interface Job extends Place, Manners {
  /** What is published, newest first. Of this, only what `confirm` has seen live is announced. */
  readonly live: readonly Dated[];
  /** The entries of `newestOf` these. */
  readonly newest: readonly Entry[];
  /** Waits until these are live, and gives those that are. */
  readonly confirm: (entries: readonly Entry[]) => Promise<readonly Entry[]>;
  /** The ids of those items, of our own that are not among the live, that are to be taken off the node. */
  readonly gone: (missing: readonly OwnItem[]) => Promise<ReadonlySet<string>>;
  /** `dry run`: nothing is changed, and the plan says what would be. */
  readonly mode: 'real' | 'dry run';
  /** A node that someone else closed is made public. */
  readonly open: boolean;
  /** These, by the ids of their entries, are known to be larger than the server takes: they are not tried once more. */
  readonly tooLarge?: ReadonlyMap<string, Problem>;
}

/** The part of the world that announcing takes. */
export interface Means {
  readonly connect: () => Promise<Checked<Talk>>;
  readonly clock: Clock;
  readonly say: Pick<Say, 'progress'>;
}

export interface Announced {
  /** What there was to do; absent when that could not be found out. */
  readonly plan?: Plan;
  /** What was on the node before. */
  readonly items?: readonly Item[];
  /** In the order in which they went. */
  readonly published: readonly Entry[];
  /** Ids of items. */
  readonly retracted: readonly string[];
  readonly problems: readonly Problem[];
  /** What was found to be larger than the server takes. */
  readonly tooLarge?: readonly TooLarge[];
}

/** What followers have just heard for the first time: what chat may tell too. */
export function freshIn({ plan, published }: Announced): readonly Entry[] {
  return plan?.followers === 'told' ? published.filter(({ id }) => !plan.edits.has(id)) : [];
}

/** Does what there is to do. When the connection is lost on the way, what was done is told and the rest is left. */
export async function oneRound(talk: Talk, job: Job, means: Means): Promise<Announced> {
  const { publisher, at, live, mode } = job;
  const found = await configurationAt(talk, at);
  if (!found.ok) return nothing(found.problems);
  const closed = found.value && !job.open ? closedProblem(job, found.value) : undefined;
  if (closed) return nothing([closed]);
  if (!found.value && live.length === 0) return nothing([]);

  const node = mode === 'real' ? await prepare(talk, job, found.value) : fine(onceSet(publisher, at, found.value));
  if (!node.ok) return nothing(node.problems);
  const items = found.value ? await itemsAt(talk, at) : fine([]);
  if (!items.ok) return nothing(items.problems);
  const plan = await planFor(job, node.value, items.value);
  if (mode === 'dry run') return { ...nothing(plan.problems), plan };
  const wanted = plan.publish.filter(({ id }) => !job.tooLarge?.has(id));
  const publish = wanted.length > 0 ? await job.confirm(wanted) : [];
  const done = await carryOut(talk, { job, means, node: node.value, plan: { ...plan, publish } });
  return { ...done, items: items.value };
}

function nothing(problems: readonly Problem[]): Announced {
  return { published: [], retracted: [], problems };
}

async function planFor(job: Job, node: Configuration, items: readonly Item[]): Promise<Plan> {
  const news = newsOf({ ...job, items, cap: node.cap });
  const gone = await job.gone(news.missing);
  return planOf(news, { ...job, gone, canBeSilent: canBeSilent(node), isSilent: isSilent(node) });
}

interface Work {
  readonly job: Job;
  readonly means: Means;
  readonly node: Configuration;
  readonly plan: Plan;
}

async function carryOut(talk: Talk, { job, means, node, plan }: Work): Promise<Announced> {
  const wasSilent = isSilent(node);
  const isMuch = plan.publish.length + plan.retract.length > 0;
  if (plan.followers === 'held' || (!isMuch && !wasSilent)) return { ...nothing(plan.problems), plan };

  const loud = plan.followers === 'not told' && !wasSilent ? await silence(talk, job, node) : undefined;
  if (loud && !job.all) return { ...nothing([...plan.problems, loud]), plan };
  const followers = loud ? 'told' : plan.followers;
  if (isMuch && followers === 'told' && job.at.service === undefined) await comeOnline(talk, means.clock);

  const sent = await send(talk, { ...job, plan: { ...plan, followers }, node, say: means.say });
  const last = sent.isLost ? [] : await finish(talk, { job, node, sent, wasSilenced: followers === 'not told' });
  return { ...sent, plan: { ...plan, followers }, problems: [...plan.problems, ...sent.problems, ...last] };
}

interface Done {
  readonly job: Job;
  readonly node: Configuration;
  readonly sent: Sent;
  readonly wasSilenced: boolean;
}

/** Followers are told again of what comes, and the node is held against what the server has confirmed. */
async function finish(talk: Talk, { job, node, sent, wasSilenced }: Done): Promise<readonly Problem[]> {
  const silent = wasSilenced ? await settle(talk, job, node) : undefined;
  if (silent) return [silent];
  if (sent.published.length === 0) return [];
  const items = await itemsAt(talk, job.at);
  if (!items.ok) return items.problems;
  const confirmed = new Set(sent.published);
  const lacking = newsOf({ ...job, items: items.value, cap: node.cap }).publish.filter((entry) => confirmed.has(entry));
  return lacking.map(({ url }) => ({
    where: url,
    what: 'The server confirmed it, but the node does not hold it as it was sent.',
    next: 'Look at the node with: skein check',
  }));
}
