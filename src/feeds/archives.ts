// Which feeds a site has, and how its history hangs together (RFC 5005 §4):
//
//   atom.xml ──prev-archive──▶ 2026/10/atom.xml ──▶ 2026/09/atom.xml ──▶ …      2026/11/atom.xml (November runs still)
//
// Home holds at least all that is newer than the newest archive, so one who follows the links misses nothing. A new
// entry touches home, its tags and its period, and no archive.
import { dayPath, periodsOf, type Period } from '../model/calendar.ts';
import type { Card } from '../model/card.ts';
import { remembered } from '../model/remembered.ts';
import type { Shelf } from '../model/shelf.ts';
import type { Site } from '../model/site.ts';
import type { Sketch } from '../model/sketch.ts';
import { tagPath } from '../model/tag.ts';
import { FEEDS } from './listing.ts';
import type { Listing } from './listing.ts';

/** Home and tags hold this many entries at least, where there are as many. */
const NEWEST = 30;

/** A feed before it has its entries. */
export interface FeedSketch extends Sketch {
  readonly maker: keyof typeof FEEDS;
  readonly frame: Frame;
}

/** What a listing is beside its entries and its site; `name` is what stands beside the site's own. */
interface Frame extends Pick<Listing, 'path' | 'kind' | 'archive'> {
  readonly name?: string;
}

/**
 * The feeds of a site: home and the tags have all three, the calendar has Atom alone. `now` tells which periods are
 * finished.
 */
export function feedSketches(site: Site, shelf: Shelf, now: Date): readonly FeedSketch[] {
  const periods = periodsOf(shelf);
  const today = dayPath(now.toISOString(), site.timezone);
  const running = periods.filter(({ path }) => !isFinished(path, today));
  const unarchived = running.reduce((sum, { cards }) => sum + cards.length, 0);
  const newest = shelf.all.slice(0, Math.max(unarchived, NEWEST));
  return [
    ...threeOf({ path: '', kind: 'current', ...archiveIn(periods[running.length]) }, newest),
    ...[...shelf.tags].flatMap(([tag, cards]) => tagFeeds(cards, tag)),
    ...periods.map((period, at) => {
      const { path } = period;
      const older = at < running.length ? { kind: 'period' as const } : archiveIn(periods[at + 1]);
      return periodFeed(period, { path, name: path.slice(0, -1), kind: 'archive', ...older });
    }),
  ];
}

/** Whether a sketch is one of a feed. */
export function isFeedSketch(sketch: Sketch): sketch is FeedSketch {
  return Object.hasOwn(FEEDS, sketch.maker);
}

function one(maker: FeedSketch['maker'], frame: Frame, cards: readonly Card[]): FeedSketch {
  return { path: frame.path + FEEDS[maker], maker, frame, cards };
}

function threeOf(frame: Frame, cards: readonly Card[]): readonly FeedSketch[] {
  return [one('atom', frame, cards), one('rss', frame, cards), one('json', frame, cards)];
}

// A tag's posts are the same array until one of them changes.
const tagFeeds = remembered((cards: readonly Card[], tag: string): readonly FeedSketch[] => {
  return threeOf({ path: tagPath(tag), name: `#${tag}`, kind: 'current' }, cards.slice(0, NEWEST));
});

const periods = new WeakMap<readonly Card[], FeedSketch>();

function periodFeed({ cards }: Period, frame: Frame): FeedSketch {
  const before = periods.get(cards);
  if (before?.frame.kind === frame.kind && before.frame.archive === frame.archive) return before;
  const sketch = one('atom', frame, cards);
  periods.set(cards, sketch);
  return sketch;
}

function archiveIn(period: Period | undefined): Pick<Frame, 'archive'> {
  return period ? { archive: period.path } : {};
}

/** Whether the clock, in the site's zone, is past the end of a period. Paths of the calendar sort as time does. */
function isFinished(path: string, today: string): boolean {
  return today.slice(0, path.length) > path;
}
