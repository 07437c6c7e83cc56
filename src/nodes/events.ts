// What a node tells those who follow it (XEP-0060 §7.1.2.1, §7.2.2, §8.4, §8.5.2, §8.8.4). Knows XML only.
import { child, children, clean, type Element } from '../feeds/xml.ts';
import { bareJid, type NodeAt } from './address.ts';
import { PUBSUB } from './stanzas.ts';

const EVENT = `${PUBSUB}#event`;

/** One thing that happened on a node. An `item` may come without what is in it: then it is to be fetched. */
export type NodeEvent =
  | { readonly kind: 'item'; readonly item: Element }
  | { readonly kind: 'retracted'; readonly id: string }
  | { readonly kind: 'purged' | 'configured' }
  /** `to` is the address of the node that takes its place. */
  | { readonly kind: 'deleted'; readonly to?: string }
  /** The owner has ended the subscription of this JID. */
  | { readonly kind: 'dropped'; readonly jid: string };

/** What happened, and where. */
export interface Told extends NodeAt {
  readonly events: readonly NodeEvent[];
}

/**
 * What a message says of a node. `service` is who sent it, device and all: anybody can send a message that looks like
 * an event, so that it counts only where this is just the service of a node that is followed. The headers of XEP-0131
 * (SubID) say nothing that is needed, since each JID has one subscription here.
 */
export function toldIn(stanza: Element): Told | undefined {
  const { from, type } = stanza.attrs as Readonly<Record<string, string | undefined>>;
  const event = stanza.getName() === 'message' && type !== 'error' ? child(stanza, 'event', EVENT) : undefined;
  if (!event || from === undefined) return undefined;
  const parts = event.getChildElements().filter((each) => each.getNS() === EVENT && each.attrs['node'] !== undefined);
  const [first] = parts;
  if (!first) return undefined;
  const { node } = first.attrs as Readonly<Record<string, string>>;
  const events = parts.filter(({ attrs }) => attrs['node'] === node).flatMap(eventsOf);
  return { service: clean(from.includes('/') ? from : bareJid(from)), node: clean(node ?? ''), events };
}

function eventsOf(part: Element): readonly NodeEvent[] {
  switch (part.getName()) {
    case 'items':
      return part.getChildElements().flatMap(itemEvent);
    case 'purge':
      return [{ kind: 'purged' }];
    case 'configuration':
      return [{ kind: 'configured' }];
    case 'delete': {
      const to = children(part, 'redirect', EVENT)[0]?.attrs['uri'];
      return [{ kind: 'deleted', ...(to !== undefined && { to: clean(String(to)) }) }];
    }
    case 'subscription':
      return part.attrs['subscription'] === 'none' ? [{ kind: 'dropped', jid: String(part.attrs['jid']) }] : [];
    default:
      return [];
  }
}

function itemEvent(item: Element): readonly NodeEvent[] {
  const { id } = item.attrs;
  if (item.getNS() !== EVENT || id === undefined) return [];
  if (item.getName() === 'retract') return [{ kind: 'retracted', id: String(id) }];
  return item.getName() === 'item' ? [{ kind: 'item', item }] : [];
}
