import { array, assert as holds, asyncProperty, constantFrom } from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { absoluteIn, written } from '../../src/posts/markdown.ts';
import type { Written } from '../../src/posts/markdown.ts';
import type { Shown } from '../../src/posts/plain.ts';
import { faultIn } from '../fakes/xml.ts';
import { ann } from './ann.ts';

const html = suite('Markdown to HTML');
const text = suite('Markdown to plain text');

function reading(source: string, photos: readonly Shown[] = [], key = 'k'): Promise<Written> {
  return written(source, { site: ann, who: () => undefined, key, path: '2026/11/hello/', photos });
}

function idsIn(html: string): readonly string[] {
  return [...html.matchAll(/id="([^"]*)"/g)].map(([, id = '']) => id);
}

// What is written, the HTML without the paragraph around it.
const INLINE: Readonly<Record<string, string>> = {
  'see example.com': 'see <a href="https://example.com/">example.com</a>',
  'http://a.b/?c&d': '<a href="http://a.b/?c&amp;d">http://a.b/?c&amp;d</a>',
  'README.md and build.sh': 'README.md and build.sh',
  'github.com/a/README.md': '<a href="https://github.com/a/README.md">github.com/a/README.md</a>',
  '//a.com ftp://a.com': '//a.com ftp://a.com',
  'me@a.com': '<a href="mailto:me@a.com">me@a.com</a>',
  '[a](/x?y#z)': '<a href="https://ann.example/x?y#z">a</a>',
  '[a](x.html)': '<a href="https://ann.example/2026/11/hello/x.html">a</a>',
  '[a](../)': '<a href="https://ann.example/2026/11/">a</a>',
  '[a](#b)': '<a href="https://ann.example/2026/11/hello/#b">a</a>',
  '[a](//b.example/c)': '<a href="https://b.example/c">a</a>',
  '<a href="/x">a</a>': '<a href="https://ann.example/x">a</a>',
  '![a](/b.png)': '<img src="https://ann.example/b.png" alt="a" />',
  '![](https://b.example/c.png)': '<img src="https://b.example/c.png" alt="" />',
  '~~a~~ **b** *c* `d`': '<s>a</s> <strong>b</strong> <em>c</em> <code>d</code>',
  'a <b>b<br>c': 'a <b>b<br />c</b>',
  '[a](javascript:b)': '[a](javascript:b)',
  'a<script>b</script>c': 'ac',
  '"it\'s" -- ...': '"it\'s" -- ...',
};

for (const [source, wanted] of Object.entries(INLINE)) {
  html(JSON.stringify(source), async () => assert.is((await reading(source)).html, `<p>${wanted}</p>\n`));
}

html('code is highlighted by class where its language is known', async () => {
  assert.is(
    (await reading('```js\nlet a = "<b>";\n```\n\n```nonsense\n<b>\n```')).html,
    '<pre><code class="language-js"><span class="hljs-keyword">let</span> a = <span class="hljs-string">"&lt;b&gt;"</span>;\n' +
      '</code></pre>\n<pre><code class="language-nonsense">&lt;b&gt;\n</code></pre>\n',
  );
});

html('footnotes of two posts on one page do not share ids', async () => {
  const source = 'a[^1] b^[c]\n\n[^1]: d';
  const [one, two] = [await reading(source, [], 'one'), await reading(source, [], 'two')].map(({ html }) =>
    idsIn(html),
  );
  assert.equal(one, ['footnote-ref-one-1', 'footnote-ref-one-2', 'footnote-one-1', 'footnote-one-2']);
  assert.equal(two, ['footnote-ref-two-1', 'footnote-ref-two-2', 'footnote-two-1', 'footnote-two-2']);
});

html('photos stand below the text, unless it shows them', async () => {
  const photos = [
    { url: 'https://ann.example/a.jpg', alt: 'A "cat"' },
    { url: 'https://ann.example/b.jpg', alt: '' },
  ];
  const read = await reading('Hi ![cat](/a.jpg)', photos);
  assert.is(
    read.html,
    '<p>Hi <img src="https://ann.example/a.jpg" alt="cat" /></p>\n' +
      '<p><img src="https://ann.example/b.jpg" alt="" class="u-photo" /></p>',
  );
  assert.is(
    (await reading('a[^1]\n\n[^1]: b', photos.slice(0, 1))).html.replace(/<hr[^]*/, ''),
    '<p>a<sup class="footnote-ref"><a href="https://ann.example/2026/11/hello/#footnote-k-1">[1]</a>' +
      '<a class="footnote-anchor" id="footnote-ref-k-1"></a></sup></p>\n' +
      '<p><img src="https://ann.example/a.jpg" alt="A &quot;cat&quot;" class="u-photo" /></p>',
  );
});

html('pictures, sounds and films are found in Markdown and in HTML, each once', async () => {
  const source =
    '![a](/a.png) ![b](/a.png)\n\n<video poster="/p.jpg" src="/v.mp4"></video>\n<audio><source src="s.ogg"></audio>';
  assert.equal((await reading(source)).shown, [
    { url: 'https://ann.example/a.png', alt: 'a' },
    { url: 'https://ann.example/v.mp4', alt: '' },
    { url: 'https://ann.example/2026/11/hello/s.ogg', alt: '' },
  ]);
});

html('below a path of its host, / is the site and not the host', async () => {
  const absolute = absoluteIn({ ...ann, url: 'https://host.example/~ann/' }, '2026/11/hello/');
  assert.equal(['/x', '/', 'x', '../x', '#x', '//a.example/x', 'xmpp:a@b.c', 'http://[x'].map(absolute), [
    'https://host.example/~ann/x',
    'https://host.example/~ann/',
    'https://host.example/~ann/2026/11/hello/x',
    'https://host.example/~ann/2026/11/x',
    'https://host.example/~ann/2026/11/hello/#x',
    'https://a.example/x',
    'xmpp:a@b.c',
    undefined,
  ]);
});

// prettier-ignore
const PIECES = [
  '# ', '> ', '- ', '1. ', '\n', '\n\n', '    ', '```', '```js\n', '|', '|-|-|\n', '*', '**', '_', '`', '~~', '[', ']', '(', ')',
  '![', '](', '<', '>', '<b>', '</a>', '<p', '<!--', '-->', '<?', '<![CDATA[', ']]>', '&', '&#8;', '&#xD800;', '&nbsp;', '#tag',
  '@bob.example', 'a.com', 'https://a.b/', '[^1]', '[^1]: ', '^[', '\\', '"', '\u0000', '\u0008', '\uFFFE', '\uD800', '\uDC00',
  '😀', 'é', ' ', 'word',
];

html('whatever is written, the HTML is XML and the text holds nothing that XML cannot', async () => {
  const soup = array(constantFrom(...PIECES), { maxLength: 40 }).map((pieces) => pieces.join(''));
  await holds(
    asyncProperty(soup, async (source) => {
      const read = await reading(source, [{ url: 'https://ann.example/a.jpg', alt: source }]);
      assert.is(faultIn(read.html), undefined, JSON.stringify(source));
      assert.is(faultIn(read.text.replaceAll(/[<&>]/g, '')), undefined, JSON.stringify(source));
    }),
    { numRuns: 2000 },
  );
});

html('a footnote that is defined in itself is XML too', async () => {
  const read = await reading('[^1]: 1. [^1]: ');
  assert.is(faultIn(read.html), undefined, read.html);
});

html('a comment above, for which the sanitiser is called, changes nothing', async () => {
  const soup = array(constantFrom(...PIECES, 'let a = {`${"b"}`};', "it's", '](/x "t")'), { maxLength: 60 });
  const source = soup.map((pieces) => pieces.join(''));
  await holds(
    asyncProperty(source, async (source) => {
      const [alone, below] = [await reading(source), await reading(`<!-- -->\n\n${source}`)];
      assert.equal({ ...below, html: below.html.slice(1) }, alone, JSON.stringify(source));
    }),
    { numRuns: 2000 },
  );
});

html('what is nested too deep is cut by the sanitiser', async () => {
  const read = await reading(`${'> '.repeat(95)}${'*a **b '.repeat(20)}${'** c*'.repeat(20)}`);
  assert.ok(read.html.split('<em>').length < 10);
});

// What is written, how it reads without markup.
const TEXTS: Readonly<Record<string, string>> = {
  'One\nline.\n\nAnother  \nbroken.': 'One line.\n\nAnother\nbroken.',
  '# Head\n\nText': 'Head\n\nText',
  '[words](/x) <https://a.example/é> [https://a.example/](https://a.example/)':
    'words (https://ann.example/x) https://a.example/%C3%A9 https://a.example/',
  'example.com me@a.com [me](mailto:me@a.com)': 'example.com me@a.com me (mailto:me@a.com)',
  '[**bold** ![cat](/c.png)](/x)': 'bold cat (https://ann.example/x)',
  '![A cat](/c.png) ![](/d.png)': 'A cat',
  '- a\n- b\n  - c\n\n    d': '- a\n- b\n  - c\n\n    d',
  '- a\n- b': '- a\n- b',
  '3. a\n4. b\n\n   c': '3. a\n\n4. b\n\n   c',
  '> a\n>\n> > b\n> - c': '> a\n>\n> > b\n>\n> - c',
  '```js\na <b>\n\n  c\n```\n\n`d`': 'a <b>\n\n  c\n\nd',
  '| a | b |\n|---|--:|\n| 1 | 2 |': 'a | b\n1 | 2',
  'a[^x] b^[c *d*]\n\n[^x]: e\n\n    f': 'a[1] b[2]\n\n[1] e\n\n    f\n[2] c d',
  'a ~~not~~ *b* **c** &amp; \\* d': 'a ~~not~~ b c & * d',
  'a <b>b</b><br>c\n\n<p>d &lt; e</p>\n\n<script>f</script>\n\n***': 'a b\nc\n\nd < e\n\n---',
};

for (const [source, wanted] of Object.entries(TEXTS)) {
  text(JSON.stringify(source), async () => assert.is((await reading(source)).text, wanted));
}

html.run();
text.run();
