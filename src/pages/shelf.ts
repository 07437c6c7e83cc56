// All posts of a site, in the order and the form in which pages take them.
import { newestFirst, type Entry, type Post } from '../model/entry.ts';
import type { Site } from '../model/site.ts';
import { shownOf, type Shown } from './shown.ts';

/** How many posts the home page and the page of a tag show. */
export const NEWEST = 30;

/** A site's entries, newest first, and what pages show of each. */
export interface Shelf {
  readonly site: Site;
  readonly entries: readonly Entry[];
  readonly shown: ReadonlyMap<Entry, Shown>;
}

/** The posts of a site, put in order. */
export function shelfOf(site: Site, posts: readonly Post[]): Shelf {
  const shown = new Map(posts.map((post) => [post.entry, shownOf(site, post)]));
  return { site, entries: [...shown.keys()].sort(newestFirst), shown };
}

/** What pages show of some of the entries, in their order. */
export function shownIn({ shown }: Shelf, entries: readonly Entry[]): readonly Shown[] {
  return entries.flatMap((entry) => shown.get(entry) ?? []);
}
