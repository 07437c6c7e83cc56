// How a node has to be configured so that everybody hears a public microblog, and where a node differs from that.
import type { Account } from '../model/site.ts';
import type { Refusal } from '../world/world.ts';
import type { Sign } from './publisher.ts';
import type { Fields, Form } from './stanzas.ts';

/** The node of a microblog on an account (XEP-0277 §2). */
const MICROBLOG = 'urn:xmpp:microblog:0';
/** What a node elsewhere says it holds (XEP-0472 §5.1). */
const SOCIAL_FEED = 'urn:xmpp:pubsub-social-feed:1';

const TITLE = 'pubsub#title';
const DESCRIPTION = 'pubsub#description';
const DELIVERS = 'pubsub#deliver_notifications';

/** So many items are kept where a node says `max` and the server does not say how many that is. */
const MAX = 256;

/** A node's configuration as its owner reads it. */
export interface Configuration {
  readonly fields: Fields;
  /** The most items that it keeps. */
  readonly cap: number;
  /** The most that it could, where the server says so: Prosody does, ejabberd does not. */
  readonly most?: number;
}

export function configurationOf({ fields, most }: Form): Configuration {
  const said = Number(fields.get('pubsub#max_items'));
  return { fields, cap: said > 0 ? said : (most ?? MAX), ...(most !== undefined && { most }) };
}

/** What a node that Skein makes is like. */
export function wantedFor(sign: Sign, at: Account): Fields {
  return new Map([
    [TITLE, sign.title],
    [DESCRIPTION, [sign.description, sign.url].filter((text) => text !== '').join(' ')],
    ['pubsub#type', at.service === undefined && at.node === MICROBLOG ? MICROBLOG : SOCIAL_FEED],
    ['pubsub#access_model', 'open'],
    ['pubsub#publish_model', 'publishers'],
    ['pubsub#persist_items', 'true'],
    ['pubsub#max_items', 'max'],
    // Else each login of each follower brings the last post again.
    ['pubsub#send_last_published_item', 'never'],
    ['pubsub#notify_retract', 'true'],
    ['pubsub#notify_delete', 'true'],
    [DELIVERS, 'true'],
    // XEP-0472 would rather have them off, but Movim drops what comes from an account without a payload.
    ['pubsub#deliver_payloads', 'true'],
    ['pubsub#notification_type', 'headline'],
    ['pubsub#itemreply', 'publisher'],
    // Before 26.01, ejabberd otherwise never notifies followers on other servers.
    ['pubsub#presence_based_delivery', 'false'],
  ]);
}

/** Nobody hears what is done while a node is like this; `wantedFor` undoes it. */
export const SILENT: Fields = new Map([
  [DELIVERS, 'false'],
  // Deletions are not covered by the former (Prosody, ejabberd).
  ['pubsub#notify_retract', 'false'],
]);

/** Whether nobody is told of what is published: a silent run that did not come to its end left it so. */
export function isSilent({ fields }: Configuration): boolean {
  return fields.has(DELIVERS) && !isTrue(fields.get(DELIVERS));
}

/** Whether the server can be asked not to tell anybody. */
export function canBeSilent({ fields }: Configuration): boolean {
  return fields.has(DELIVERS);
}

/** Whether anybody may read the node. A server that does not say has only open ones. */
export function isOpen({ fields }: Configuration): boolean {
  return (fields.get('pubsub#access_model') ?? 'open') === 'open';
}

/** Whether the node was made, or configured before, for whom this is the sign: their address stands on it. */
export function isOf(sign: Sign, { fields }: Configuration): boolean {
  return (fields.get(DESCRIPTION) ?? '').split(/\s/).includes(sign.url);
}

/**
 * What is wanted of a node that is there: the fields that it knows. Title and description are left alone where they are
 * another's, else two sites, or feeds, on one node would take turns.
 */
export function wantedOn(sign: Sign, at: Account, found: Configuration): Fields {
  const anothers = (found.fields.get(DESCRIPTION) ?? '') !== '' && !isOf(sign, found);
  const kept = new Set(anothers ? [TITLE, DESCRIPTION] : []);
  return new Map([...wantedFor(sign, at)].filter(([name]) => found.fields.has(name) && !kept.has(name)));
}

/** The fields that are not as they are wanted. */
export function differing({ fields }: Configuration, wanted: Fields): Fields {
  return new Map([...wanted].filter(([name, value]) => !sameValue(fields.get(name) ?? '', value)));
}

/** What a node's configuration will be once it has been set: for a rehearsal, which sets nothing. */
export function onceSet(sign: Sign, at: Account, found: Configuration | undefined): Configuration {
  const fields = new Map([...(found?.fields ?? []), ...(found ? wantedOn(sign, at, found) : wantedFor(sign, at))]);
  const most = found?.most;
  return { fields, cap: most ?? MAX, ...(most !== undefined && { most }) };
}

// With these a server may mean a single field of a form; with others the whole of it.
const OF_A_FIELD = new Set(['resource-constraint', 'bad-request', 'not-acceptable', 'feature-not-implemented']);

/** A server names the field that it does not take; the rest is worth sending without it. Undefined: none is named. */
export function withoutRefused(fields: Fields, { condition, text = '' }: Refusal): Fields | undefined {
  if (!OF_A_FIELD.has(condition)) return undefined;
  // Prosody writes `max_items: out of bounds`, ejabberd `Unknown field 'pubsub#type'`.
  const words = new Set(text.split(/[^\w#]+/));
  const named = [...fields.keys()].find((name) => words.has(name) || words.has(name.replace('pubsub#', '')));
  return named === undefined ? undefined : new Map([...fields].filter(([name]) => name !== named));
}

function isTrue(value: string | undefined): boolean {
  return value === 'true' || value === '1';
}

function sameValue(found: string, wanted: string): boolean {
  return wanted === 'true' || wanted === 'false' ? isTrue(found) === isTrue(wanted) : found === wanted;
}
