// Following a node: the questions that subscribe to it, and what there is to hear on it (XEP-0060 §5.6, §6.1, §6.2).
import { child, children, element, type Element } from '../feeds/xml.ts';
import type { NodeAt } from './address.ts';
import { PUBSUB } from './stanzas.ts';

/**
 * The end of the full JID with which Skein follows. A subscription of a full JID is heard at priority -1, which takes no
 * chat away from the person's other programs; one of a bare JID is not. It is the same for everybody, because ejabberd
 * removes a follower only for an owner who knows the JID to the letter, and does not tell it.
 */
export const RESOURCE = 'skein';

/** One who hears of a node. */
export interface Subscription {
  readonly node: string;
  readonly jid: string;
}

function iq(type: 'get' | 'set', to: string, asked: Element): Element {
  return element('iq', { type, to }, element('pubsub', { xmlns: PUBSUB }, asked));
}

/** Subscribes a JID to a node. Doing it twice is harmless. */
export function subscribe({ service, node }: NodeAt, jid: string): Element {
  return iq('set', service, element('subscribe', { node, jid }));
}

export function unsubscribe({ service, node }: NodeAt, jid: string): Element {
  return iq('set', service, element('unsubscribe', { node, jid }));
}

/** All subscriptions of an account at a service, those of its other programs too. */
export function askSubscriptions(service: string): Element {
  return iq('get', service, element('subscriptions'));
}

/** What a server says to who subscribes: `subscribed`; `pending`, where the owner has to consent. */
export function stateIn(stanza: Element): string {
  const pubsub = child(stanza, 'pubsub', PUBSUB);
  const subscription = pubsub && child(pubsub, 'subscription', PUBSUB);
  return String(subscription?.attrs['subscription'] ?? 'subscribed');
}

export function subscriptionsIn(stanza: Element): readonly Subscription[] {
  const pubsub = child(stanza, 'pubsub', PUBSUB);
  const list = pubsub && child(pubsub, 'subscriptions', PUBSUB);
  return (list ? children(list, 'subscription', PUBSUB) : []).map(({ attrs }) => ({
    node: String(attrs['node'] ?? list?.attrs['node'] ?? ''),
    jid: String(attrs['jid']),
  }));
}
