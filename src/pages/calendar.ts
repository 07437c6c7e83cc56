// The whole history by calendar: years, months, and the days of a month that is too big for one page.
import { monthPath, periodsOf, type Period } from '../model/calendar.ts';
import type { Entry } from '../model/entry.ts';
import { grouped } from '../model/grouped.ts';
import { dayIn, monthIn } from '../model/language.ts';
import type { Page } from '../model/page.ts';
import type { Site } from '../model/site.ts';
import { listingHead, periodLink, siteLinks } from './head.ts';
import { shownIn, type Shelf } from './shelf.ts';
import type { Place } from './shown.ts';

const YEAR = 'YYYY/'.length;
const MONTH = 'YYYY/MM/'.length;

/** A place that says how much is there. */
interface Shelved extends Place {
  readonly count: number;
}

/** The pages of all years, months and days of big months that have posts; newest first. */
export function calendarPages(shelf: Shelf): readonly Page[] {
  const periods = periodsOf(shelf.site, shelf.entries);
  const months = grouped(periods, ({ path }) => path.slice(0, MONTH));
  const years = grouped(months, ([path]) => path.slice(0, YEAR));
  return [
    ...[...years].map(([path, months]) => yearPage(shelf.site, path, months)),
    ...[...months]
      .filter(([path, [first]]) => first?.path !== path)
      .map(([path, days]) => bigMonth(shelf.site, path, days)),
    ...periods.map((period) => periodPage(shelf, period)),
  ];
}

/** The years that have posts, newest first. */
export function yearsOf(site: Site, entries: readonly Entry[]): readonly Place[] {
  const years = new Set(entries.map(({ published }) => monthPath(published, site.timezone).slice(0, YEAR)));
  return [...years].map(yearPlace);
}

function yearPlace(path: string): Place {
  return { name: path.slice(0, 4), path };
}

function yearPage(site: Site, path: string, months: ReadonlyArray<readonly [string, readonly Period[]]>): Page {
  const places = months.map(([path, periods]) => shelved(monthIn(site, timeOf(periods)), path, periods));
  const { name } = yearPlace(path);
  return {
    path: `${path}index.html`,
    template: 'places.njk',
    data: { head: listingHead(site, { name, path }), name, places, up: [] },
  };
}

function bigMonth(site: Site, path: string, days: readonly Period[]): Page {
  const name = monthIn(site, timeOf(days));
  const places = days.map((day) => shelved(dayIn(site, timeOf([day])), day.path, [day]));
  const up = [yearPlace(path.slice(0, YEAR))];
  return {
    path: `${path}index.html`,
    template: 'places.njk',
    data: { head: listingHead(site, { name, path }), name, places, up },
  };
}

function periodPage(shelf: Shelf, { path, entries }: Period): Page {
  const { site } = shelf;
  const time = timeOf([{ path, entries }]);
  const month = { name: monthIn(site, time), path: path.slice(0, MONTH) };
  const year = yearPlace(path.slice(0, YEAR));
  const isMonth = path === month.path;
  const name = isMonth ? month.name : dayIn(site, time);
  const links = [periodLink(site, path, `${site.title}: ${name}`), ...siteLinks(site)];
  const head = listingHead(site, { name, path }, links);
  const up = isMonth ? [year] : [year, month];
  const posts = shownIn(shelf, entries);
  return { path: `${path}index.html`, template: 'posts.njk', data: { head, name, posts, up } };
}

function shelved(name: string, path: string, periods: readonly Period[]): Shelved {
  return { name, path, count: periods.reduce((sum, { entries }) => sum + entries.length, 0) };
}

// A period is there because an entry is in it.
function timeOf([first]: readonly Period[]): string {
  const time = first?.entries[0]?.published;
  if (time === undefined) throw new Error('a period without an entry');
  return time;
}
