// A node as feeds in a folder: which files they are, and what they say. Their Atom feed is an archive, which remembers
// what the node has long dropped.
import { atomFeed } from '../feeds/atom-feed.ts';
import { jsonFeed } from '../feeds/json.ts';
import { FEEDS, type Deleted, type Listing, type Publication } from '../feeds/listing.ts';
import { rssFeed } from '../feeds/rss.ts';
import { newestFirst, type Entry } from '../model/entry.ts';
import type { Kept } from '../model/received.ts';
import { addressOf, type NodeAt } from '../nodes/address.ts';
import { nodeAddress } from '../feeds/node-address.ts';

/** So many entries are in the Atom feed, and in the two others, which nobody takes for an archive. */
export const MOST = 1000;
const NEWEST = 50;
/** So many entries that are no more. */
const TOMBSTONES = 200;

/** What stands in the folder. */
export interface Shown {
  readonly node: NodeAt;
  /** What the feeds are called; else the node's own name. */
  readonly title?: string;
  /** Where the folder will be on the web, with a slash at its end. */
  readonly url?: string;
  readonly entries: readonly Kept[];
  /** Newest first. */
  readonly deleted: readonly Deleted[];
}

/** Each file by its name. They change only when something that they say does. */
export function filesOf({
  node,
  title = nameOf(node),
  url = '',
  entries,
  deleted,
}: Shown): ReadonlyMap<string, string> {
  const all = entries.map((entry) => entryOf(entry, node)).sort(newestFirst);
  const there = new Set(all.map(({ id }) => id));
  const gone = deleted.filter(({ id }) => !there.has(id)).slice(0, TOMBSTONES);
  const site = publicationOf(node, url);
  const listing: Listing = { site, title, path: '', kind: 'current', entries: all.slice(0, MOST), deleted: gone };
  const short = { ...listing, entries: all.slice(0, NEWEST) };
  return new Map([
    [FEEDS.atom, atomFeed(listing)],
    [FEEDS.rss, rssFeed(short)],
    [FEEDS.json, jsonFeed(short)],
  ]);
}

/** The id of the feed is the address of its node, wherever the folder is. */
function publicationOf(node: NodeAt, url: string): Publication {
  return {
    id: addressOf(node),
    description: '',
    language: '',
    author: { name: nameOf(node), me: [] },
    url,
    xmpp: { jid: node.service, node: node.node },
    announce: { hubs: [] },
  };
}

function nameOf({ service, node }: NodeAt): string {
  return service.includes('@') ? service : `${node} at ${service}`;
}

function entryOf({ item = '', heard, ...said }: Kept, node: NodeAt): Entry {
  const published = said.published || said.updated || heard;
  return {
    ...said,
    key: item,
    // One without a page on the web is read where it stands.
    url: /^https?:/i.test(said.url) ? said.url : nodeAddress({ jid: node.service, node: node.node }, item),
    author: { ...said.author, name: said.author.name || nameOf(node) },
    published,
    updated: said.updated || published,
  };
}
