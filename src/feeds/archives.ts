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

/** All feeds of a site, of the entries that are published, in any order. `now` tells which periods are finished. */
export function feedFiles(site: Site, entries: readonly Entry[], now: Date): readonly File[] {
  return listingsOf(site, entries, now).flatMap(filesOf);
}

/** The feeds of a listing: home and tags have all three, the calendar has Atom alone. */
export function filesOf(listing: Listing): readonly File[] {
  const { path, kind } = listing;
  const atom = { path: path + FEEDS.atom, bytes: atomFeed(listing) };
  if (kind !== 'current') return [atom];
  return [
    atom,
    { path: path + FEEDS.rss, bytes: rssFeed(listing) },
    { path: path + FEEDS.json, bytes: jsonFeed(listing) },
  ];
}

/** What the feeds of a site hold and point to: home, the tags, and the periods, newest first. */
export function listingsOf(site: Site, entries: readonly Entry[], now: Date): readonly Listing[] {
  const newest = entries.toSorted(newestFirst);
  const periods = periodsOf(site, newest);
  const running = periods.filter((period) => !isFinished(period, site, now));
  const unarchived = running.reduce((sum, { entries }) => sum + entries.length, 0);
  const home: Listing = {
    site,
    title: site.title,
    path: '',
    kind: 'current',
    entries: newest.slice(0, Math.max(unarchived, NEWEST)),
    ...archiveIn(periods[running.length]),
  };
  const calendar = periods.map(({ path, entries }, at): Listing => {
    const listing = { site, title: `${site.title}: ${path.slice(0, -1)}`, path, entries };
    if (at < running.length) return { ...listing, kind: 'period' };
    return { ...listing, kind: 'archive', ...archiveIn(periods[at + 1]) };
  });
  return [home, ...tagListings(site, newest), ...calendar];
}

function archiveIn(period: Period | undefined): Pick<Listing, 'archive'> {
  return period ? { archive: period.path } : {};
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
