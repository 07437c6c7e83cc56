// Times as strangers write them.

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

// Minutes east of Greenwich. One letter is a military zone, which RFC 2822 §4.3 says to take for UTC.
const ZONES = new Map(Object.entries({
  ut: 0, utc: 0, gmt: 0, z: 0, wet: 0, bst: 60, west: 60, cet: 60, met: 60, cest: 120, mest: 120, eet: 120, sast: 120,
  eest: 180, msk: 180, ist: 330, sgt: 480, awst: 480, jst: 540, kst: 540, aest: 600, aedt: 660, nzst: 720, nzdt: 780,
  nst: -210, ast: -240, edt: -240, adt: -180, est: -300, cdt: -300, cst: -360, mdt: -360, mst: -420, pdt: -420,
  pst: -480, akst: -540, akdt: -480, hst: -600,
})); // prettier-ignore

const CLOCK = String.raw`(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,]\d+)?)?\s*(?<half>[ap]\.?m\.?)?`;
const ZONE = String.raw`\s*(?<zone>(?:UTC?|GMT)?[+-]\d{1,2}:?\d{0,2}|[a-z]{1,5})?`;
const WEEKDAY = String.raw`(?:[\p{L}]{2,10}\.?,?\s+)?`;

const FORMS = [
  // 2026-11-22T09:00:00.123+01:00, 2026-11-22 09:00, 2026-11-22, 2026-11
  String.raw`(?<year>\d{4})-(?<month>\d{1,2})(?:-(?<day>\d{1,2})(?:[T\s]+${CLOCK}${ZONE})?)?`,
  // 20261122T090000Z
  String.raw`(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})(?:T?(?<hour>\d{2})(?<minute>\d{2})(?<second>\d{2})?${ZONE})?`,
  // Sun, 22 Nov 2026 09:00:00 GMT; 22-Nov-26; 22 November 2026
  String.raw`${WEEKDAY}(?<day>\d{1,2})(?:st|nd|rd|th)?[\s-]+(?<name>[a-z]{3,9})\.?,?[\s-]+(?<year>\d{4}|\d{2})(?:,?\s+(?:at\s+)?${CLOCK}${ZONE})?`,
  // Sun Nov 22 09:00:00 CET 2026 (asctime, and date(1))
  String.raw`${WEEKDAY}(?<name>[a-z]{3,9})\s+(?<day>\d{1,2})\s+${CLOCK}${ZONE}\s+(?<year>\d{4})`,
  // November 22, 2026 9:00 am
  String.raw`${WEEKDAY}(?<name>[a-z]{3,9})\.?\s+(?<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?<year>\d{4})(?:,?\s+(?:at\s+)?${CLOCK}${ZONE})?`,
  // 2026/11/22 09:00
  String.raw`(?<year>\d{4})[/.](?<month>\d{1,2})[/.](?<day>\d{1,2})(?:\s+${CLOCK}${ZONE})?`,
].map((form) => new RegExp(`^${form}(?:\\s*\\([^)]*\\))?$`, 'iu'));

/** In seconds: 1990 to 2100. */
const SECONDS = [631_152_000, 4_102_444_800] as const;

/**
 * A moment in RFC 3339, in UTC to the second; empty where the words name none. A time without a zone is taken for UTC; a
 * wrong weekday is passed over, and so is a month in words other than English.
 */
export function timeFrom(words: string): string {
  const text = words.slice(0, 200).replace(/\s+/g, ' ').trim();
  if (/^\d{9,13}(?:\.\d+)?$/.test(text)) return ofSeconds(Number(text));
  for (const form of FORMS) {
    const found = form.exec(text)?.groups;
    if (found) return fromParts(found);
  }
  return '';
}

function ofSeconds(number: number): string {
  const seconds = number >= 100_000_000_000 ? number / 1000 : number;
  return seconds < SECONDS[0] || seconds > SECONDS[1] ? '' : told(seconds * 1000);
}

function fromParts(found: Readonly<Record<string, string | undefined>>): string {
  const { year = '', month, name = '', day = '1', minute = '0', second = '0', zone = '' } = found;
  const months = month === undefined ? MONTHS.indexOf(name.slice(0, 3).toLowerCase()) : Number(month) - 1;
  const numbers = [fullYear(year), months, Number(day), hourOf(found), Number(minute), Math.min(Number(second), 59)];
  const [y = 0, m = 0, d = 0, hour = 0, min = 0, s = 0] = numbers;
  if (m < 0 || m > 11 || d < 1 || d > 31 || hour > 24 || min > 59) return '';
  const moment = Date.UTC(y, m, d, hour, min, s);
  // The 31st of February is no day.
  if (new Date(Date.UTC(y, m, d)).getUTCMonth() !== m) return '';
  return told(moment - minutesOf(zone) * 60_000);
}

function told(moment: number): string {
  const text = new Date(moment).toISOString();
  // Years before 0 and after 9999 have a sign.
  return /^\d{4}-/.test(text) ? `${text.slice(0, 19)}Z` : '';
}

function hourOf({ hour = '0', half = '' }: Readonly<Record<string, string | undefined>>): number {
  if (half === '') return Number(hour);
  return (Number(hour) % 12) + (half.toLowerCase().startsWith('p') ? 12 : 0);
}

/** RFC 2822 §4.3: two digits are of 1950 to 2049. */
function fullYear(digits: string): number {
  const year = Number(digits);
  return digits.length > 2 ? year : year + (year < 50 ? 2000 : 1900);
}

function minutesOf(zone: string): number {
  const [, sign, hours = '0', minutes = '0'] = /([+-])(\d{1,2}):?(\d{2})?$/.exec(zone) ?? [];
  if (sign === undefined) return ZONES.get(zone.toLowerCase()) ?? 0;
  return (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
}
