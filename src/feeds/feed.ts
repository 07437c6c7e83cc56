// A feed of the site, in its format.
import type { Entry } from '../model/entry.ts';
import type { Site } from '../model/site.ts';
import type { FeedSketch } from './archives.ts';
import { atomFeed } from './atom-feed.ts';
import { jsonFeed } from './json.ts';
import type { Listing } from './listing.ts';
import { rssFeed } from './rss.ts';

const WRITERS: Record<FeedSketch['maker'], (listing: Listing) => string> = {
  atom: atomFeed,
  rss: rssFeed,
  json: jsonFeed,
};

/** The feed as a document; `entries` are those of the sketch's cards, in their order. */
export function feedOf(site: Site, { maker, frame }: FeedSketch, entries: readonly Entry[]): string {
  const { name, ...rest } = frame;
  const title = name === undefined ? site.title : `${site.title}: ${name}`;
  return WRITERS[maker]({ ...rest, title, site, entries });
}
