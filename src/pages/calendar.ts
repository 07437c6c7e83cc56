// The whole history by calendar: years, months, and the days of a month that is too big for one page.
import { periodsOf, type Period } from '../model/calendar.ts';
import type { Post } from '../model/entry.ts';
import { grouped } from '../model/grouped.ts';
import { periodIn } from '../model/language.ts';
import type { Page } from '../model/page.ts';
import { remembered } from '../model/remembered.ts';
import type { Shelf } from '../model/shelf.ts';
import type { Site } from '../model/site.ts';
import type { Sketch } from '../model/sketch.ts';
import { chartOf } from './chart.ts';
import { listingHead, periodLink, siteLinks } from './head.ts';
import { shownOf, type Place } from './shown.ts';

const YEAR = 'YYYY/'.length;
const MONTH = 'YYYY/MM/'.length;

/** A month or a day, and how many posts it has. */
interface Filled {
  readonly path: string;
  readonly count: number;
}

/** A year with its months, or a big month with its days. */
export interface SpanSketch extends Sketch {
  readonly maker: 'span';
  readonly frame: { readonly path: string; readonly periods: readonly Filled[] };
}

/** All posts of a month, or of a day of a big month. */
export interface PeriodSketch extends Sketch {
  readonly maker: 'period';
  readonly frame: { readonly path: string };
}

/** The pages of all years, months and days of big months that have posts; newest first. */
export function calendarSketches(shelf: Shelf): ReadonlyArray<SpanSketch | PeriodSketch> {
  const periods = periodsOf(shelf);
  const months = [...grouped(periods, ({ path }) => path.slice(0, MONTH))];
  const years = grouped(months, ([path]) => path.slice(0, YEAR));
  return [
    ...[...years].map(([path, months]) =>
      span(
        path,
        months.map(([path, periods]) => ({ path, count: countOf(periods) })),
      ),
    ),
    ...months
      .filter(([path, [first]]) => first?.path !== path)
      .map(([path, days]) =>
        span(
          path,
          days.map((day) => ({ path: day.path, count: countOf([day]) })),
        ),
      ),
    ...periods.map(({ path, cards }) => period(cards, path)),
  ];
}

function span(path: string, periods: readonly Filled[]): SpanSketch {
  return { path: `${path}index.html`, maker: 'span', frame: { path, periods }, cards: [] };
}

// The posts of a period are the same array until one of them changes.
const period = remembered((cards: Period['cards'], path: string): PeriodSketch => {
  return { path: `${path}index.html`, maker: 'period', frame: { path }, cards };
});

function countOf(periods: readonly Period[]): number {
  return periods.reduce((sum, { cards }) => sum + cards.length, 0);
}

/** The place of a year: `2026/`. */
export function yearPlace(path: string): Place {
  return { name: path.slice(0, 4), path };
}

/** What a year or a big month leads to. */
export function spanPage(site: Site, { path, frame }: SpanSketch): Page {
  const isYear = frame.path.length === YEAR;
  const name = isYear ? yearPlace(frame.path).name : periodIn(site, frame.path);
  const places = frame.periods.map(({ path, count }) => ({ name: periodIn(site, path), path, count }));
  const data = { head: listingHead(site, { name, path: frame.path }), name, places };
  const counts = new Map(frame.periods.map(({ path, count }) => [path, count]));
  const shown = isYear
    ? { chart: chartOf(site, frame.path, counts), up: [] }
    : { up: [yearPlace(frame.path.slice(0, YEAR))] };
  return { path, template: 'places.njk', data: { ...data, ...shown } };
}

/** The posts of a month or a day. */
export function periodPage(site: Site, { path, frame }: PeriodSketch, posts: readonly Post[]): Page {
  const month = { name: periodIn(site, frame.path.slice(0, MONTH)), path: frame.path.slice(0, MONTH) };
  const year = yearPlace(frame.path.slice(0, YEAR));
  const isMonth = frame.path === month.path;
  const name = isMonth ? month.name : periodIn(site, frame.path);
  const links = [periodLink(site, frame.path, `${site.title}: ${name}`), ...siteLinks(site)];
  const head = listingHead(site, { name, path: frame.path }, links);
  const up = isMonth ? [year] : [year, month];
  return { path, template: 'posts.njk', data: { head, name, posts: posts.map((post) => shownOf(site, post)), up } };
}
