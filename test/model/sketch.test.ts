import { array, assert as holds, double, integer, property, string } from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Card } from '../../src/model/card.ts';
import { fingerprintOf, together } from '../../src/model/fingerprint.ts';
import { printOf, type Sketch } from '../../src/model/sketch.ts';

const sketch = suite('sketch');

function card(print: number): Card {
  const time = '2026-11-22T10:00:00Z';
  return {
    file: 'a',
    key: 'a',
    path: 'a/',
    day: '2026/11/22/',
    published: time,
    updated: time,
    tags: [],
    draft: false,
    answers: '',
    traces: '',
    print,
  };
}

const [a, b] = [card(1), card(2)];
const whole: Sketch = { path: 'index.html', maker: 'home', frame: { page: 1 }, cards: [a, b] };

sketch('two that say the same have the same print, whatever their path', () => {
  const same: Sketch = { path: 'other.html', maker: 'home', frame: { page: 1 }, cards: [card(1), card(2)] };
  assert.is(printOf(same), printOf(whole));
});

sketch('any change of frame, maker, order or cards gives another print', () => {
  const sketches: readonly Sketch[] = [
    whole,
    { ...whole, frame: { page: 2 } },
    { ...whole, frame: undefined },
    { ...whole, maker: 'tag' },
    { ...whole, cards: [b, a] },
    { ...whole, cards: [a] },
    { ...whole, cards: [a, a] },
    { ...whole, cards: [a, card(3)] },
    { ...whole, cards: [] },
  ];
  assert.is(new Set(sketches.map(printOf)).size, sketches.length);
});

sketch('a print is a whole number below 2⁵³, and texts that differ have others', () => {
  holds(
    property(string({ unit: 'binary' }), string({ unit: 'binary' }), (one, other) => {
      const [first, second] = [fingerprintOf(one), fingerprintOf(other)];
      assert.ok(Number.isSafeInteger(first) && first >= 0);
      assert.is(first === second, one === other);
    }),
  );
});

sketch('prints together tell how many there are, which, and in what order', () => {
  const prints = array(
    integer({ min: 0, max: 2 }).map((at) => at * 2 ** 40 + at),
    { maxLength: 5 },
  );
  holds(
    property(prints, prints, (one, other) => {
      assert.is(together(one) === together(other), JSON.stringify(one) === JSON.stringify(other));
    }),
  );
});

sketch('a print that is off by one bit is told, high or low', () => {
  holds(
    property(
      double({ min: 0, max: 2 ** 53 - 1, noNaN: true }).map(Math.floor),
      integer({ min: 0, max: 52 }),
      (print, bit) => {
        const other = Math.floor(print / 2 ** bit) % 2 === 0 ? print + 2 ** bit : print - 2 ** bit;
        assert.is.not(together([print]), together([other]));
      },
    ),
    { numRuns: 500 },
  );
});

sketch.run();
