// Decides what is taken off a node because its feed has taken it back.
import type { Feed } from '../model/received.ts';
import type { OwnItem } from '../nodes/items.ts';

/** What counts as taken back: what the feed says to be (RFC 6721), or also what it leaves out. */
export type Deletes = 'said' | 'mirrored';

/**
 * The ids of those missing items that the feed has taken back. A feed is a window, so that what it no longer lists has
 * not been deleted; where deletes are mirrored, that counts which is missing between two that it lists.
 */
export function takenBack(missing: readonly OwnItem[], feed: Feed, deletes: Deletes): ReadonlySet<string> {
  const said = new Set(feed.deleted);
  const dates = feed.entries
    .map(({ published }) => published)
    .filter((date) => date !== '')
    .sort();
  const [oldest, newest] = [dates[0], dates.at(-1)];
  const isInside = ({ published }: OwnItem['written']): boolean =>
    oldest !== undefined && newest !== undefined && oldest < published && published < newest;
  return new Set(
    missing
      .filter(({ written }) => said.has(written.id) || (deletes === 'mirrored' && isInside(written)))
      .map(({ id }) => id),
  );
}
