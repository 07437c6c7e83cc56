// A moment as people write it. Strict, and never by the machine's own zone.
import type { Problem } from './problem.ts';
import { offsetOf } from './zone.ts';

/** A moment in RFC 3339 (UTC, to the second), or what is wrong with the text that should be one. */
export type Moment = { readonly time: string } | Omit<Problem, 'where'>;

const WRITTEN =
  /^(?<day>\d{4}-\d{2}-\d{2})(?:[T ](?<time>\d{2}:\d{2}(?::[0-5]\d)?)(?:\.\d+)?(?: ?(?<offset>Z|[+-]\d{2}:?\d{2}))?)?$/;

const HOW = 'Write it as 2026-05-01 or 2026-05-01T09:30:00Z.';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

/**
 * `2026-11-22`, `2026-11-22T09:30`, with seconds, a space for the T, Z or an offset. Without offset it is read in the
 * zone; of a time that the clocks show twice, the earlier. A day alone is its first moment: notes of one day that give
 * no time are then ordered by their keys.
 */
export function momentOf(text: string, zone: string): Moment {
  const { day, time, offset } = WRITTEN.exec(text)?.groups ?? {};
  if (day === undefined) return { what: `"${text}" is not a date.`, next: HOW };
  const shown = shownAt(`${day}T${time ?? '00:00'}`);
  const ahead = offset === undefined ? 0 : aheadIn(offset);
  if (shown === undefined || ahead === undefined) {
    return { what: `"${text}" is not a date: there is no such day or time.`, next: HOW };
  }
  if (offset !== undefined) return inUtc(text, shown - ahead);
  const first = firstMoment(shown, zone);
  // The first moment of a day: not everywhere is it midnight.
  if (time === undefined || first + offsetOf(zone, first) === shown) return inUtc(text, first);
  return {
    what: `"${text}" does not exist in ${zone}: the clocks were put forward.`,
    next: 'Write another time, or one with its offset, such as 2026-05-01T09:30:00Z.',
  };
}

/** The moment, in milliseconds, at which the clocks of UTC show this; undefined when they never do. */
function shownAt(text: string): number | undefined {
  const moment = Date.parse(`${text}Z`);
  // Date takes the 30th of February for the 2nd of March, and 24:00 for the next day.
  return !Number.isNaN(moment) && new Date(moment).toISOString().startsWith(text) ? moment : undefined;
}

/** The milliseconds in `Z`, `+05:30` or `-0800`; undefined when a clock cannot show them. */
function aheadIn(offset: string): number | undefined {
  const [, sign, hours, minutes] = /^([+-])([01]\d|2[0-3]):?([0-5]\d)$/.exec(offset) ?? [];
  if (sign === undefined) return offset === 'Z' ? 0 : undefined;
  const ahead = (Number(hours) * 60 + Number(minutes)) * MINUTE;
  return sign === '-' ? -ahead : ahead;
}

/** The first moment at which the clocks of a zone show what those of UTC show at `shown`, or else something later. */
function firstMoment(shown: number, zone: string): number {
  // No zone is a day ahead of UTC or behind it, and none changes its clocks twice in two days.
  const offsets = [offsetOf(zone, shown - DAY), offsetOf(zone, shown + DAY)];
  let [before, after] = [shown - Math.max(...offsets), shown - Math.min(...offsets)];
  for (const moment of [before, after]) if (moment + offsetOf(zone, moment) === shown) return moment;
  // The clocks leave it out, so they were put forward between the two.
  while (after - before > SECOND) {
    const between = Math.floor((before + after) / 2 / SECOND) * SECOND;
    if (between + offsetOf(zone, between) < shown) before = between;
    else after = between;
  }
  return after;
}

function inUtc(text: string, moment: number): Moment {
  const time = new Date(moment).toISOString().replace('.000Z', 'Z');
  // RFC 3339 has four digits for the year; a zone can carry the first and the last day beyond them.
  return time.length === 'YYYY-MM-DDTHH:MM:SSZ'.length ? { time } : { what: `"${text}" is not a date.`, next: HOW };
}
