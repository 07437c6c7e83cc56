// Does what the plan says (DESIGN §3, rule 7): one thing at a time, each confirmed. Decides nothing.
import type { Element } from '../feeds/xml.ts';
import type { Entry } from '../model/entry.ts';
import type { Problem } from '../model/problem.ts';
import type { Account } from '../model/site.ts';
import type { Configuration } from '../nodes/configuration.ts';
import { isOnNode, isSmall, isTooLarge, itemOf, type Item } from '../nodes/items.ts';
import { refused } from '../nodes/refusals.ts';
import { publishItem, retractItem } from '../nodes/stanzas.ts';
import type { Refusal, Say, Talk } from '../world/world.ts';
import { itemsAt } from './look.ts';
import type { Plan } from './plan.ts';
import { settle, silence, type Place } from './prepare.ts';

/** Something to do on a node. */
export interface Errand extends Place {
  readonly plan: Plan;
  /** The node as it was found. */
  readonly node: Configuration;
  readonly say: Pick<Say, 'progress'>;
}

export interface Sent {
  readonly published: readonly Entry[];
  /** Ids of items. */
  readonly retracted: readonly string[];
  readonly problems: readonly Problem[];
  /** The connection was lost, and not everything was tried. */
  readonly isLost: boolean;
  /** What is larger than the server takes, which is none of the `problems`. */
  readonly tooLarge: readonly TooLarge[];
}

/** An entry that is larger than the server takes, and how that is told. */
export interface TooLarge {
  readonly entry: Entry;
  readonly problem: Problem;
}

const TOO_LARGE: Refusal = { type: 'modify', condition: 'too-large' };

/** What servers say of size: XEP-0060 §7.1.3.3, and for what may not even be sent to them. */
const OF_SIZE = new Set(['too-large', 'payload-too-big']);

/** One thing to do on the node, and how one sees there that it has been done. */
interface Deed {
  readonly entry?: Entry;
  readonly item: string;
  readonly isTooLarge: boolean;
  /** Every server takes it. */
  readonly isSmall: boolean;
  readonly ask: Element;
  readonly isDone: (found: Item | undefined) => boolean;
}

/**
 * Takes items off the node first, so that new ones push no others out, then puts entries on it. What is refused is told
 * and the rest still goes; when the connection is lost the rest is left, for a look at the node over a new one.
 */
export async function send(talk: Talk, errand: Errand): Promise<Sent> {
  const { at, say } = errand;
  const deeds = [...retractions(errand), ...publications(errand)];
  const done: Deed[] = [];
  const problems: Problem[] = [];
  const tooLarge: TooLarge[] = [];
  let isCut = false;
  for (const [nth, deed] of deeds.entries()) {
    say.progress(`announcing ${nth + 1} of ${deeds.length}`);
    const refusal = deed.isTooLarge ? TOO_LARGE : await carryOut(talk, errand, deed);
    if (!refusal) {
      done.push(deed);
      continue;
    }
    const large = tooLargeBy(deed, refusal, at);
    isCut = isLost(refusal);
    if (large) tooLarge.push(large);
    else if (!isCut) problems.push(refused(deed.entry?.url ?? deed.item, refusal, at));
    if (isCut) break;
  }
  return {
    published: done.flatMap(({ entry }) => entry ?? []),
    retracted: done.flatMap(({ entry, item }) => (entry ? [] : [item])),
    problems,
    isLost: isCut,
    tooLarge,
  };
}

/** Some servers refuse it, some end the connection; what a server must take cannot be why it has done that. */
function tooLargeBy({ entry, isSmall }: Deed, refusal: Refusal, at: Account): TooLarge | undefined {
  if (!entry) return undefined;
  const { condition, pubsub = condition, text } = refusal;
  if (OF_SIZE.has(pubsub)) return { entry, problem: refused(entry.url, refusal, at) };
  if (!isLost(refusal) || isSmall || text !== 'policy-violation') return undefined;
  return { entry, problem: refused(entry.url, { type: 'modify', condition: text }, at) };
}

/** Whether nobody can say if it was done. */
export function isLost({ condition }: Refusal): boolean {
  return condition === 'timeout' || condition === 'disconnected';
}

function retractions({ at, plan }: Errand): readonly Deed[] {
  const followers = plan.followers === 'told' ? 'told' : 'not told';
  return plan.retract.map((item) => ({
    item,
    isTooLarge: false,
    isSmall: true,
    ask: retractItem(at, item, followers),
    isDone: (found) => !found,
  }));
}

function publications({ publisher, at, plan }: Errand): readonly Deed[] {
  return plan.publish.map((entry) => {
    const item = itemOf(entry, at);
    return {
      entry,
      item: entry.key,
      isTooLarge: isTooLarge(item),
      isSmall: isSmall(item),
      ask: publishItem(at, item),
      isDone: (found) => found !== undefined && publisher.isOurs(found) && isOnNode(entry, found, at),
    };
  });
}

/** Undefined when it is done. Twice at most: a time-out says nothing, so the node is looked at before the second. */
async function carryOut(talk: Talk, errand: Errand, deed: Deed): Promise<Refusal | undefined> {
  const first = await talk.ask(deed.ask);
  if (first.ok) return undefined;
  const { refusal } = first;
  if (refusal.condition === 'item-not-found' && !deed.entry) return undefined;
  if (refusal.condition === 'timeout') {
    const found = await itemsAt(talk, errand.at, [deed.item]);
    if (!found.ok) return refusal;
    if (deed.isDone(found.value.find(({ id }) => id === deed.item))) return undefined;
  } else if (refusal.pubsub === 'precondition-not-met') {
    // Prosody compares with what was set, not with what it shows: a default that is right is not enough.
    const again = errand.plan.followers === 'told' ? settle : silence;
    const problem = await again(talk, errand, errand.node);
    if (problem) return refusal;
  } else return refusal;
  const second = await talk.ask(deed.ask);
  return second.ok ? undefined : second.refusal;
}
