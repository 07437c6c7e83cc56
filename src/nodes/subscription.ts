// Following a node: the question that subscribes to it, and what its events say (XEP-0060 §6.1, §7.1.2.1).
import { element, type Element } from '../feeds/xml.ts';
import { itemsFrom, type Item } from './items.ts';
import { PUBSUB } from './stanzas.ts';

/** Subscribes a JID to a node. The service of a personal node is its owner's bare JID. */
export function subscribe(service: string, node: string, jid: string): Element {
  const subscription = element('subscribe', { node, jid });
  return element('iq', { type: 'set', to: service }, element('pubsub', { xmlns: PUBSUB }, subscription));
}

/**
 * The items that an event brings. Only one that comes from the node's own service is believed: anybody can send a
 * message that looks like an event (XEP-0060 §7.1.2.1 leaves it to the client to look at `from`).
 */
export function heardIn(stanza: Element, service: string): readonly Item[] {
  return stanza.is('message') && stanza.attrs['from'] === service ? itemsFrom(stanza) : [];
}
