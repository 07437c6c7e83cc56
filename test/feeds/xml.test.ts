import { array, assert as holds, constantFrom, dictionary, letrec, property, string } from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { clean, document, element } from '../../src/feeds/xml.ts';
import type { Element } from '../../src/feeds/xml.ts';

const xml = suite('XML');

// prettier-ignore
const text = array(
  constantFrom('a', 'é', '😀', '&', '<', '>', '"', "'", '&amp;', ']]>', ' ', '\t', '\n', '\r', '\u0008', '\uD800', '\uDC00', '\uFFFE', '\uFFFD', '\uE000'),
  { maxLength: 8 },
).map((pieces) => pieces.join(''));

const { tree } = letrec<{ tree: Element; child: Element | string }>((tie) => ({
  tree: array(tie('child'), { maxLength: 4 }).chain((children) =>
    dictionary(constantFrom('href', 'thr:ref', 'length'), text).map((attributes) =>
      element('a', attributes, ...children),
    ),
  ),
  child: text,
}));

xml('a document is its tree as the tree writes itself', () => {
  holds(
    property(tree, tree, text, (one, two, text) => {
      const root = element('feed', { text, missing: undefined }, one, text, undefined, two);
      assert.is(document(root), `<?xml version="1.0" encoding="utf-8"?>\n${root.toString()}\n`);
    }),
    { numRuns: 1000 },
  );
});

// XML 1.0 §2.2.
function isChar(code: number): boolean {
  return (
    [9, 10, 13].includes(code) || (code > 31 && code < 0xd800) || (code > 0xdfff && code < 0xfffe) || code > 0xffff
  );
}

xml('cleaned is what XML 1.0 cannot hold, and nothing else', () => {
  holds(
    property(string({ unit: 'binary' }), text, (any, text) => {
      const wanted = Array.from(any + text, (char) => (isChar(char.codePointAt(0) ?? 0) ? char : '\uFFFD'));
      assert.is(clean(any + text), wanted.join(''));
    }),
    { numRuns: 1000 },
  );
});

xml.run();
