// What the Atom feed in a folder remembers, which a bridge wrote there: so all the rest of its memory may be lost.
import { ATOM } from '../feeds/atom.ts';
import { TOMBSTONES } from '../feeds/atom-feed.ts';
import type { Deleted } from '../feeds/listing.ts';
import { nodeIn } from '../feeds/node-address.ts';
import { receivedFrom } from '../feeds/read/atom.ts';
import { child, children, read, type Element } from '../feeds/xml.ts';
import type { Received } from '../model/received.ts';
import { addressOf, type NodeAt } from '../nodes/address.ts';

export interface Archive {
  /** Each with its item. */
  readonly entries: readonly Received[];
  readonly deleted: readonly Deleted[];
}

/** What it remembers of this node; undefined where it is of another, or no bridge has written it. */
export function archiveIn(text: string, node: NodeAt): Archive | undefined {
  const feed = read(text);
  if (!feed || feed.getNS() !== ATOM || child(feed, 'id', ATOM)?.getText() !== addressOf(node)) return undefined;
  return {
    entries: children(feed, 'entry', ATOM).flatMap((entry) => entryIn(entry, node) ?? []),
    deleted: children(feed, 'deleted-entry', TOMBSTONES).map(({ attrs }) => ({
      id: String(attrs['ref']),
      when: String(attrs['when']),
    })),
  };
}

function entryIn(entry: Element, node: NodeAt): Received | undefined {
  const links = children(entry, 'link', ATOM).map(({ attrs }) => nodeIn(String(attrs['href'] ?? '')));
  const item = links.find((at) => at?.item !== undefined && addressOf(at) === addressOf(node))?.item;
  return item === undefined ? undefined : receivedFrom(entry, { address: addressOf(node), item });
}
