import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { textsFrom, textsOf } from '../../src/model/texts.ts';

const texts = suite('texts');

texts('texts that were joined are apart again, and no text is not one that is empty', () => {
  for (const rows of [[], [''], ['a', '', 'é'], ['', '']]) {
    assert.equal(textsFrom(textsOf(rows).joined, rows.length).rows, rows);
  }
});

texts.run();
