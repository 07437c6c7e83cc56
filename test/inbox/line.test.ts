import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { pauseAfter } from '../../src/inbox/line.ts';

const line = suite('the line');

line('is tried again after a second, then twice as long each time, up to five minutes', () => {
  const pauses = [0, 1, 2, 8, 9, 1_100].map((failures) => pauseAfter(failures, 1));
  assert.equal(pauses, [1_000, 2_000, 4_000, 256_000, 300_000, 300_000]);
});

line('is tried at another moment by each', () => {
  assert.equal([pauseAfter(3, 0), pauseAfter(3, 0.5), pauseAfter(3, 1)], [4_000, 6_000, 8_000]);
});

line.run();
