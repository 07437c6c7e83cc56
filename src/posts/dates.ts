// The door of temporal-polyfill: when a post was written. Strict, and never by the machine's own zone.
import { Temporal } from 'temporal-polyfill';
import type { Problem } from '../model/problem.ts';

/** A moment in RFC 3339 (UTC, to the second), or what is wrong with the text that should be one. */
export type Moment = { readonly time: string } | Omit<Problem, 'where'>;

/** The day, and perhaps the time, that begins the name of a file: `2026-11-22-hello`, `2026-11-22T0930-hello`. */
export const DATED = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2})(\d{2}))?(?=-|$)-?/;

const WRITTEN =
  /^(?<day>\d{4}-\d{2}-\d{2})(?:[T ](?<time>\d{2}:\d{2}(?::[0-5]\d)?)(?:\.\d+)?(?: ?(?<offset>Z|[+-]\d{2}:?\d{2}))?)?$/;

const HOW = 'Write it as 2026-05-01 or 2026-05-01T09:30:00Z.';

/**
 * `2026-11-22`, `2026-11-22T09:30`, with seconds, a space for the T, Z or an offset. Without offset it is read in the
 * zone; of a time that the clocks show twice, the earlier. A day alone is its first moment: notes of one day that give
 * no time are then ordered by their keys.
 */
export function momentOf(text: string, zone: string): Moment {
  const { day, time, offset } = WRITTEN.exec(text)?.groups ?? {};
  if (day === undefined) return { what: `"${text}" is not a date.`, next: HOW };
  try {
    const written = time === undefined ? undefined : Temporal.PlainDateTime.from(`${day}T${time}`);
    if (offset !== undefined && written) return inUtc(text, Temporal.Instant.from(`${day}T${time}${offset}`));
    // The first moment of a day: not everywhere is it midnight.
    if (!written) return inUtc(text, Temporal.PlainDate.from(day).toZonedDateTime(zone).toInstant());
    const zoned = written.toZonedDateTime(zone, { disambiguation: 'earlier' });
    if (zoned.toPlainDateTime().equals(written)) return inUtc(text, zoned.toInstant());
    return {
      what: `"${text}" does not exist in ${zone}: the clocks were put forward.`,
      next: 'Write another time, or one with its offset, such as 2026-05-01T09:30:00Z.',
    };
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    return { what: `"${text}" is not a date: there is no such day or time.`, next: HOW };
  }
}

function inUtc(text: string, instant: Temporal.Instant): Moment {
  const time = instant.toString({ smallestUnit: 'second' });
  // RFC 3339 has four digits for the year; a zone can carry the first and the last day beyond them.
  return time.length === 'YYYY-MM-DDTHH:MM:SSZ'.length ? { time } : { what: `"${text}" is not a date.`, next: HOW };
}

/** The date that the stem of a file's name begins with, as text for `momentOf`. */
export function dateInName(stem: string): string | undefined {
  const [, day, hour, minute] = DATED.exec(stem) ?? [];
  return hour === undefined ? day : `${day}T${hour}:${minute}`;
}
