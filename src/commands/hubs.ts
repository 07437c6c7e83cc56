// WebSub at the edge: hubs are asked to tell of what one follows, and what they tell is no more than a reason to look.
import { signatureIn } from '../inbox/signature.ts';
import type { Moment } from '../inbox/schedule.ts';
import { sourcesOf } from '../inbox/sources.ts';
import { forgetSubscription, keepSubscription, subscriptionOf, subscriptionsOf } from '../inbox/subscriptions.ts';
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
} from '../inbox/websub.ts';
import type { Problem } from '../model/problem.ts';
import type { Called } from '../reader/called.ts';
import type { World } from '../world/world.ts';
import type { Hearing } from './hearing.ts';
import { looksOver } from './looks.ts';

/** Milliseconds between two looks at what is to be asked of hubs. */
const TICK = 2_000;

export interface Hubs {
  /** What hubs are answered at the reader's public address. */
  readonly called: Called;
  /** Keeps what hubs are to tell of as it is wanted, until the person ends it. */
  readonly keep: () => Promise<void>;
}

interface Telling extends Pick<Hearing, 'edge' | 'line'> {
  /** Looks at a source. */
  readonly look: (source: string) => void;
}

export function hubsOver(world: World, hearing: Hearing): Hubs {
  const looks = looksOver(world, hearing);
  const telling = { ...hearing, look: looks.at };
  return {
    called: calledAt(world, telling),
    keep: async () => {
      await keepAsking(world, telling);
      await looks.over();
    },
  };
}

function calledAt(world: World, { edge, look }: Telling): Called {
  const here = (id: string): Subscription | undefined => subscriptionOf(edge().inbox, id);
  return {
    clock: world.clock,
    get url() {
      return edge().site.reader.url;
    },
    isWanted: (id) => here(id)?.wish === 'subscribe',
    confirm(id, query) {
      const [{ inbox }, subscription] = [edge(), here(id)];
      const answer = subscription && confirmed(subscription, query, momentOf(world));
      if (!answer) return undefined;
      if (answer.subscription) keepSubscription(inbox, answer.subscription);
      else forgetSubscription(inbox, id);
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
  const { edge, look } = telling;
  const ask = askingOver(world, telling);
  // What they told while nobody listened.
  for (const { source, until } of subscriptionsOf(edge().inbox)) if (until !== undefined) look(source);
  while (!world.stop.aborted) {
    converge(world, telling);
    const due = subscriptionsOf(edge().inbox).filter((each) => isToAsk(each, world.clock.now()));
    const first = new Map(due.reverse().map((each) => [each.hub, each]));
    await Promise.all([...first.values()].map(ask));
    if (due.length === 0) await world.clock.wait(TICK, world.stop);
  }
}

/** Brings what is remembered to what is wanted; of whom no hub tells any more, it looks itself. */
function converge(world: World, { edge, look }: Telling): void {
  const { inbox, follows, site } = edge();
  const now = world.clock.now();
  for (const each of subscriptionsOf(inbox).filter((each) => isOver(each, now))) {
    keepSubscription(inbox, withoutLease(each));
    look(each.source);
  }
  const wanted = sourcesOf(inbox, follows, now).flatMap((state) => hubFor(state) ?? []);
  const { url } = site.reader;
  const { begin, end, forget } = changesOf(subscriptionsOf(inbox), wanted, { url, now });
  for (const { id } of forget) forgetSubscription(inbox, id);
  for (const each of end) keepSubscription(inbox, each);
  for (const { source } of [...forget, ...end]) look(source);
  if (url === undefined) return;
  for (const told of begin) {
    keepSubscription(inbox, begun(told, { id: world.secret(), secret: world.secret(), url }, now));
  }
}

/** Asks a hub for what is wished. What is wrong with it is told once: its feeds are asked meanwhile. */
function askingOver(world: World, { edge, line }: Telling): (subscription: Subscription) => Promise<void> {
  const troubled = new Set<string>();
  const taken = new Set<string>();
  return async (subscription) => {
    const { id, hub, wish } = subscription;
    const { site, inbox } = edge();
    const tell = (trouble: Problem): void => {
      if (wish === 'subscribe' && !troubled.has(hub)) line(trouble);
      troubled.add(hub);
    };
    if (subscription.unconfirmed > 0 && taken.has(id)) tell(notConfirmed(hub));
    // First it is remembered: the hub may confirm before it answers.
    keepSubscription(inbox, afterAsking(subscription, momentOf(world)));
    const reply = await world.strangers(site.reader.allowHosts).ask(hub, {
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

function notConfirmed(hub: string): Problem {
  return {
    where: hub,
    what: 'The hub took the wish to be told, and did not confirm it.',
    next: 'See that reader.url in skein.config.js leads here from the internet, and that the proxy keeps the host name.',
  };
}
