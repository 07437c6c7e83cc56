// What a language and a zone do to words: the direction they run in, and how a date is said.
import type { Site } from './site.ts';

// ISO 15924 codes of the scripts that are written from right to left and have living readers.
const RIGHT_TO_LEFT = new Set(['Adlm', 'Arab', 'Aran', 'Hebr', 'Mand', 'Mend', 'Nkoo', 'Rohg', 'Samr', 'Syrc', 'Thaa']);

type Direction = 'ltr' | 'rtl';

// Every post is asked, and a site has few languages.
const directions = new Map<string, Direction>();

/** `rtl` for Arabic, Hebrew and their like, else `ltr`. `language` is BCP 47. */
export function directionOf(language: string): Direction {
  const known = directions.get(language);
  if (known) return known;
  const made = RIGHT_TO_LEFT.has(new Intl.Locale(language).maximize().script ?? '') ? 'rtl' : 'ltr';
  directions.set(language, made);
  return made;
}

/** How to say something of a moment, and the formats made for it, by language and zone. */
interface Way {
  readonly options: Intl.DateTimeFormatOptions;
  readonly formats: Map<string, Intl.DateTimeFormat>;
}

const DAY: Way = { options: { year: 'numeric', month: 'long', day: 'numeric' }, formats: new Map() };
const TIME: Way = { options: { hour: '2-digit', minute: '2-digit' }, formats: new Map() };
const MONTH_NAME: Way = { options: { month: 'long' }, formats: new Map() };
const MONTH: Way = { options: { year: 'numeric', month: 'long' }, formats: new Map() };

// Making a format costs a thousand times what using one does.
function format({ language, timezone }: Site, { options, formats }: Way): Intl.DateTimeFormat {
  const key = `${language} ${timezone}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(language, { ...options, timeZone: timezone });
  formats.set(key, made);
  return made;
}

/** The day of a moment as the site's readers say it: `22 November 2026`. */
export function dayIn(site: Site, time: string): string {
  return format(site, DAY).format(Date.parse(time));
}

/** The time of day: `10:05`. */
export function timeIn(site: Site, time: string): string {
  return format(site, TIME).format(Date.parse(time));
}

/** The month: `November 2026`. */
export function monthIn(site: Site, time: string): string {
  return format(site, MONTH).format(Date.parse(time));
}

/** The name of a month by its path, without its year: `November`. */
export function monthNameIn(site: Site, path: string): string {
  const [year = '', month = ''] = path.split('/');
  return format({ ...site, timezone: 'UTC' }, MONTH_NAME).format(new Date(`${year}-${month}-15T12:00:00Z`));
}

/** A month or a day by its path: `2026/11/` is `November 2026`, `2026/11/22/` is `22 November 2026`. */
export function periodIn(site: Site, path: string): string {
  const [year = '', month = '', day] = path.split('/').filter(Boolean);
  const noon = `${year}-${month}-${day ?? '15'}T12:00:00Z`;
  return format({ ...site, timezone: 'UTC' }, day === undefined ? MONTH : DAY).format(new Date(noon));
}
