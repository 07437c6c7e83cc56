// When a source is asked again: from what the server wants, how often the feed really publishes, and how often it has
// failed. All in minutes.

const MINUTE = 60_000;

/** No feed is asked more often than this, and none that still answers more seldom. */
const [SOONEST, LATEST] = [10, 24 * 60];

/** Where nothing is known of a feed. */
const USUAL = 60;

/** Publishings that count, the newest ones. */
const RECENT = 20;

/** A feed that has been silent for two days is asked every hour, for a week every four, for 48 days once a day. */
const PATIENCE = 48;

/** At most so much of the time is added by chance, lest all that were asked together stay together. */
const JITTER = 0.1;

/** The clock, and a number between 0 and 1. */
export interface Moment {
  readonly now: Date;
  readonly random: number;
}

type Headers = Readonly<Record<string, string>>;

/** Half the median time between the newest publishings; undefined where there were not two. */
export function paceOf(published: readonly string[], now: Date): number | undefined {
  const times = published.map((time) => Date.parse(time)).filter((time) => time <= now.getTime());
  const recent = [...new Set(times)].sort((a, b) => b - a).slice(0, RECENT);
  // What comes within minutes was published in one go.
  const gaps = recent.slice(1).map((time, at) => ((recent[at] ?? 0) - time) / MINUTE);
  const apart = gaps.filter((gap) => gap >= SOONEST).sort((a, b) => a - b);
  const median = apart[Math.floor(apart.length / 2)];
  return median === undefined ? undefined : Math.round(median / 2);
}

/** How long the server says that its answer holds (RFC 9111 §4.2). */
export function freshness(headers: Headers, now: Date): number {
  const control = headers['cache-control'] ?? '';
  if (/\bno-(?:cache|store)\b/i.test(control)) return 0;
  const age = /\bmax-age\s*=\s*"?(\d+)/i.exec(control)?.[1];
  if (age !== undefined) return bounded((Number(age) - (Number(headers['age']) || 0)) / 60);
  const [until, said] = [dateIn(headers['expires']), dateIn(headers['date'])];
  return until === undefined ? 0 : bounded((until - (said ?? now.getTime())) / MINUTE);
}

/** How long the server wants not to be asked (RFC 9110 §10.2.3: seconds or a date); undefined where it is nonsense. */
export function patienceAsked(headers: Headers, now: Date): number | undefined {
  const written = headers['retry-after']?.trim() ?? '';
  if (/^\d+$/.test(written)) return bounded(Number(written) / 60);
  const date = dateIn(written);
  return date === undefined || date <= now.getTime() ? undefined : bounded((date - now.getTime()) / MINUTE);
}

/** What is known of a source that has answered. */
export interface Rhythm {
  /** As `paceOf` gives it. */
  readonly pace?: number | undefined;
  /** When its newest entry was published. */
  readonly newest?: string | undefined;
  /** What it asks for itself. */
  readonly ttl?: number | undefined;
  /** As `freshness` gives it. */
  readonly fresh: number;
  /** A node tells of its entries: it is asked as a net only. */
  readonly pushed: boolean;
}

/** When a source that has answered is asked again. */
export function nextAsked({ pace = USUAL, newest, ttl = 0, fresh, pushed }: Rhythm, moment: Moment): string {
  const silent = newest === undefined ? 0 : (moment.now.getTime() - Date.parse(newest)) / MINUTE;
  const wanted = bounded(Math.max(SOONEST, pace, silent / PATIENCE, ttl, fresh));
  return later(pushed ? LATEST : wanted, moment);
}

/** When a source is asked again that has failed so often in a row, and wants this patience. */
export function nextTried(failures: number, patience: number | undefined, moment: Moment): string {
  const doubled = bounded(SOONEST * 2 ** (failures - 1));
  return later(Math.max(doubled, patience ?? 0), moment);
}

function later(minutes: number, { now, random }: Moment): string {
  return minutesAfter(minutes * (1 + random * JITTER), now);
}

/** The time so many minutes after this one: the second that is not before it. */
export function minutesAfter(minutes: number, now: Date): string {
  return timeOf(new Date(Math.ceil((now.getTime() + minutes * MINUTE) / 1000) * 1000));
}

/** As times are written, to the second: `2026-11-22T09:00:00Z`. */
export function timeOf(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}

function bounded(minutes: number): number {
  return Math.min(Math.max(minutes, 0), LATEST);
}

/** The date of a header (RFC 9110 §5.6.7), in milliseconds. */
function dateIn(written = ''): number | undefined {
  const time = /^[A-Z][a-z]+,? /.test(written) ? Date.parse(written) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}
