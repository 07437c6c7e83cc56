// What a server finds too large: which of it is not tried again, and how that is told.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { largeAfter, stillLarge } from '../../src/bridge/large.ts';
import { strangerHtml } from '../../src/feeds/clean.ts';
import type { Entry } from '../../src/model/entry.ts';

const large = suite('what is too large');

const entry: Entry = {
  id: 'b',
  key: 'b',
  url: 'https://blog.example/b/',
  author: { name: 'Blogger' },
  text: 'geese',
  html: strangerHtml('<p>geese</p>'),
  lang: '',
  tags: [],
  mentions: [],
  enclosures: [],
  published: '2026-11-01T10:02:00Z',
  updated: '2026-11-01T10:02:00Z',
};
const hash = (text: string): string => text;
const problem = { where: entry.url, what: 'Too large.', next: 'Make it shorter.' };
const other = { where: 'https://blog.example/c/', what: 'Refused.', next: 'Ask.' };
const found = largeAfter([], { tooLarge: [{ entry, problem }], problems: [problem, other] }, hash);

large('is told beside the rest, with when it is tried again, and so in each round', () => {
  const told = {
    ...problem,
    next: 'Make it shorter. It is tried again when it has changed, or when the bridge is started anew.',
  };
  assert.equal(found.problems, [told, other]);
  assert.equal(largeAfter(found.large, { problems: found.problems }, hash), found);
});

large(
  'is left alone while it says the same, whatever its dates, and forgotten when it is gone or says something else',
  () => {
    const dated = { ...entry, published: '2026-11-09T00:00:00Z', updated: '2026-11-09T00:00:00Z' };
    assert.equal(stillLarge(found.large, [dated], hash), found.large);
    assert.equal(stillLarge(found.large, [{ ...entry, html: strangerHtml('<p>ducks</p>') }], hash), []);
    assert.equal(stillLarge(found.large, [{ ...entry, id: 'a' }], hash), []);
  },
);

large.run();
