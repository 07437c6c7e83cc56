// The clocks of a zone, by the IANA database that comes with ICU.

// Making a format costs a thousand times what using one does.
const formats = new Map<string, Intl.DateTimeFormat>();

const DAY = 24 * 60 * 60_000;

// By zone and day of UTC: how far the clocks are ahead, on days on which they are not changed. ICU takes a microsecond or
// two to say it, and is asked several times for each post.
const days = new Map<string, Map<number, number | undefined>>();

/** How far the clocks of a zone are ahead of UTC at a moment. Both in milliseconds. */
export function offsetOf(zone: string, moment: number): number {
  if (zone === 'UTC') return 0;
  const known = days.get(zone) ?? new Map<number, number | undefined>();
  days.set(zone, known);
  const day = Math.floor(moment / DAY);
  if (!known.has(day)) {
    // No zone changes its clocks twice in two days.
    const [first, next] = [offsetAt(zone, day * DAY), offsetAt(zone, (day + 1) * DAY)];
    known.set(day, first === next ? first : undefined);
  }
  return known.get(day) ?? offsetAt(zone, moment);
}

function offsetAt(zone: string, moment: number): number {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
    formats.set(zone, format);
  }
  // 11/22/2026, GMT+01:00; and GMT-00:44:30 when clocks still followed the sun.
  const offset = /GMT(?<sign>[+-])(?<hours>\d\d):(?<minutes>\d\d)(?::(?<seconds>\d\d))?$/.exec(format.format(moment));
  const { sign = '+', hours = 0, minutes = 0, seconds = 0 } = offset?.groups ?? {};
  const ahead = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
  return sign === '-' ? -ahead : ahead;
}

/** What the clocks of a zone show at a moment: `2026-11-22T10:30:00`. */
export function clockIn(zone: string, moment: number): string {
  return new Date(moment + offsetOf(zone, moment)).toISOString().replace(/\.\d+Z$/, '');
}
