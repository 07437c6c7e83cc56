// Decides what the events of a node come to, in the order in which they came.
import { nodeIn } from '../feeds/node-address.ts';
import type { Element } from '../feeds/xml.ts';
import type { Received } from '../model/received.ts';
import { addressOf, type NodeAt } from '../nodes/address.ts';
import type { NodeEvent } from '../nodes/events.ts';
import { readItem } from '../nodes/read-item.ts';
import { over } from '../nodes/unheard.ts';
import type { Heard } from './heard.ts';

/** Ids of the items that came without what is in them. */
export function bare(events: readonly NodeEvent[]): readonly string[] {
  const items = events.flatMap((event) => (event.kind === 'item' && isBare(event.item) ? [event.item] : []));
  return [...new Set(items.map(({ attrs }) => String(attrs['id'])))];
}

function isBare(item: Element): boolean {
  return item.getChildElements().length === 0;
}

/**
 * What is to be kept and forgotten after all of these. `fetched` are the items that came bare, by their ids; `own` is
 * the full JID that hears.
 */
export function happened(
  at: NodeAt,
  events: readonly NodeEvent[],
  { fetched, own }: { readonly fetched: ReadonlyMap<string, Element>; readonly own: string },
): Omit<Heard, 'node'> {
  const entries = new Map<string, Received>();
  let deleted: 'all' | Set<string> = new Set();
  let end: Pick<Heard, 'ended' | 'moved'> = {};
  for (const event of events) {
    if (event.kind === 'item') {
      const id = String(event.item.attrs['id']);
      const item = isBare(event.item) ? fetched.get(id) : event.item;
      const entry = item && readItem(item, at, own);
      if (entry) entries.set(id, entry);
      if (entry && deleted !== 'all') deleted.delete(id);
    } else if (event.kind === 'retracted') {
      entries.delete(event.id);
      if (deleted !== 'all') deleted.add(event.id);
    } else if (event.kind === 'purged') {
      entries.clear();
      deleted = 'all';
    } else if (event.kind === 'deleted') end = { ended: over(at, 'deleted'), ...movedTo(event.to) };
    else if (event.kind === 'dropped' && event.jid === own) end = { ended: over(at, 'dropped') };
  }
  return { entries: [...entries.values()], deleted: deleted === 'all' ? 'all' : [...deleted], ...end };
}

function movedTo(address: string | undefined): Pick<Heard, 'moved'> {
  const to = address === undefined ? undefined : nodeIn(address);
  return to ? { moved: addressOf(to) } : {};
}
