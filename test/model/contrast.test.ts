// Contrast, by the values that WCAG itself gives.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { contrast } from '../../src/model/contrast.ts';

const contrasts = suite('contrast');

contrasts('is 21 for black on white, 1 for the same, whichever stands on which', () => {
  assert.is(contrast('#000', '#ffffff'), 21);
  assert.is(contrast('#fff', '#000000'), 21);
  assert.is(contrast('#1d5a86', '#1d5a86'), 1);
});

contrasts('is just enough for #767676 on white, and just too little for #777777', () => {
  assert.is(contrast('#767676', '#fff').toFixed(2), '4.54');
  assert.is(contrast('#777777', '#fff').toFixed(2), '4.48');
});

contrasts.run();
