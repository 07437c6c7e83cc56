// A node as feeds in a folder: which files they are, and what they say. Its Atom feed goes back, by the archives of its
// months, to what the node has long dropped.
import { atomFeed } from '../feeds/atom-feed.ts';
import { jsonFeed } from '../feeds/json.ts';
import { FEEDS, type Deleted, type Listing, type Publication } from '../feeds/listing.ts';
import { rssFeed } from '../feeds/rss.ts';
import { newestFirst, type Entry } from '../model/entry.ts';
import type { Kept } from '../model/received.ts';
import { addressOf, type NodeAt } from '../nodes/address.ts';
import { nodeAddress } from '../feeds/node-address.ts';
import { monthsOf, type Months } from './months.ts';

/** So many entries at least are in the three feeds beside each other, where there are as many; so many deletions too. */
const NEWEST = 50;

/** What stands in the folder. */
export interface Shown {
  readonly node: NodeAt;
  /** What the feeds are called; else the node's own name. */
  readonly title?: string;
  /** Where the folder will be on the web, with a slash at its end. */
  readonly url?: string;
  /** WebSub hubs that are told of each change. */
  readonly hubs: readonly string[];
  readonly entries: readonly Kept[];
  /** Newest first. */
  readonly deleted: readonly Deleted[];
  /** The months that had an archive. */
  readonly archived: readonly string[];
  readonly now: string;
}

/** A file that is written when it is known to be another. */
export interface Draft {
  readonly name: string;
  /** All that it is made of. */
  readonly listing: Listing;
  readonly text: () => string;
}

/** The files, in the order in which they are written: none points to one that comes after it. */
export function draftsOf({ node, title = nameOf(node), url = '', ...shown }: Shown): readonly Draft[] {
  const entries = shown.entries.map((entry) => entryOf(entry, node)).sort(newestFirst);
  const there = new Set(entries.map(({ id }) => id));
  const deleted = shown.deleted.filter(({ id }) => !there.has(id));
  const months = monthsOf({ entries, deleted }, shown.archived, shown.now);
  const site = publicationOf(node, { url, hubs: shown.hubs });
  const { running } = months;
  const listing: Listing = {
    site,
    title,
    path: '',
    kind: 'current',
    ...archiveBefore(months, -1),
    entries: entries.slice(0, Math.max(running.entries.length, NEWEST)),
    deleted: deleted.slice(0, Math.max(running.deleted.length, NEWEST)),
  };
  const short = { ...listing, entries: entries.slice(0, NEWEST) };
  return [
    ...archivesOf(months, { site, title }).toReversed(),
    { name: FEEDS.rss, listing: short, text: () => rssFeed(short) },
    { name: FEEDS.json, listing: short, text: () => jsonFeed(short) },
    { name: FEEDS.atom, listing, text: () => atomFeed(listing) },
  ];
}

function archivesOf(months: Months, { site, title }: Pick<Listing, 'site' | 'title'>): readonly Draft[] {
  return months.finished.map(({ path, entries, deleted }, at) => {
    const month = { site, title, path, kind: 'archive', entries, deleted, ...archiveBefore(months, at) } as const;
    return { name: path + FEEDS.atom, listing: month, text: () => atomFeed(month) };
  });
}

function archiveBefore({ finished }: Months, at: number): Pick<Listing, 'archive'> {
  const before = finished[at + 1];
  return before ? { archive: before.path } : {};
}

/** The id of the feed is the address of its node, wherever the folder is. */
function publicationOf(node: NodeAt, { url, hubs }: { url: string; hubs: readonly string[] }): Publication {
  return {
    id: addressOf(node),
    description: '',
    language: '',
    author: { name: nameOf(node), me: [] },
    url,
    xmpp: { jid: node.service, node: node.node },
    announce: { hubs },
  };
}

function nameOf({ service, node }: NodeAt): string {
  return service.includes('@') ? service : `${node} at ${service}`;
}

function entryOf(entry: Kept, node: NodeAt): Entry {
  const { item = '', heard, number: _, at: __, read: ___, starred: ____, ...said } = entry;
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
