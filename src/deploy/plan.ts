// What a deploy changes at the target, and in which order: a reader who comes in the middle never follows a link to a
// page that is not there yet.
import { FEEDS } from '../feeds/listing.ts';
import { grouped } from '../model/grouped.ts';
import type { Hashes } from '../model/tree.ts';

/** Paths, each step in its order. Only what the manifest names as ours is ever removed. */
export interface Plan {
  /** Ours, in the way of an upload: a file where a folder comes, or below what becomes a file. Removed first. */
  readonly inTheWay: readonly string[];
  /** New pages and assets, then changed ones. */
  readonly pages: readonly string[];
  /** Listings and sitemaps, then feeds: what links to the pages. */
  readonly listings: readonly string[];
  /** Ours, and no longer part of the site. Removed last. */
  readonly removals: readonly string[];
}

/** What a deploy did. */
export interface Pushed {
  readonly uploaded: number;
  readonly removed: number;
  /** Paths of the site that changed, feeds too; all feeds, where the method does not say. */
  readonly changed: readonly string[];
}

const FEED_NAMES = new Set<string>(Object.values(FEEDS));
const SITEMAP = /^sitemap([-/].+)?\.xml$/;
/** Home, the calendar (`2026/`, `2026/11/`, `2026/11/22/`) and the tags; what a search reads. */
const LISTING = /^((\d{4}\/(\d\d\/){0,2}|tags\/(.+\/)?)?index\.html|search\/.+\.(json|bin))$/;

export function isFeed(path: string): boolean {
  return FEED_NAMES.has(path.slice(path.lastIndexOf('/') + 1));
}

/** The way from what is there to what was built, of the files that may differ. */
export function planOf(built: Hashes, there: Hashes): Plan {
  const uploads = [...built].filter(([path, hash]) => there.get(path) !== hash).map(([path]) => path);
  const gone = [...there.keys()].filter((path) => !built.has(path));
  const files = new Set(uploads);
  const folders = new Set(uploads.flatMap(foldersOf));
  const blocks = (path: string): boolean => folders.has(path) || foldersOf(path).some((folder) => files.has(folder));
  const byRank = grouped(uploads.sort(), (path) => rankOf(path, there.has(path)));
  const ranked = (...ranks: readonly number[]): string[] => ranks.flatMap((rank) => byRank.get(rank) ?? []);
  return {
    inTheWay: gone.filter(blocks).sort(),
    pages: ranked(0, 1),
    listings: ranked(2, 3),
    removals: gone.filter((path) => !blocks(path)).sort(),
  };
}

export function uploadsOf({ pages, listings }: Plan): string[] {
  return [...pages, ...listings];
}

export function removalsOf({ inTheWay, removals }: Plan): string[] {
  return [...inTheWay, ...removals];
}

export function changesOf(plan: Plan): string[] {
  return [...uploadsOf(plan), ...removalsOf(plan)];
}

/** What was done, once the plan is. Of the uploads those count that the target did not hold already. */
export function pushedBy(plan: Plan, isNew = (_path: string): boolean => true): Pushed {
  const uploads = uploadsOf(plan).filter(isNew);
  return { uploaded: uploads.length, removed: removalsOf(plan).length, changed: uploads };
}

function rankOf(path: string, isThere: boolean): number {
  if (isFeed(path)) return 3;
  if (LISTING.test(path) || SITEMAP.test(path)) return 2;
  return isThere ? 1 : 0;
}

/** `a/b/c` is in `a` and `a/b`. */
export function foldersOf(path: string): string[] {
  const parts = path.split('/');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
}
