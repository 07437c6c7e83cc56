import { array, assert as holds, constantFrom, property, record, subarray, tuple } from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Card } from '../../src/model/card.ts';
import { changedShelf, shelfOf, yearsOf, type Shelf } from '../../src/model/shelf.ts';

const shelf = suite('shelf');

/** A card of a day, `2026-11-22`. */
function card(key: string, day: string, { tags = [], answers = '' }: Partial<Card> = {}): Card {
  const time = `${day}T10:00:00Z`;
  const path = `${day.replaceAll('-', '/')}/`;
  return {
    file: `posts/${key}.md`,
    key,
    path: `${path.slice(0, 'YYYY/MM/'.length)}${key}/`,
    day: path,
    published: time,
    updated: time,
    tags,
    draft: false,
    answers,
    traces: '',
    print: 1,
  };
}

/** Tags are in no order. */
function plain({ all, months, tags, answers, threads }: Shelf): unknown {
  return { all, months: [...months], tags: [...tags].sort(([a], [b]) => (a < b ? -1 : 1)), answers, threads };
}

const cards = array(
  record({
    day: constantFrom('2025-12-31', '2026-01-01', '2026-01-02', '2026-11-22'),
    tags: subarray(['a', 'b', 'é']),
    answers: constantFrom('', '', '2026/01/k0/', '2026/01/k1/', '2026/11/k2/', '2026/11/k3/'),
  }),
  { maxLength: 12 },
).map((list) => list.map(({ day, ...said }, at) => card(`k${at}`, day, said)));

shelf('a changed shelf is the shelf of the changed cards', () => {
  const changes = cards.chain((all) => tuple(subarray(all), subarray(all)).map((parts) => ({ all, parts })));
  holds(
    property(changes, ({ all, parts: [before, gone] }) => {
      const left = new Set(gone.filter((one) => before.includes(one)));
      const added = all.filter((one) => !before.includes(one));
      const wanted = shelfOf(all.filter((one) => !left.has(one)));
      assert.equal(plain(changedShelf(shelfOf(before), left, added)), plain(wanted));
    }),
    { numRuns: 500 },
  );
});

shelf('so is one of which much has changed', () => {
  const before = Array.from({ length: 60 }, (_, at) => card(`a${at}`, '2026-11-22', { tags: ['a'] }));
  const after = Array.from({ length: 60 }, (_, at) => card(`b${at}`, '2026-10-22', { tags: ['b'] }));
  assert.equal(plain(changedShelf(shelfOf(before), new Set(before), after)), plain(shelfOf(after)));
});

shelf('groups that a change does not touch stay the same arrays', () => {
  const before = shelfOf([
    card('a', '2026-11-22', { tags: ['x'] }),
    card('b', '2026-10-01', { tags: ['y'] }),
    card('d', '2026-10-02', { answers: '2026/10/b/' }),
  ]);
  const after = changedShelf(before, new Set(), [card('c', '2026-11-23', { tags: ['x'] })]);
  const isSame = [
    after.months.get('2026/10/') === before.months.get('2026/10/'),
    after.tags.get('y') === before.tags.get('y'),
    after.threads.all.get('2026/10/b/') === before.threads.all.get('2026/10/b/'),
    after.months.get('2026/11/') === before.months.get('2026/11/'),
    after.tags.get('x') === before.tags.get('x'),
  ];
  assert.equal(isSame, [true, true, true, false, false]);
});

shelf('years are told once each, the newest first', () => {
  const days = ['2024-05-01', '2026-11-22', '2026-01-01', '2025-02-03'];
  assert.equal(yearsOf(shelfOf(days.map((day) => card(day, day)))), ['2026/', '2025/', '2024/']);
});

shelf.run();
