// Hearing for as long as it is wanted: feeds are asked when it is their time, nodes tell by themselves.
import { listen, type Listener } from '../../inbox/listen.ts';
import { fewOfEach } from '../../inbox/rounds.ts';
import { isDue } from '../../inbox/source.ts';
import { timeOf } from '../../inbox/schedule.ts';
import { remember, sourcesOf } from '../../inbox/sources.ts';
import type { Problem } from '../../model/problem.ts';
import { RESOURCE } from '../../nodes/subscriptions.ts';
import type { World } from '../../world/world.ts';
import { logIn } from '../account.ts';
import type { Edge } from './edge.ts';
import { isNode } from './followed.ts';
import { keepInStep } from './in-step.ts';
import { letGo } from './let-go.ts';
import { askAll, keepHeard, beforeOf, nodesOf, type Came } from './hear.ts';

/** Milliseconds between two looks whose time has come. */
const TICK = 2_000;
/** Milliseconds between two rounds in which the inbox lets go of what is over; and until the first, for it takes a while. */
const [DAY, MINUTE] = [24 * 60 * 60_000, 60_000];
/** Milliseconds without the line to the account's server after which feeds are asked in the stead of their nodes. */
const PATIENCE = 10 * 60_000;

export interface Hearing {
  /** The edge as its files say it now. */
  readonly edge: () => Edge;
  /** The nodes with comments on one's own posts. */
  readonly comments: () => Promise<readonly string[]>;
  readonly told: (came: Came) => void;
  /** Called every two seconds: another program may have brought something. */
  readonly look?: () => void;
  /** What is wrong with the line to the XMPP server, or with a hub. */
  readonly line: (trouble: Problem) => void;
}

/** Hears until the person ends it. */
export async function keepHearing(world: World, hearing: Hearing): Promise<void> {
  const line = lineFor(world, hearing);
  const isThere = (): boolean => line.brokenSince() === undefined;
  const keeping = line.listener && keepInStep(world, { edge: hearing.edge, isThere, trouble: hearing.line });
  await Promise.all([rounds(world, hearing, line), line.listener?.over, keeping]);
}

async function rounds(world: World, hearing: Hearing, line: Line): Promise<void> {
  let pruned = world.clock.now().getTime() - DAY + MINUTE;
  let followed = '';
  for (; !world.stop.aborted; await world.clock.wait(TICK, world.stop)) {
    const now = world.clock.now();
    if (now.getTime() - pruned > DAY) {
      letGo(hearing.edge(), now);
      pruned = now.getTime();
    }
    if (now.getTime() - (line.brokenSince() ?? Infinity) > PATIENCE) askInstead(hearing.edge(), now);
    await askThoseDue(world, hearing, now);
    hearing.look?.();
    if (!line.listener) continue;
    const nodes = [...nodesOf(hearing.edge(), now).keys(), ...(await hearing.comments())];
    // A list that is the same is no news to the listener.
    if (followed !== nodes.join(' ')) line.listener.follow(nodes);
    followed = nodes.join(' ');
  }
}

async function askThoseDue(world: World, { edge, told }: Hearing, now: Date): Promise<void> {
  const { inbox, follows } = edge();
  const feeds = follows.filter(({ feed }) => !isNode(feed));
  const due = sourcesOf(inbox, feeds, now).filter((each) => isDue(each, now));
  const sources = fewOfEach(due.toSorted((a, b) => Date.parse(a.next) - Date.parse(b.next)));
  for await (const came of askAll(world, edge(), { sources, stop: world.stop })) told(came);
}

/** Feeds whose nodes cannot be heard are asked now, and as often as feeds without one. */
function askInstead({ inbox, follows }: Edge, now: Date): void {
  for (const state of sourcesOf(inbox, follows, now)) {
    if (state.pushed && !isNode(state.source)) remember(inbox, { ...state, pushed: false, next: timeOf(now) });
  }
}

/** The line to the account's server. */
interface Line {
  /** Absent where there is no account, or no password and nobody who can be heard in no other way. */
  readonly listener?: Listener;
  /** Since when it has not been there, in milliseconds of the clock; undefined while it is. */
  readonly brokenSince: () => number | undefined;
}

function lineFor(world: World, { edge, told, line }: Hearing): Line {
  const account = edge().site.xmpp;
  const isWanted = world.env('SKEIN_XMPP_PASSWORD') !== undefined || edge().follows.some(({ feed }) => isNode(feed));
  if (!account || !isWanted) return { brokenSince: () => 0 };
  const now = (): Date => world.clock.now();
  const nodes = (): ReadonlyMap<string, string> => nodesOf(edge(), now());
  let broken: number | undefined = now().getTime();
  const listener = listen(
    {
      nodes: [...nodes().keys()],
      reach: 'newest',
      known: (node) => beforeOf(edge(), nodes()).known(node),
      stood: (node) => beforeOf(edge(), nodes()).stood(node),
      hear: async (heard) => told(keepHeard(edge(), nodes().get(heard.node) ?? heard.node, { heard, now: now() })),
      line: (trouble) => {
        broken = trouble && (broken ?? now().getTime());
        if (trouble) line(trouble);
      },
    },
    {
      connect: () => logIn(world, account, { resource: RESOURCE }),
      clock: world.clock,
      random: world.random,
      stop: world.stop,
    },
  );
  return { listener, brokenSince: () => broken };
}
