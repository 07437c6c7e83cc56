import { array, constantFrom, assert as holds, property, record } from 'fast-check';
import { FAILSAFE_SCHEMA, load } from 'js-yaml';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { plainYaml } from '../../src/posts/plain-yaml.ts';

const plain = suite('plain YAML');

plain('keys with plain values and lists of words', () => {
  const lines = ['date: 2026-11-22T09:30', 'title: A (long) walk, é!', 'tags: [geese, the lake,x-1]', 'draft: true'];
  assert.equal(plainYaml(lines), {
    date: '2026-11-22T09:30',
    title: 'A (long) walk, é!',
    tags: ['geese', 'the lake', 'x-1'],
    draft: 'true',
  });
});

plain('what may mean anything else is left to the parser', () => {
  const others = ['title: a: b', 'title: a #b', 'title: "a"', 'title:', 'title: a ', ' a: b', '- a', 'a', '# a', ''];
  const lists = ['tags: []', 'tags: [a,]', 'tags: [[a]]', 'tags: ["a"]', 'tags: [a: b]', 'tags: [a', 'tags: - a'];
  for (const line of [...others, ...lists]) assert.is(plainYaml([line]), undefined, line);
  assert.is(plainYaml(['a: b', 'a: c']), undefined);
});

// prettier-ignore
const PIECES = [
  'a', 'B', '7', 'é', '日', '😀', ' ', '  ', ':', ': ', '#', ' #', ',', ', ', '[', ']', '{', '}', '"', "'", '-', '- ', '---', '_', '.', '/',
  '&', '*', '!', '|', '>', '%', '@', '`', '?', '? ', '~', '=', '<<', '\\', '\t', '\u0085', '\u00A0', '\u2028', '\u0008', '\uFEFF', '\uD800', 'true',
  '2026-11-22', 'https://a.example/',
];

plain('it is read as the parser reads it', () => {
  const soup = array(constantFrom(...PIECES), { maxLength: 8 }).map((pieces) => pieces.join(''));
  const key = constantFrom('date', 'title', 'reply_to', 'constructor', 'a', '__proto__', 'A', 'é');
  const form = constantFrom(
    (text: string) => text,
    (text: string) => `b${text}`,
    (text: string) => `[b${text}c]`,
    (text: string) => `[${text}, c]`,
  );
  const line = record({ key, form, text: soup }).map(({ key, form, text }) => `${key}: ${form(text)}`);
  let read = 0;
  holds(
    property(array(line, { minLength: 1, maxLength: 3 }), (lines) => {
      const data = plainYaml(lines);
      if (!data) return;
      read++;
      const wanted = load(lines.join('\n'), { schema: FAILSAFE_SCHEMA }) as object;
      assert.equal(Object.entries(data), Object.entries(wanted), JSON.stringify(lines));
    }),
    { numRuns: 20_000 },
  );
  assert.ok(read > 100, `${read}`);
});

plain.run();
