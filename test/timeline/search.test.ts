import { array, assert as holds, constantFrom, property } from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { searchFor } from '../../src/timeline/search.ts';

const search = suite('search');

// A letter that makes what stands beside it another word, in each of the ways there are.
const LETTER = String.raw`[[\p{L}\p{M}\p{N}_]--[\p{sc=Han}\p{sc=Thai}]]`;

// One after the other, by a pattern each.
function slowly(wanted: readonly string[], text: string): number | undefined {
  const at = wanted.findIndex((words) => {
    const before = new RegExp(`^${LETTER}`, 'v').test(words) ? `(?<!${LETTER})` : '';
    const after = new RegExp(`${LETTER}$`, 'v').test(words) ? `(?!${LETTER}|\\p{M})` : '(?!\\p{M})';
    return new RegExp(`${before}${words.replaceAll(/[+.]/g, String.raw`\$&`)}${after}`, 'v').test(text);
  });
  return at < 0 ? undefined : at;
}

search('finds what is found one after the other', () => {
  const parts = ['a', 'b', 'ab', ' ', '.', '+', '_', '1', 'é', 'e\u0301', '東', '京', 'ก', 'ш', '𐐨', '🏈', '\u0301'];
  const words = array(constantFrom(...parts), { minLength: 1, maxLength: 4 }).map((chosen) => chosen.join(''));
  const texts = array(constantFrom(...parts), { maxLength: 12 }).map((chosen) => chosen.join(''));
  holds(
    property(array(words, { maxLength: 8 }), texts, (wanted, text) => {
      const found = searchFor(wanted.map((each, rank) => [each, rank]));
      assert.is(found(text), slowly(wanted, text), JSON.stringify({ wanted, text }));
    }),
    { numRuns: 5000 },
  );
});

search('finds nothing where nothing is wanted', () => {
  assert.is(searchFor([])('a text'), undefined);
});

search.run();
