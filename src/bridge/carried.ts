// Decides what of a feed goes onto a node, and as what. It is held against what the node has, which is the only memory
// of it: so nothing is lost with this machine, and nothing is sent twice by another.
import { newestFirst, type Entry } from '../model/entry.ts';
import type { Feed, Received } from '../model/received.ts';
import type { Account } from '../model/site.ts';
import { nodeIn } from '../feeds/node-address.ts';
import { isOnNode, type Item, type OwnItem } from '../nodes/items.ts';
import { isCarried, type Carrier } from './publisher.ts';

export interface Carrying extends Carrier {
  readonly at: Account;
  /** What is on the node. */
  readonly items: readonly Item[];
  readonly now: Date;
}

/**
 * The entries of a feed as the node is to have them, newest first. What came out of a bridge or from this node is not
 * among them, nor what stands there already by somebody else.
 */
export function carriedFrom(feed: Feed, carrying: Carrying): readonly Entry[] {
  if (feed.node !== undefined && isThisNode(feed.node, carrying.at)) return [];
  const ours = carrying.items.filter((item) => isCarried(carrying, item));
  const theirs = carrying.items.filter((item) => !isCarried(carrying, item));
  const identities = renamed(feed, ours);
  return feed.entries
    .map((entry, place) => ({ entry, place }))
    .filter(({ entry }) => entry.id !== '' && !entry.bridged && !isFromHere(entry, carrying.at))
    .map(({ entry, place }) => {
      const item = identities.get(entry.id);
      return likeItem(
        entryOf(entry, feed, { ...carrying, place, id: item?.written.id ?? entry.id }),
        item,
        carrying.at,
      );
    })
    .filter((entry) => !theirs.some((item) => stands(entry, item)))
    .sort(newestFirst);
}

function isThisNode(address: string, { jid, service, node }: Account): boolean {
  const at = nodeIn(address);
  return at !== undefined && at.service === (service ?? jid) && at.node === node;
}

/** Comments on it are taken where its own node is. */
function isFromHere({ comments }: Received, { jid }: Account): boolean {
  const at = nodeIn(comments ?? '');
  return at?.service === jid && at.node.startsWith('urn:xmpp:microblog:0:comments/');
}

function stands({ id, key, url }: Entry, { id: item, written }: Item): boolean {
  return item === key || written?.id === id || written?.url === url;
}

/**
 * The item of each entry that has one, by the entry's id. Some feeds give all their entries new ids one day: one that is
 * like an item whose own id the feed no longer names is the same.
 */
function renamed(feed: Feed, ours: readonly OwnItem[]): ReadonlyMap<string, OwnItem> {
  const items = new Map(ours.map((item) => [item.written.id, item]));
  const named = new Set([...feed.entries.map(({ id }) => id), ...feed.deleted]);
  const free = new Set(ours.filter(({ written }) => !named.has(written.id)));
  for (const entry of feed.entries) {
    if (items.has(entry.id)) continue;
    const before = [...free].find(({ written }) => isRenamed(entry, written));
    if (!before) continue;
    free.delete(before);
    items.set(entry.id, before);
  }
  return items;
}

/** It is where it was; or, since blogs move, it says the same words and is of the same second. */
function isRenamed({ url, published, text, title = '' }: Received, before: OwnItem['written']): boolean {
  const isThen = published !== '' && before.published === published;
  const saysTheSame = before.text === text && (before.title ?? '') === title;
  return before.url === url ? isThen || saysTheSame : isThen && saysTheSame && title + text !== '';
}

interface Placed extends Carrying {
  /** In the document, from 0 on. */
  readonly place: number;
  /** The id by which the node knows it, or is to know it. */
  readonly id: string;
}

const SECOND = 1000;

function entryOf(entry: Received, feed: Feed, { place, id, feed: address, keyOf, now }: Placed): Entry {
  const { item: _, bridged: __, references: ___, ...said } = entry;
  // One without a date is from when it was first seen; of several, the first in the document is the newest.
  const seen = `${new Date(now.getTime() - place * SECOND).toISOString().slice(0, 19)}Z`;
  const published = entry.published || seen;
  const title = feed.title || address;
  return {
    ...said,
    id,
    key: keyOf(id),
    author: { name: entry.author.name || title },
    published,
    updated: entry.updated || published,
    takenFrom: { feed: address, title, author: entry.author, ...(feed.page !== undefined && { page: feed.page }) },
  };
}

/**
 * It stays in its place, and of one that says what its item says the dates count for nothing: some feeds give all their
 * entries a new date whenever they are made, and nobody wants to hear them again.
 */
function likeItem(entry: Entry, item: OwnItem | undefined, at: Account): Entry {
  if (!item) return entry;
  const { published, updated } = item.written;
  const same = { ...entry, published, updated };
  return isOnNode(same, item, at) ? same : { ...entry, published, updated: later(entry.updated, updated) };
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}
