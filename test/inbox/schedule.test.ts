import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { freshness, nextAsked, nextTried, paceOf, patienceAsked } from '../../src/inbox/schedule.ts';

const schedule = suite('schedule');

const now = new Date('2026-11-22T09:00:00Z');
const moment = { now, random: 0 };
const ago = (minutes: number): string => new Date(now.getTime() - minutes * 60_000).toISOString();
const usual = { fresh: 0, pushed: false };

/** Minutes from now. */
const until = (time: string): number => (Date.parse(time) - now.getTime()) / 60_000;

schedule('the pace of a feed is half the median time between its newest entries', () => {
  assert.is(paceOf([ago(0), ago(60), ago(120), ago(180)], now), 30);
  assert.is(paceOf([ago(300), ago(0), ago(100)], now), 100);
});

schedule('what was published in one go counts once, and what is in the future or twice not at all', () => {
  const aDay = [0, 1, 2, 3, 1440, 1441, 1442].map(ago);
  assert.is(paceOf(aDay, now), 719);
  assert.is(paceOf([ago(-600), ago(0), ago(0), ago(60)], now), 30);
});

schedule('without two publishings nothing is known of the pace', () => {
  assert.equal([paceOf([], now), paceOf([ago(5)], now), paceOf(['garbage', ago(5)], now)], Array(3).fill(undefined));
});

schedule('a feed is asked as often as it publishes, between ten minutes and a day', () => {
  const after = [1, 30, 9999].map((pace) => nextAsked({ ...usual, pace }, moment));
  assert.equal(after.map(until), [10, 30, 1440]);
  assert.is(until(nextAsked(usual, moment)), 60);
});

schedule('the longer it is silent, the more seldom it is asked; after a year once a day', () => {
  const after = [0, 1, 8, 48, 365].map((days) => nextAsked({ ...usual, pace: 10, newest: ago(days * 1440) }, moment));
  assert.equal(after.map(until), [10, 30, 240, 1440, 1440]);
});

schedule('what the server and the feed ask for is waited for, a day at most', () => {
  const rhythm = { ...usual, pace: 10 };
  assert.is(until(nextAsked({ ...rhythm, fresh: 45 }, moment)), 45);
  assert.is(until(nextAsked({ ...rhythm, ttl: 90, fresh: 45 }, moment)), 90);
  assert.is(until(nextAsked({ ...rhythm, ttl: 99_999 }, moment)), 1440);
});

schedule('a source that pushes is asked once a day', () => {
  assert.is(until(nextAsked({ ...usual, pace: 10, pushed: true }, moment)), 1440);
});

schedule('chance makes it later, never sooner', () => {
  assert.is(nextAsked({ ...usual, pace: 100 }, { now, random: 0.5 }), '2026-11-22T10:45:00Z');
  assert.is(nextTried(1, undefined, { now, random: 0.99 }), '2026-11-22T09:11:00Z');
});

schedule('how long an answer holds is what its headers say', () => {
  const cases: [Record<string, string>, number][] = [
    [{}, 0],
    [{ 'cache-control': 'public, max-age=1800' }, 30],
    [{ 'cache-control': 'max-age=1800, no-cache' }, 0],
    [{ 'cache-control': 'no-store' }, 0],
    [{ 'cache-control': 's-maxage=60, MAX-AGE = "600"', age: '300' }, 5],
    [{ 'cache-control': 'max-age=60', age: '600' }, 0],
    [{ 'cache-control': 'max-age=99999999999999999999' }, 1440],
    [{ 'cache-control': 'max-age=-5' }, 0],
    [{ expires: 'Sun, 22 Nov 2026 09:20:00 GMT' }, 20],
    [{ expires: 'Sun, 22 Nov 2026 10:20:00 GMT', date: 'Sun, 22 Nov 2026 10:00:00 GMT' }, 20],
    [{ expires: 'Thu, 01 Jan 1970 00:00:00 GMT' }, 0],
    [{ expires: '0' }, 0],
    [{ expires: '-1' }, 0],
    [{ expires: 'Sun, 22 Nov 9999 09:20:00 GMT', 'cache-control': 'max-age=120' }, 2],
  ];
  for (const [headers, minutes] of cases) assert.is(freshness(headers, now), minutes, JSON.stringify(headers));
});

schedule('the patience that a server asks for is seconds or a date, a day at most, and no nonsense', () => {
  const cases: [string, number | undefined][] = [
    ['120', 2],
    [' 7200 ', 120],
    ['99999999999999999999', 1440],
    ['Sun, 22 Nov 2026 11:00:00 GMT', 120],
    ['Sunday, 22-Nov-26 11:00:00 GMT', 120],
    ['Fri, 31 Dec 9999 23:59:59 GMT', 1440],
    ['Sun, 22 Nov 2026 08:00:00 GMT', undefined],
    ['-5', undefined],
    ['soon', undefined],
    ['', undefined],
  ];
  for (const [written, minutes] of cases) assert.is(patienceAsked({ 'retry-after': written }, now), minutes, written);
  assert.is(patienceAsked({}, now), undefined);
});

schedule('each failure doubles the wait, up to a day, and the server is heard', () => {
  const after = [1, 2, 3, 8, 9, 5000].map((failures) => nextTried(failures, undefined, moment));
  assert.equal(after.map(until), [10, 20, 40, 1280, 1440, 1440]);
  assert.is(until(nextTried(1, 120, moment)), 120);
  assert.is(until(nextTried(6, 120, moment)), 320);
});

schedule.run();
