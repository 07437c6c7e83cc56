// HTML in the strict form: what is made of it in one pass is what the sanitiser makes of it, to the character.
import { readdirSync, readFileSync } from 'node:fs';
import { array, assert as holds, constantFrom, property } from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { strangerHtmlAt } from '../../src/feeds/clean.ts';
import { strictHtml } from '../../src/feeds/strict.ts';

const strict = suite('strict HTML');

const BASE = 'https://a.example/b/';
const form = {
  facts: new Set(['href']),
  rewrite: (_: string, attributes: Readonly<Record<string, string>>) => attributes,
};

/** A comment is in no strict form, and the sanitiser drops it. */
const bySanitiser = (html: string): string => strangerHtmlAt(`<!-- -->${html}`, BASE);

strict('is known as such, and written as XML', () => {
  const html =
    '<div class="x"><hr/><p id="1">a &amp; b&nbsp;&#8217; <a rel="me" href="https://a.example/">c</a><br></p>' +
    '<ul><li>d<ol><li>e</li></ol></li></ul></div>';
  assert.is(
    strictHtml(html, form),
    '<div><hr /><p>a &amp; b\u00A0’ <a href="https://a.example/">c</a><br /></p><ul><li>d<ol><li>e</li></ol></li></ul></div>',
  );
});

const OTHER =
  '<p>|</p>|<p><p>a</p></p>|<b><p>a</p></b>|<p/>|<P>a</P>|<li>a</li>|<a href="x"><a href="y">z</a></a>|a > b|a &copy; b|' +
  '&#60;|&#128;|&#55555;|&#x3c;|<b a=b>c</b>|<b a>c</b>|<b a="<">c</b>|<!-- a -->|<script>a</script>|<svg>a</svg>|<style>a</style>|' +
  '<a href="javascript:x()">a</a>|<a href="data:x">a</a>|<img>|<iframe src="https://a.b/"></iframe>|<b >a</b>|<p><hr></p>|</b>|<b>a</i>|<';

strict('anything else is for the sanitiser', () => {
  const taken = OTHER.split('|').filter((html) => strictHtml(html, form) !== undefined);
  assert.equal(taken, []);
  assert.is(strictHtml('<b>'.repeat(21) + '</b>'.repeat(21), form), undefined);
});

const PARTS = [
  ...'<p> </p> <b> </b> <i> </i> <ul> </ul> <ol> </ol> <li> </li> <div> </div> <h1> </h1> <pre> </pre> <br> <br/> <a> </a>'.split(
    ' ',
  ),
  ...'<blockquote> </blockquote> <em> </em> <hr> <hr/> </br> <td> <script> </script> <figure> </figure> > < & &amp; &lt; &quot; &nbsp;'.split(
    ' ',
  ),
  'a',
  ' ',
  '\n',
  '\r',
  '\0',
  '\ud800',
  '"',
  "'",
  '&#39;',
  '&#34;',
  '&#160;',
  '&#150;',
  '&#8217;',
  '&amp;lt;',
  '<p class="x">',
  ...[
    'href="c"',
    'href="//c"',
    'href="javascript:x()"',
    'href=" https://c/ "',
    'title="\'"',
    'onclick="x()"',
    'href="xmpp:a@b"',
  ].map((attribute) => `<a ${attribute}>`),
  ...[
    'src="c"',
    'src="c" width="1"',
    'src="c" style="width:1px"',
    'src="x" data-src="/c"',
    'alt="" src="c" alt="d"',
    'alt="d"',
  ].flatMap((attributes) => [`<img ${attributes}>`, `<img ${attributes} />`]),
];

strict('whatever it is made of', () => {
  holds(
    property(array(constantFrom(...PARTS), { maxLength: 8 }), (parts) => {
      const html = parts.join('');
      assert.is(strangerHtmlAt(html, BASE), bySanitiser(html));
    }),
    { numRuns: 3000 },
  );
  // Whole elements, so that many of them are in the strict form.
  const whole = PARTS.filter((part) => /^<[a-z]+( [^>]*)?>$/.test(part)).map((begin) => [
    begin,
    `</${begin.match(/[a-z]+/)?.[0]}>`,
  ]);
  holds(
    property(
      array(constantFrom(...whole), { maxLength: 6 }),
      array(constantFrom(...PARTS), { maxLength: 2 }),
      (around, parts) => {
        const ends = around.filter(([, end]) => !/img|br|hr/.test(end ?? '')).map(([, end]) => end);
        const html = [...around.map(([begin]) => begin), ...parts, ...ends.toReversed()].join('');
        assert.is(strangerHtmlAt(html, BASE), bySanitiser(html));
      },
    ),
    { numRuns: 3000 },
  );
});

strict('whatever feeds hold', () => {
  for (const file of readdirSync('test/received').filter((name) => name.endsWith('.expected.json'))) {
    const htmls =
      JSON.stringify(JSON.parse(readFileSync(`test/received/${file}`, 'utf8'))).match(/<(?:[^"\\]|\\.)*/g) ?? [];
    for (const html of htmls.map((each) => JSON.parse(`"${each.replace(/\\$/, '')}"`) as string)) {
      assert.is(strangerHtmlAt(html, BASE), bySanitiser(html));
    }
  }
});

strict.run();
