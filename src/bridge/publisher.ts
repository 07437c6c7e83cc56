// The feed as one who puts entries on a node: what it signs the node with, and which items are its own.
import type { Feed } from '../model/received.ts';
import type { Item, OwnItem } from '../nodes/items.ts';
import type { Publisher } from '../nodes/publisher.ts';

/** A feed that is bridged. */
export interface Carrier {
  /** Its address, always the same one. */
  readonly feed: string;
  /** The id of an item for the id of an entry, which may be anything: safe, and always the same. */
  readonly keyOf: (id: string) => string;
}

/**
 * An item is the feed's own where its id is that of its atom:id, and it says that it was taken out of this feed: so no
 * feed can change, or take off, what another has brought to the same node.
 */
export function isCarried({ feed, keyOf }: Carrier, item: Item): item is OwnItem {
  return item.source === feed && item.written !== undefined && keyOf(item.written.id) === item.id;
}

export function feedAsPublisher(carrier: Carrier, { title, page }: Pick<Feed, 'title' | 'page'>): Publisher {
  return {
    title: title || carrier.feed,
    description: '',
    url: page ?? carrier.feed,
    isOurs: (item) => isCarried(carrier, item),
  };
}
