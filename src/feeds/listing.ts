// What a feed document is made from, and the addresses around it.
import type { Entry } from '../model/entry.ts';
import type { Announce, Site } from '../model/site.ts';
import { addressOf } from '../model/site.ts';
import { tagPath } from '../model/tag.ts';
import { nodeAddress } from './node-address.ts';

/** What a feed is of: a site, or a node that is bridged. Nobody knows where the feeds of a node will be: its `url` is ''. */
export interface Publication extends Pick<Site, 'id' | 'description' | 'language' | 'author' | 'url' | 'xmpp'> {
  readonly announce: Pick<Announce, 'hubs'>;
}

/** An entry that is no more (RFC 6721). */
export interface Deleted {
  readonly id: string;
  readonly when: string;
}

/** The entries of a page, as a feed beside it gives them. */
export interface Listing {
  readonly site: Publication;
  readonly title: string;
  /** Of the page, relative to the site: `` (home), `tags/xmpp/`, `2026/11/`. */
  readonly path: string;
  /** Newest first. */
  readonly entries: readonly Entry[];
  /** The path of the newest archive that is older than this listing's own entries. */
  readonly archive?: string;
  /** An archive is a finished period: it never changes again. Of a period that runs, nothing older is said. */
  readonly kind: 'current' | 'period' | 'archive';
  /** Of a bridged node: what has been taken back, newest first. The key of an entry is then the id of its item. */
  readonly deleted?: readonly Deleted[];
}

export const FEEDS = { atom: 'atom.xml', rss: 'rss.xml', json: 'feed.json' } as const;

/** The page that a listing's feeds are of; of a bridged node without an address on the web, the node. */
export function pageOf({ site, path }: Listing): string {
  return site.url === '' && site.xmpp ? nodeAddress(site.xmpp) : addressOf(site, path);
}

/** The address of one of a listing's feeds, where it has one. */
export function feedOf({ site, path }: Listing, format: keyof typeof FEEDS): string | undefined {
  return site.url === '' ? undefined : addressOf(site, path + FEEDS[format]);
}

/** When the newest change was made; never the time of the build. A listing without entries is as old as computers. */
export function updatedOf({ entries, deleted = [] }: Listing): string {
  const times = [...entries.map(({ updated }) => updated), ...deleted.map(({ when }) => when)];
  return times.reduce((newest, time) => (time > newest ? time : newest), '1970-01-01T00:00:00Z');
}

/** The hubs that hear of a listing's changes: nobody subscribes to a period. */
export function hubsOf({ site, kind }: Listing): readonly string[] {
  return kind === 'current' ? site.announce.hubs : [];
}

/** The feeds beside the home page, which any news changes. */
export function newsFeeds(site: Site): readonly string[] {
  return Object.values(FEEDS).map((file) => addressOf(site, file));
}

const FOLLOWED = new RegExp(`^(tags/[^/]+/)?(${Object.values(FEEDS).join('|')})$`);

/** Whether people subscribe to what is at this path: the feeds of home and of tags, not those of periods. */
export function isFollowed(path: string): boolean {
  return FOLLOWED.test(path);
}

/** The feeds that people subscribe to and that a change of these entries changes; none where there are none. */
export function changedFeeds(site: Site, entries: readonly Entry[]): readonly string[] {
  if (entries.length === 0) return [];
  const paths = new Set(['', ...entries.flatMap(({ tags }) => tags.map(tagPath))]);
  return [...paths].flatMap((path) => Object.values(FEEDS).map((file) => addressOf(site, path + file)));
}
