import * as fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { tagPath } from '../../src/model/tag.ts';

const tag = suite('tag');

tag('letters of any script are written as they are', () => {
  const seen = ['xmpp', 'élan', '鳥', 'हिन्दी', 'two_words', 'static-site', '2026'].map(tagPath);
  assert.equal(seen, [
    'tags/xmpp/',
    'tags/élan/',
    'tags/鳥/',
    'tags/हिन्दी/',
    'tags/two_words/',
    'tags/static-site/',
    'tags/2026/',
  ]);
});

tag('what means something to a disk, a host or a browser is escaped', () => {
  const seen = ['c++', 'static site', '../x', '', '.', '~', 'a/b', '100%', 'c#', 'é'.normalize('NFD')].map(tagPath);
  assert.equal(seen, [
    'tags/c~2b~2b/',
    'tags/static~20site/',
    'tags/~2e~2e~2fx/',
    'tags/~/',
    'tags/~2e/',
    'tags/~7e/',
    'tags/a~2fb/',
    'tags/100~25/',
    'tags/c~23/',
    'tags/é/',
  ]);
});

tag('any string gives one segment that an address keeps', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (string) => {
      const path = tagPath(string);
      assert.match(path, /^tags\/[^/\\.?#%]+\/$/u);
      assert.is(decodeURIComponent(new URL(path, 'https://ann.example/~ann/').pathname), `/~ann/${path}`);
    }),
  );
});

tag('two tags never share a path', () => {
  const string = fc.string({ unit: fc.constantFrom('a', '+', '~', '2', 'b', ' ', '.') });
  fc.assert(fc.property(string, string, (a, b) => assert.is(a === b, tagPath(a) === tagPath(b))));
});

tag.run();
