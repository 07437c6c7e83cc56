// What a language and a zone do to words: the direction they run in, and how a date is said.
import type { Site } from './site.ts';

// ISO 15924 codes of the scripts that are written from right to left and have living readers.
const RIGHT_TO_LEFT = new Set(['Adlm', 'Arab', 'Aran', 'Hebr', 'Mand', 'Mend', 'Nkoo', 'Rohg', 'Samr', 'Syrc', 'Thaa']);

/** `rtl` for Arabic, Hebrew and their like, else `ltr`. `language` is BCP 47. */
export function directionOf(language: string): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.has(new Intl.Locale(language).maximize().script ?? '') ? 'rtl' : 'ltr';
}

const DAY = { year: 'numeric', month: 'long', day: 'numeric' } as const;
const TIME = { hour: '2-digit', minute: '2-digit' } as const;
const MONTH = { year: 'numeric', month: 'long' } as const;

// Making a format costs a thousand times what using one does.
const formats = new Map<string, Intl.DateTimeFormat>();

function format(site: Site, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([site.language, site.timezone, options]);
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(site.language, { ...options, timeZone: site.timezone });
  formats.set(key, made);
  return made;
}

/** The day of a moment as the site's readers say it: `22 November 2026`. */
export function dayIn(site: Site, time: string): string {
  return format(site, DAY).format(new Date(time));
}

/** The time of day: `10:05`. */
export function timeIn(site: Site, time: string): string {
  return format(site, TIME).format(new Date(time));
}

/** The month: `November 2026`. */
export function monthIn(site: Site, time: string): string {
  return format(site, MONTH).format(new Date(time));
}
