// Which feeds a site has, and how its history hangs together (RFC 5005 §4):
//
//   atom.xml ──prev-archive──▶ 2026/10/atom.xml ──▶ 2026/09/atom.xml ──▶ …      2026/11/atom.xml (November runs still)
//
// Home holds at least all that is newer than the newest archive, so one who follows the links misses nothing. A new
// entry touches home, its tags and its period, and no archive.
import { dayPath, periodsOf } from '../model/calendar.ts';
import type { Period } from '../model/calendar.ts';
import { newestFirst } from '../model/entry.ts';
import type { Entry } from '../model/entry.ts';
import { grouped } from '../model/grouped.ts';
import type { File } from '../model/page.ts';
import type { Site } from '../model/site.ts';
import { tagPath } from '../model/tag.ts';
import { atomFeed } from './atom-feed.ts';
import { jsonFeed } from './json.ts';
import { FEEDS } from './listing.ts';
import type { Listing } from './listing.ts';
import { rssFeed } from './rss.ts';

/** Home and tags hold this many entries at least, where there are as many. */
const NEWEST = 30;

/** The listings that have all three feeds, and those of the calendar, which have Atom alone. */
export interface Listings {
  readonly current: readonly Listing[];
  readonly periods: readonly Listing[];
}

/** All feeds of a site, of the entries that are published, in any order. `now` tells which periods are finished. */
export function feedFiles(site: Site, entries: readonly Entry[], now: Date): readonly File[] {
  const { current, periods } = listingsOf(site, entries, now);
  return [
    ...current.flatMap((listing) => [
      { path: listing.path + FEEDS.atom, bytes: atomFeed(listing) },
      { path: listing.path + FEEDS.rss, bytes: rssFeed(listing) },
      { path: listing.path + FEEDS.json, bytes: jsonFeed(listing) },
    ]),
    ...periods.map((listing) => ({ path: listing.path + FEEDS.atom, bytes: atomFeed(listing) })),
  ];
}

/** What each feed of a site holds and points to. */
export function listingsOf(site: Site, entries: readonly Entry[], now: Date): Listings {
  const newest = entries.toSorted(newestFirst);
  const periods = periodsOf(site, newest);
  const running = periods.filter((period) => !isFinished(period, site, now));
  const archive = periods[running.length]?.path;
  const unarchived = running.reduce((sum, { entries }) => sum + entries.length, 0);
  const home: Listing = {
    site,
    title: site.title,
    path: '',
    kind: 'current',
    entries: newest.slice(0, Math.max(unarchived, NEWEST)),
    ...(archive !== undefined && { archive }),
  };
  return {
    current: [home, ...tagListings(site, newest)],
    periods: periods.map(({ path, entries }, at) => {
      const older = periods[at + 1]?.path;
      const title = `${site.title}: ${path.slice(0, -1)}`;
      if (at < running.length) return { site, title, path, entries, kind: 'period' };
      return { site, title, path, entries, kind: 'archive', ...(older !== undefined && { archive: older }) };
    }),
  };
}

function tagListings(site: Site, newest: readonly Entry[]): Listing[] {
  const uses = newest.flatMap((entry) => entry.tags.map((tag) => ({ tag, entry })));
  return [...grouped(uses, ({ tag }) => tag)].map(([tag, uses]) => ({
    site,
    title: `${site.title}: #${tag}`,
    path: tagPath(tag),
    kind: 'current',
    entries: uses.slice(0, NEWEST).map(({ entry }) => entry),
  }));
}

/** Whether the clock, in the site's zone, is past the end of a period. Paths of the calendar sort as time does. */
function isFinished({ path }: Period, site: Site, now: Date): boolean {
  return dayPath(now.toISOString(), site.timezone).slice(0, path.length) > path;
}
