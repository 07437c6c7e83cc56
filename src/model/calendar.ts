// The calendar of a site: which day a moment is in the site's zone, and the periods whose pages and feeds hold it.
import type { Entry } from './entry.ts';
import { grouped } from './grouped.ts';
import type { Site } from './site.ts';

/** Above this many entries a month lists its days, and each day has a page and a feed of its own. */
const BIG_MONTH = 200;

/** A month, or a day of a big month, that has entries. `path` is relative to the site: `2026/11/`, `2026/11/22/`. */
export interface Period {
  readonly path: string;
  readonly entries: readonly Entry[];
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** The day of a moment in a zone, as a path: `2026/11/22/`. */
export function dayPath(time: string, zone: string): string {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
    formats.set(zone, format);
  }
  const part = Object.fromEntries(format.formatToParts(new Date(time)).map(({ type, value }) => [type, value]));
  return `${part['year']?.padStart(4, '0')}/${part['month']}/${part['day']}/`;
}

/** The month of a moment in a zone: `2026/11/`. */
export function monthPath(time: string, zone: string): string {
  return dayPath(time, zone).slice(0, 'YYYY/MM/'.length);
}

/** The periods that have entries, newest first; the entries of each keep their order. Each entry is in one. */
export function periodsOf(site: Site, entries: readonly Entry[]): readonly Period[] {
  const months = grouped(entries, (entry) => monthPath(entry.published, site.timezone));
  const periods = [...months].flatMap(([path, month]) =>
    month.length > BIG_MONTH
      ? [...grouped(month, (entry) => dayPath(entry.published, site.timezone))]
      : [[path, month] as const],
  );
  return periods.map(([path, entries]) => ({ path, entries })).sort((a, b) => (a.path < b.path ? 1 : -1));
}
