// One's own followers, and how one is sent away: the owner's side of a node (XEP-0060 §8.8, §8.9) and XEP-0191.
import { child, children, element, type Element } from '../feeds/xml.ts';
import type { Account } from '../model/site.ts';
import { OWNER } from './stanzas.ts';

const BLOCKING = 'urn:xmpp:blocking';

function owners(type: 'get' | 'set', at: Account, asked: Element): Element {
  return element('iq', { type, to: at.service }, element('pubsub', { xmlns: OWNER }, asked));
}

/** Who follows the node. ejabberd does not say it of a personal node. */
export function askFollowers(at: Account): Element {
  return owners('get', at, element('subscriptions', { node: at.node }));
}

/** The JIDs that follow, each as it subscribed: bare, or with a device. */
export function followersIn(stanza: Element): readonly string[] {
  return listed(stanza, 'subscription')
    .filter(({ attrs }) => attrs['subscription'] !== 'none')
    .map(({ attrs }) => String(attrs['jid']));
}

/** Ends the subscription of just this JID; a bare one does not stand for its devices. */
export function dropFollower(at: Account, jid: string): Element {
  const none = element('subscription', { jid, subscription: 'none' });
  return owners('set', at, element('subscriptions', { node: at.node }, none));
}

export type Affiliation = 'outcast' | 'none';

/** An `outcast` can neither subscribe nor read; whoever has subscribed already goes on hearing. */
export function affiliate(at: Account, jid: string, affiliation: Affiliation): Element {
  return owners('set', at, element('affiliations', { node: at.node }, element('affiliation', { jid, affiliation })));
}

export function askAffiliations(at: Account): Element {
  return owners('get', at, element('affiliations', { node: at.node }));
}

/** Who is what, by bare JID. */
export function affiliationsIn(stanza: Element): ReadonlyMap<string, string> {
  return new Map(
    listed(stanza, 'affiliation').map(({ attrs }) => [String(attrs['jid']), String(attrs['affiliation'])]),
  );
}

function listed(stanza: Element, name: 'subscription' | 'affiliation'): readonly Element[] {
  const pubsub = child(stanza, 'pubsub', OWNER);
  const list = pubsub && child(pubsub, `${name}s`, OWNER);
  return list ? children(list, name, OWNER) : [];
}

/** Nothing that this JID sends arrives any more, and nothing goes to it: messages, presence, questions (XEP-0191). */
export function block(jid: string): Element {
  return blocking('block', jid);
}

export function unblock(jid: string): Element {
  return blocking('unblock', jid);
}

function blocking(name: 'block' | 'unblock', jid: string): Element {
  return element('iq', { type: 'set' }, element(name, { xmlns: BLOCKING }, element('item', { jid })));
}
