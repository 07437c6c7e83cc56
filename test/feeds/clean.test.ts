import { array, assert as holds, constantFrom, property } from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { ownHtml, strangerHtml, strangerHtmlAt, wordsOf } from '../../src/feeds/clean.ts';
import { faultIn } from '../fakes/xml.ts';

const clean = suite('clean HTML');

// What is written, what of it a stranger may say, what the author of the site may say.
const PAIRS: readonly [string, string, string][] = [
  ['<p>a<br>b', '<p>a<br />b</p>', '<p>a<br />b</p>'],
  ['a & b < c &copy;', 'a &amp; b &lt; c ©', 'a &amp; b &lt; c ©'],
  ['a\u0008b\ud800c&#8;', 'a\uFFFDb\uFFFDc\uFFFD', 'a\uFFFDb\uFFFDc\uFFFD'],
  ['a<script>alert(1)</script>b', 'ab', 'ab'],
  ['a<style>p{}</style><svg><a href="x">y</a></svg>b', 'ab', 'ab'],
  ['<b onclick="x()" style="color:red">a</b>', '<b>a</b>', '<b>a</b>'],
  ['<a href="javascript:x()">a</a>', '<a>a</a>', '<a>a</a>'],
  ['<a href="java\nscript:x()">a</a>', '<a>a</a>', '<a>a</a>'],
  ['<a href="xmpp:a@b.c">a</a>', '<a href="xmpp:a@b.c">a</a>', '<a href="xmpp:a@b.c">a</a>'],
  ['<img src="data:image/png;base64,AA" alt="x">', '', ''],
  [
    '<img src="https://a.b/c.png" alt>',
    '<img src="https://a.b/c.png" alt="" />',
    '<img src="https://a.b/c.png" alt="" />',
  ],
  ['<p class="x" id="y">a</p>', '<p>a</p>', '<p class="x" id="y">a</p>'],
  ['<video src="https://a.b/c.mp4" controls></video>', '', '<video src="https://a.b/c.mp4" controls=""></video>'],
  ['<iframe src="https://a.b/"></iframe>', '', '<iframe src="https://a.b/"></iframe>'],
  ['<iframe src="http://a.b/" srcdoc="<p>x">y</iframe>', '', ''],
  ['<td style="text-align:right;position:fixed">a</td>', '<td>a</td>', '<td style="text-align:right">a</td>'],
  ['<form action="https://a.b/"><input name="x">a</form>', 'a', 'a'],
  [
    '<details open><summary>a</summary>b</details>',
    '<details open=""><summary>a</summary>b</details>',
    '<details open=""><summary>a</summary>b</details>',
  ],
];

for (const [html, stranger, own] of PAIRS) {
  clean(JSON.stringify(html), () => assert.equal([strangerHtml(html), ownHtml(html)], [stranger, own]));
}

// What a stranger writes at https://a.b/c/d, and what of it is kept.
const PLACED: readonly [string, string][] = [
  ['<a href="e">x</a>', '<a href="https://a.b/c/e">x</a>'],
  ['<a href="//e.f/g">x</a>', '<a href="https://e.f/g">x</a>'],
  ['<a href="#g">x</a>', '<a href="https://a.b/c/d#g">x</a>'],
  ['<a href="http://[">x</a>', '<a>x</a>'],
  ['<a href=" java\nscript:x()">x</a>', '<a>x</a>'],
  ['<a href="xmpp:e@f.g?;node=h:i">x</a>', '<a href="xmpp:e@f.g?;node=h:i">x</a>'],
  ['<blockquote cite="e">x</blockquote>', '<blockquote cite="https://a.b/c/e">x</blockquote>'],
  ['<img src="e.png" width="1" height="1">', ''],
  ['<img src="e.png" style="width:1px">', ''],
  ['<img src="e.png" width="10" height="0">', ''],
  ['<img src="e.png" width="10">', '<img src="https://a.b/c/e.png" width="10" />'],
  ['<img src="data:image/gif;base64,R0" data-src="e.png">', '<img src="https://a.b/c/e.png" />'],
  ['<b>'.repeat(1001), `${'<b>'.repeat(40)}${'</b>'.repeat(40)}`],
];

for (const [html, placed] of PLACED) {
  clean(`${JSON.stringify(html.slice(0, 60))} of a stranger, at its address`, () =>
    assert.equal(strangerHtmlAt(html, 'https://a.b/c/d'), placed),
  );
}

clean('where nothing is known of the address, what is relative is dropped', () => {
  assert.is(strangerHtmlAt('<a href="/e">x</a><img src="/e.png">', ''), '<a>x</a>');
});

// prettier-ignore
const PIECES = [
  '<p>', '</p>', '<b', '>', '<a href="', '"', "'", '&', '&amp;', '&#0;', '&#xD800;', '<!--', '-->', ']]>', '<![CDATA[',
  '<?x', '<br>', '<br/>', '<img src=x alt>', '<td style="', 'text-align:left', ' open', ' a:b=1', ' 1=2', '<svg>', '</svg>',
  '<math>', '<script>', '</script>', '<iframe src=https://a.b>', '<xmp>', '<title>', '\u0000', '\u0008', '\uFFFE', '\uD800',
  '\uDC00', '😀', 'é', '\n', ' ', 'x',
];

clean('whatever is written, what comes out is XML', () => {
  const soup = array(constantFrom(...PIECES), { maxLength: 30 }).map((pieces) => pieces.join(''));
  holds(
    property(soup, (html) => {
      const cleaned = [strangerHtml(html), ownHtml(html)];
      assert.equal(cleaned.map(faultIn), [undefined, undefined], JSON.stringify(html));
    }),
    { numRuns: 2000 },
  );
});

clean('a thousand open elements are bounded', () => {
  assert.is(strangerHtml('<div>'.repeat(1000)).match(/<div>/g)?.length, 40);
});

clean('the words of HTML are without markup and entities', () => {
  assert.is(wordsOf('<p>a &amp;amp; <b>b</b> &lt;c&gt; "d"</p><script>e</script>'), 'a &amp; b <c> "d"');
});

clean.run();
