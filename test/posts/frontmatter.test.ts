import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { frontMatterOf } from '../../src/posts/frontmatter.ts';
import type { FrontMatter } from '../../src/posts/frontmatter.ts';

const front = suite('front matter');

function read(text: string): FrontMatter {
  const checked = frontMatterOf('posts/a.md', text);
  if (!checked.ok) throw new Error(JSON.stringify(checked.problems));
  return checked.value;
}

front('every scalar stays what the author wrote', () => {
  const { data } = read('---\ndate: 2024-01-02T03:04:05+02:00\nversion: 1.10\ndraft: true\nnone: null\n---\nText');
  assert.equal(data, { date: '2024-01-02T03:04:05+02:00', version: '1.10', draft: 'true', none: 'null' });
});

front('a text without it is all body', () => {
  const { data, body, bodyLine } = read('Hello\n\n---\n\nrule: above\n');
  assert.equal({ data, body, bodyLine }, { data: {}, body: 'Hello\n\n---\n\nrule: above\n', bodyLine: 1 });
});

front('an empty one has no keys', () => {
  const { data, body, bodyLine } = read('---\n# nothing\n---\nText');
  assert.equal({ data, body, bodyLine }, { data: {}, body: 'Text', bodyLine: 4 });
});

front('four dashes are a rule of Markdown', () => {
  assert.is(read('----\nText').body, '----\nText');
});

front('a byte order mark, CRLF and blanks behind the dashes are fine', () => {
  const { data, body, bodyLine, at } = read('\uFEFF--- \r\ntitle: A\r\nlang: en\r\n---\t\r\nText\r\n');
  assert.equal({ data, body, bodyLine }, { data: { title: 'A', lang: 'en' }, body: 'Text\n', bodyLine: 5 });
  assert.is(at('lang'), 'posts/a.md:3');
});

front('a key is found in its line, and words below it in theirs', () => {
  const { at } = read('---\n"title": photos\nphotos:\n  - src: /a/b.jpg\n  - src: b.jpg\n---\n');
  assert.equal(
    [at('title'), at('photos'), at('photos', 'b.jpg'), at('nowhere')],
    ['posts/a.md:2', 'posts/a.md:3', 'posts/a.md:5', 'posts/a.md:1'],
  );
});

// gray-matter, called without options, gives a broken text back as body when it is read again (faults T2).
front('a broken text is the same problem each time it is read', () => {
  const text = '---\ndraft: true\ntags: [a\n---\nSecret';
  const first = frontMatterOf('posts/a.md', text);
  const second = frontMatterOf('posts/a.md', text);
  assert.not.ok(first.ok);
  assert.equal(second, first);
});

// Any other engine of gray-matter than YAML runs or parses what it is given (faults T3).
for (const engine of ['js', 'javascript', 'JavaScript', 'json', 'coffee', 'toml', 'constructor', '__proto__', ' js ']) {
  front(`---${engine} is refused and not run`, () => {
    const run = `(globalThis.ran = true)`;
    const checked = frontMatterOf('posts/a.md', `---${engine}\n${run}\n---\nText`);
    assert.not.ok(checked.ok);
    assert.is(Reflect.get(globalThis, 'ran'), undefined);
  });
}

front.run();
