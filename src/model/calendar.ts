// The calendar of a site: which day a moment is in the site's zone, and the periods whose pages and feeds hold it.
import type { Card } from './card.ts';
import { grouped } from './grouped.ts';
import { remembered } from './remembered.ts';
import type { Shelf } from './shelf.ts';
import { clockIn } from './zone.ts';

/** Above this many posts a month lists its days, and each day has a page and a feed of its own. */
const BIG_MONTH = 200;

/** A month, or a day of a big month, that has posts. `path` is relative to the site: `2026/11/`, `2026/11/22/`. */
export interface Period {
  readonly path: string;
  /** Newest first. */
  readonly cards: readonly Card[];
}

/** The day of a moment in a zone, as a path: `2026/11/22/`. */
export function dayPath(time: string, zone: string): string {
  const [day = ''] = clockIn(zone, Date.parse(time)).split('T');
  return `${day.replaceAll('-', '/')}/`;
}

const MONTH = 'YYYY/MM/'.length;

/** The month of a moment in a zone: `2026/11/`. */
export function monthPath(time: string, zone: string): string {
  return dayPath(time, zone).slice(0, MONTH);
}

/** The path of the period that holds a day, of all that are `live`: its month, or in a big month the day itself. */
export function periodOf(day: string, live: readonly Card[]): string {
  const month = day.slice(0, MONTH);
  let count = 0;
  for (const card of live) {
    if (card.day.startsWith(month)) count += 1;
    if (count > BIG_MONTH) return day;
  }
  return month;
}

/**
 * The periods that have posts, newest first, and in each the cards newest first; each card is in one. A period that has
 * not changed is the same array as before.
 */
export function periodsOf({ months }: Pick<Shelf, 'months'>): readonly Period[] {
  return [...months].flatMap(([path, cards]) => (cards.length > BIG_MONTH ? daysOf(cards) : [{ path, cards }]));
}

// A month is the same array until one of its posts changes.
const daysOf = remembered((month: readonly Card[]): readonly Period[] => {
  return [...grouped(month, ({ day }) => day)].map(([path, cards]) => ({ path, cards }));
});
