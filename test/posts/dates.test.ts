import { constantFrom, assert as holds, integer, property } from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { dayPath } from '../../src/model/calendar.ts';
import { momentOf } from '../../src/model/moment.ts';
import { dateInName, localTime } from '../../src/posts/dates.ts';

const dates = suite('dates');

function timeOf(text: string, zone = 'Europe/Berlin'): string {
  const moment = momentOf(text, zone);
  return 'time' in moment ? moment.time : moment.what;
}

// What is written, the moment in UTC when the zone is Berlin's.
const RIGHT: Readonly<Record<string, string>> = {
  '2026-11-22': '2026-11-21T23:00:00Z',
  '2026-11-22T09:30': '2026-11-22T08:30:00Z',
  '2026-11-22 09:30': '2026-11-22T08:30:00Z',
  '2026-07-22T09:30:15': '2026-07-22T07:30:15Z',
  '2026-11-22T09:30Z': '2026-11-22T09:30:00Z',
  '2026-11-22T09:30:15.987Z': '2026-11-22T09:30:15Z',
  '2026-11-22T09:30:00+05:30': '2026-11-22T04:00:00Z',
  '2026-11-22 09:30:00 -0800': '2026-11-22T17:30:00Z',
  '2024-02-29': '2024-02-28T23:00:00Z',
};

for (const [text, time] of Object.entries(RIGHT)) {
  dates(`${text} is ${time}`, () => assert.is(timeOf(text), time));
}

const WRONG = [
  '',
  'tomorrow',
  '2026-13-01',
  '2026-02-30',
  '2025-02-29',
  '2026-11-22T24:00',
  '2026-11-22T09:60',
  '2026-11-22T09:30:60',
  '2026-1-2',
  '22.11.2026',
  '2026-11-22T9:30',
  '2026-11-22Z',
  '2026-11-22T09:30+25:00',
  '2026-11-22T09:30[Europe/Paris]',
  '+002026-11-22',
  '2026-11-22 and more',
];

for (const text of WRONG) {
  dates(`"${text}" is not a date`, () => assert.match(timeOf(text), `"${text}" is not a date`));
}

dates('a time that the clocks leave out does not exist, and its offset helps', () => {
  assert.match(timeOf('2026-03-29T02:30'), 'does not exist in Europe/Berlin');
  assert.is(timeOf('2026-03-29T01:59:59'), '2026-03-29T00:59:59Z');
  assert.is(timeOf('2026-03-29T03:00'), '2026-03-29T01:00:00Z');
  assert.is(timeOf('2026-03-29T02:30+01:00'), '2026-03-29T01:30:00Z');
});

dates('of a time that the clocks show twice it is the earlier', () => {
  assert.is(timeOf('2026-10-25T02:30'), '2026-10-25T00:30:00Z');
});

dates('a day begins at its first moment, where the clocks leave out midnight too', () => {
  assert.is(timeOf('2018-11-04', 'America/Sao_Paulo'), '2018-11-04T03:00:00Z');
});

dates('the name of a file may begin with a day, or a day and a time', () => {
  assert.equal(
    ['2026-11-22-hello', '2026-11-22T0930-hello', '2026-11-22', '2026-11-22-2048-game', 'hello-2026-11-22', 'a'].map(
      dateInName,
    ),
    ['2026-11-22', '2026-11-22T09:30', '2026-11-22', '2026-11-22', undefined, undefined],
  );
});

// Times within hours of where the clocks of a zone change, and of where they do not.
const zones = constantFrom(...Intl.supportedValuesOf('timeZone'));
const around = integer({ min: Date.UTC(1880, 0), max: Date.UTC(2080, 0) });
const aside = integer({ min: -5 * 3600, max: 5 * 3600 });

function nearChange(zone: string, around: number, aside: number): Temporal.ZonedDateTime {
  const near = Temporal.Instant.fromEpochMilliseconds(Math.floor(around / 1000) * 1000).toZonedDateTimeISO(zone);
  return (near.getTimeZoneTransition('next') ?? near).add({ seconds: aside });
}

dates('what clocks show is when Temporal says it is, in every zone', () => {
  holds(
    property(zones, around, aside, aside, (zone, moment, aside, more) => {
      const shown = nearChange(zone, moment, aside).toPlainDateTime().add({ seconds: more });
      const first = shown.toZonedDateTime(zone);
      const time = first.toInstant().toString();
      const day = shown.toPlainDate().toZonedDateTime(zone).toInstant().toString();
      const left = first.toPlainDateTime().equals(shown) ? time : 'does not exist';
      assert.match(timeOf(shown.toString({ smallestUnit: 'second' }), zone), left);
      assert.is(timeOf(shown.toPlainDate().toString(), zone), day);
    }),
    { numRuns: 3000 },
  );
});

dates('clocks show at a moment what Temporal says, in every zone', () => {
  holds(
    property(zones, around, aside, (zone, moment, aside) => {
      const zoned = nearChange(zone, moment, aside);
      const path = `${zoned.toPlainDate().toString().replaceAll('-', '/')}/`;
      assert.is(dayPath(zoned.toInstant().toString(), zone), path);
      const local = zoned.toString({ timeZoneName: 'never', smallestUnit: 'second' });
      assert.is(localTime(new Date(zoned.epochMilliseconds), zone), local);
    }),
    { numRuns: 3000 },
  );
});

dates.run();
