// Strangers' HTML as the reader's pages show it.
import { array, assert as holds, constantFrom, property } from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readerHtml, strangerHtml } from '../../src/feeds/clean.ts';
import { faultIn } from '../fakes/xml.ts';

const reader = suite('HTML in the reader');

const IMG = 'loading="lazy" referrerpolicy="no-referrer"';

// What is stored, what is shown.
const PAIRS: readonly [string, string][] = [
  [
    '<a href="https://a.b/" rel="opener me" target="_blank">a</a>',
    '<a href="https://a.b/" rel="noopener nofollow ugc">a</a>',
  ],
  ['<a href="javascript:x()">a</a>', '<a rel="noopener nofollow ugc">a</a>'],
  [
    '<img src="https://a.b/c.png" alt="c" loading="eager" referrerpolicy="unsafe-url">',
    `<img alt="c" src="https://a.b/c.png" ${IMG} />`,
  ],
  ['<img src="https://a.b/c.png" alt="">', `<img alt="" src="https://a.b/c.png" ${IMG} />`],
  ['<img src="https://a.b/c.png">', `<img alt="picture" src="https://a.b/c.png" ${IMG} />`],
  [
    '<img src="https://a.b/c.png" width="100" height="10">',
    `<img alt="picture" src="https://a.b/c.png" width="100" height="10" ${IMG} />`,
  ],
  ['a<img src="https://a.b/c.gif" width="1" height="1">b', 'ab'],
  ['a<img src="https://a.b/c.gif" width="01px" height="1px" alt="c">b', 'ab'],
  ['a<img src="https://a.b/c.gif" width="0">b', 'ab'],
  ['a<img src="javascript:x()" onerror="x()">b', 'ab'],
  ['<h1>a</h1><h2>b</h2><h6>c</h6>', '<h3>a</h3><h4>b</h4><h6>c</h6>'],
  ['a<script>x()</script><style>p{}</style><svg onload="x()"></svg><meta http-equiv="refresh" content="0">b', 'ab'],
  ['<p style="position:fixed" class="skip" id="act" onclick="x()">a</p>', '<p>a</p>'],
  ['<form action="https://a.b/"><button formaction="/block" form="act" name="through">a</button></form>', 'a'],
];

for (const [html, shown] of PAIRS) reader(JSON.stringify(html), () => assert.is(readerHtml(html), shown));

reader('what was cleaned when it came in stays as well-formed as it was', () => {
  const pieces = [
    '<p>',
    '</p>',
    '<a href="https://a.b/">',
    '<img src="https://a.b/c">',
    '<h1>',
    '</h1>',
    '&amp;',
    '<',
    'x',
    '<b',
    '"',
  ];
  const soup = array(constantFrom(...pieces), { maxLength: 30 }).map((some) => some.join(''));
  holds(
    property(soup, (html) => {
      assert.is(faultIn(readerHtml(strangerHtml(html))), undefined, html);
    }),
    { numRuns: 500 },
  );
});

reader.run();
