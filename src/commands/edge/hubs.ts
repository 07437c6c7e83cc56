// WebSub: hubs are asked to tell of what is followed, or bridged, and what they tell is no more than a reason to look.
import type { Inbox } from '../../inbox/inbox.ts';
import { signatureIn } from '../../inbox/signature.ts';
import type { Moment } from '../../inbox/schedule.ts';
import { sourcesOf } from '../../inbox/sources.ts';
import { forgetSubscription, keepSubscription, subscriptionOf, subscriptionsOf } from '../../inbox/subscriptions.ts';
import type { Polled } from '../../inbox/source.ts';
import {
  afterAsking,
  begun,
  changesOf,
  confirmed,
  formOf,
  hubFor,
  isOver,
  isToAsk,
  withoutLease,
  type Subscription,
} from '../../inbox/websub.ts';
import type { Problem } from '../../model/problem.ts';
import type { Called } from '../../reader/called.ts';
import type { World } from '../../world/world.ts';
import type { Hearing } from './hearing.ts';
import { looksOver } from './looks.ts';

/** Milliseconds between two looks at what is to be asked of hubs. */
const TICK = 2_000;

export interface Hubs {
  /** What hubs are answered at the public address. */
  readonly called: Called;
  /** Keeps what hubs are to tell of as it is wanted, until the person ends it. */
  readonly keep: () => Promise<void>;
}

/** Whom hubs tell, and of what. */
export interface Telling {
  readonly inbox: () => Inbox;
  /** The public address, where there is one. */
  readonly url: () => string | undefined;
  /** What a person calls it. */
  readonly called: string;
  /** Hosts that are asked wherever they are. */
  readonly allowed: () => readonly string[];
  /** How it goes with all that hubs may tell of. */
  readonly sources: (now: Date) => readonly Polled[];
  /** Whose subscriptions are ended when they are not wanted: another program may have its own in the same inbox. */
  readonly ours: () => 'all' | ReadonlySet<string>;
  /** Looks at a source. */
  readonly look: (source: string) => void;
  /** What is wrong with a hub. */
  readonly line: (trouble: Problem) => void;
}

/** Those of the reader. */
export function hubsOver(world: World, hearing: Hearing): Hubs {
  const looks = looksOver(world, hearing);
  const { edge, line } = hearing;
  const { called, keep } = hubsFor(world, {
    inbox: () => edge().inbox,
    url: () => edge().site.reader.url,
    called: 'reader.url in skein.config.js',
    allowed: () => edge().site.reader.allowHosts,
    sources: (now) => sourcesOf(edge().inbox, edge().follows, now),
    ours: () => 'all',
    look: looks.at,
    line,
  });
  return {
    called,
    keep: async () => {
      await keep();
      await looks.over();
    },
  };
}

export function hubsFor(world: World, telling: Telling): Hubs {
  return { called: calledAt(world, telling), keep: () => keepAsking(world, telling) };
}

function calledAt(world: World, { inbox, url, look }: Telling): Called {
  const here = (id: string): Subscription | undefined => subscriptionOf(inbox(), id);
  return {
    clock: world.clock,
    get url() {
      return url();
    },
    isWanted: (id) => here(id)?.wish === 'subscribe',
    confirm(id, query) {
      const subscription = here(id);
      const answer = subscription && confirmed(subscription, query, momentOf(world));
      if (!answer) return undefined;
      if (answer.subscription) keepSubscription(inbox(), answer.subscription);
      else forgetSubscription(inbox(), id);
      // What came between the last question and the lease; or nobody tells from now on.
      if (isLeased(subscription) !== isLeased(answer.subscription)) look(subscription.source);
      return answer.challenge;
    },
    listen(id, signature) {
      const subscription = here(id);
      const said = signatureIn(signature);
      const seal = subscription && said && world.seal(said.kind, subscription.secret);
      return {
        add: (bytes) => seal?.add(bytes),
        end: () => void (seal?.is(said?.value ?? '') && subscription && look(subscription.source)),
      };
    },
  };
}

async function keepAsking(world: World, telling: Telling): Promise<void> {
  const ask = askingOver(world, telling);
  // What they told while nobody listened.
  for (const { source, until } of keptBy(telling)) if (until !== undefined) telling.look(source);
  while (!world.stop.aborted) {
    converge(world, telling);
    const due = keptBy(telling).filter((each) => isToAsk(each, world.clock.now()));
    const first = new Map(due.reverse().map((each) => [each.hub, each]));
    await Promise.all([...first.values()].map(ask));
    if (due.length === 0) await world.clock.wait(TICK, world.stop);
  }
}

/** Nobody hears them any more: what they were to tell of is looked at instead. */
export function leaveHubs(telling: Telling): void {
  for (const { id, source } of keptBy(telling)) {
    forgetSubscription(telling.inbox(), id);
    telling.look(source);
  }
}

function keptBy({ inbox, ours }: Telling): readonly Subscription[] {
  const these = ours();
  return subscriptionsOf(inbox()).filter(({ source }) => these === 'all' || these.has(source));
}

/** Brings what is remembered to what is wanted; of whom no hub tells any more, it looks itself. */
function converge(world: World, telling: Telling): void {
  const { look } = telling;
  const inbox = telling.inbox();
  const now = world.clock.now();
  for (const each of keptBy(telling).filter((each) => isOver(each, now))) {
    keepSubscription(inbox, withoutLease(each));
    look(each.source);
  }
  const wanted = telling.sources(now).flatMap((state) => hubFor(state) ?? []);
  const url = telling.url();
  const { begin, end, forget } = changesOf(keptBy(telling), wanted, { url, now });
  for (const { id } of forget) forgetSubscription(inbox, id);
  for (const each of end) keepSubscription(inbox, each);
  for (const { source } of [...forget, ...end]) look(source);
  if (url === undefined) return;
  for (const told of begin) {
    keepSubscription(inbox, begun(told, { id: world.secret(), secret: world.secret(), url }, now));
  }
}

/** Asks a hub for what is wished. What is wrong with it is told once: its feeds are asked meanwhile. */
function askingOver(
  world: World,
  { inbox, allowed, called, line }: Telling,
): (subscription: Subscription) => Promise<void> {
  const troubled = new Set<string>();
  const taken = new Set<string>();
  return async (subscription) => {
    const { id, hub, wish } = subscription;
    const tell = (trouble: Problem): void => {
      if (wish === 'subscribe' && !troubled.has(hub)) line(trouble);
      troubled.add(hub);
    };
    if (subscription.unconfirmed > 0 && taken.has(id)) tell(notConfirmed(hub, called));
    // First it is remembered: the hub may confirm before it answers.
    keepSubscription(inbox(), afterAsking(subscription, momentOf(world)));
    const reply = await world.strangers(allowed()).ask(hub, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: formOf(subscription),
      stop: world.stop,
    });
    if (world.stop.aborted) return;
    if (!reply.ok) return tell(notAsked(hub, reply.problems.map(({ what }) => what).join(' ')));
    const { status } = reply.value;
    if (status < 200 || status >= 300) return tell(notAsked(hub, `It answers ${status}.`));
    taken.add(id);
  };
}

function isLeased(subscription: Subscription | undefined): boolean {
  return subscription?.until !== undefined;
}

function momentOf({ clock, random }: World): Moment {
  return { now: clock.now(), random: random() };
}

function notAsked(hub: string, why: string): Problem {
  return {
    where: hub,
    what: `The hub does not take the wish to be told. ${why}`,
    next: 'Skein tries again, ever later, and asks the feeds themselves until then.',
  };
}

function notConfirmed(hub: string, called: string): Problem {
  return {
    where: hub,
    what: 'The hub took the wish to be told, and did not confirm it.',
    next: `See that ${called} leads here from the internet, and that the proxy keeps the host name.`,
  };
}
