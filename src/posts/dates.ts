// When a post was written: what the name of its file says, and how its front matter is given it.
import { clockIn, offsetOf } from '../model/zone.ts';

/** The day, and perhaps the time, that begins the name of a file: `2026-11-22-hello`, `2026-11-22T0930-hello`. */
export const DATED = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2})(\d{2}))?(?=-|$)-?/;

const MINUTE = 60_000;

/** The date that the stem of a file's name begins with, as text for `momentOf`. */
export function dateInName(stem: string): string | undefined {
  const [, day, hour, minute] = DATED.exec(stem) ?? [];
  return hour === undefined ? day : `${day}T${hour}:${minute}`;
}

/** A moment as the clocks of a zone show it, with its offset: `2026-11-22T10:30:00+01:00`. */
export function localTime(moment: Date, zone: string): string {
  const ahead = offsetOf(zone, moment.getTime());
  const minutes = Math.round(Math.abs(ahead) / MINUTE);
  const [hour, minute] = [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0'));
  return `${clockIn(zone, moment.getTime())}${ahead < 0 ? '-' : '+'}${hour}:${minute}`;
}
