// What strangers send to break us: bounds, and markup that runs. That something ends quickly is seen by its ending at
// all: at these sizes what costs the square of them takes hours.
import { array, assert as holds, constantFrom, property, string, uint8Array } from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { textFrom } from '../../../src/feeds/read/charset.ts';
import { feedFrom } from '../../../src/feeds/read/feed.ts';
import { linksOf, linksOfHeader } from '../../../src/feeds/read/page.ts';
import { element } from '../../../src/feeds/xml.ts';
import type { Feed } from '../../../src/model/received.ts';
import { faultsOf } from '../xml-checks.ts';

const hostile = suite('hostile feeds');

const LARGE = 15_000_000;

function full(piece: string): string {
  return piece.repeat(Math.ceil(LARGE / piece.length)).slice(0, LARGE);
}

function feedOf(text: string): Feed | undefined {
  const read = feedFrom(text, { address: 'https://site.example/feed', type: 'text/xml' });
  return read.ok ? read.value : undefined;
}

const NO_FEEDS = [
  '<',
  '<a b="',
  '<!DOCTYPE ',
  '<!-- -->',
  '<![CDATA[',
  '<a>',
  '&',
  '\0',
  '[',
  '{"a":',
  '<?xml ',
  '<!--',
];

for (const piece of NO_FEEDS) {
  hostile(`15 MB of ${JSON.stringify(piece)} are no feed`, () => {
    assert.is(feedOf(full(piece)), undefined);
    linksOf(full(piece), 'https://site.example/');
  });
}

const around = (inside: string): string =>
  `<rss version="2.0"><channel><title>T</title><item><guid>1</guid><description>${inside}</description></item></channel></rss>`;

const WITHIN: Readonly<Record<string, string>> = {
  'a hundred thousand elements in one another': '<a>'.repeat(100_000) + 'x',
  'millions of elements in one another': full('<b>'),
  'millions of ends of nothing': full('</b>'),
  'HTML of elements in one another': `<![CDATA[${full('<b>')}]]>`,
  'HTML of ends of nothing': `<![CDATA[${full('<b></i>')}]]>`,
  'HTML of addresses that begin here': `<![CDATA[${full('<a href=x>')}]]>`,
  'names without end': full('@a.-'),
  'addresses without end': full('http://('),
  'blanks without end': full(' \n'),
};

for (const [says, inside] of Object.entries(WITHIN)) {
  hostile(says, () => {
    const entries = feedOf(around(inside))?.entries ?? [];
    assert.is(entries.length, 1);
    assert.ok(entries[0]!.html.length <= 500_000);
  });
}

hostile('a feed of two hundred thousand entries gives the first two thousand', () => {
  const items = Array.from({ length: 200_000 }, (_, at) => `<item><guid>${at}</guid></item>`).join('');
  assert.is(feedOf(`<rss><channel>${items}</channel></rss>`)?.entries.length, 2000);
});

hostile('names that every object has are names like others', () => {
  assert.is(feedOf('<constructor><item/></constructor>'), undefined);
  const odd = '<rss xmlns="constructor" __proto__="x"><channel><toString/><sy:updatePeriod>valueOf</sy:updatePeriod>';
  assert.equal(feedOf(`${odd}<item><guid>1</guid></item></channel></rss>`)?.entries.length, 1);
});

hostile('what an entry points to has bounds', () => {
  const html = Array.from({ length: 5000 }, (_, at) => `<a href="https://x.example/${at}">@n${at}</a> `).join('');
  assert.is(feedOf(around(`<![CDATA[${html}]]>`))?.entries[0]?.references.length, 200);
});

const RUNS =
  /<(?:script|style|iframe|form|input|button|svg|math|object|embed|base|meta|link|video|audio)\b|\son\w+\s*=|(?:href|src)="(?:java|vb|data)|style=|srcset=/i;

// prettier-ignore
const ATTACKS = [
  '<script>x()</script>', '<ScRiPt src=//e.example/x></sCrIpT>', '<img src=x onerror=x()>', '<img src="x"onerror="x()">',
  '<svg onload=x()>', '<svg><script>x()</script></svg>', '<a href="javascript:x()">a</a>', '<a href="JaVaScRiPt:x()">a</a>',
  '<a href=" &#14; javascript:x()">a</a>', '<a href="java&#x09;script:x()">a</a>', '<a href="java\0script:x()">a</a>',
  '<a href="&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;x()">a</a>', '<a href="data:text/html,<script>x()</script>">a</a>',
  '<a href="vbscript:x">a</a>', '<div style="position:fixed;inset:0;background:url(javascript:x())">a</div>',
  '<iframe src="javascript:x()"></iframe>', '<iframe srcdoc="<script>x()</script>"></iframe>', '<form action=x><input name=y></form>',
  '<math><mtext><table><mglyph><style><img src=x onerror=x()>', '<noscript><p title="</noscript><img src=x onerror=x()>">',
  '<xmp><img src=x onerror=x()></xmp>', '<base href="javascript:x()//">', '<meta http-equiv=refresh content="0;url=javascript:x()">',
  '<object data="data:text/html,x"></object>', '<embed src=x>', '<video><source onerror=x()></video>', '<p onclick=x()>a</p>',
  '<a href="https://ok.example/" onmouseover="x()" style="x" target="_blank">a</a>', '<link rel=stylesheet href=x>', '<![CDATA[<script>x()</script>]]>',
  '<img srcset="javascript:x() 1x" src="data:image/svg+xml,x">', '<<script>x()//<</script>', '<template><script>x()</script></template>',
];

for (const attack of ATTACKS) {
  hostile(`nothing runs of ${JSON.stringify(attack)}`, () => {
    const html = element('description', {}, attack).toString();
    const documents = [
      `<rss><channel><item><guid>1</guid>${html}</item></channel></rss>`,
      around(`<![CDATA[${attack.replaceAll(']]>', '')}]]>`),
      around(attack),
      `<feed><entry><id>1</id>${element('content', { type: 'html' }, attack).toString()}</entry></feed>`,
      `<feed><entry><id>1</id><content type="xhtml"><div>${attack}</div></content></entry></feed>`,
      JSON.stringify({ items: [{ id: 1, content_html: attack, title: attack }] }),
      `<!doctype html><div class="h-entry"><div class="e-content">${attack}</div><a class="u-url" href="/1">1</a></div>`,
    ];
    for (const document of documents) {
      for (const entry of feedOf(document)?.entries ?? []) assert.not.match(entry.html, RUNS);
    }
  });
}

/** Everything that a feed holds, as one document of XML. */
function asXml(feed: Feed): string {
  const texts: string[] = [];
  const collect = (value: unknown, name = ''): void => {
    if (typeof value === 'string' && name !== 'html') texts.push(value);
    else if (typeof value === 'object' && value !== null)
      for (const [name, each] of Object.entries(value)) collect(each, name);
  };
  collect(feed);
  // Written as they are, but for what XML escapes: a character that it cannot hold stays.
  const plain = texts.map((text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'));
  return `<all>${plain.join('\n')}${feed.entries.map(({ html }) => `<div>${html}</div>`).join('')}</all>`;
}

// prettier-ignore
const PIECES = [
  '<rss>', '<channel>', '<item>', '</item>', '<title>', '</title>', '<description>', '</description>', '<guid>x</guid>', '<link>',
  '<feed xmlns="http://www.w3.org/2005/Atom">', '<entry>', '</entry>', '<content type="html">', '<content type="xhtml">', '</content>',
  '<id>1</id>', '<link href="', '"/>', '<pubDate>', 'Sun, 22 Nov 2026', '<media:content url="http://a/b" type="image/png">', '<![CDATA[', ']]>',
  '&lt;p&gt;', '&lt;a href="/x"&gt;', '&nbsp;', '&#0;', '&#xD800;', '&#8;', '\u0000', '\u0008', '\uFFFE', '\uD800', '😀', '@ann', ' ', '\n',
  '{"items":[', '{"id":"', '"', '","content_html":"', '"}', ']}', '\\u0000', '\\ud800', '<!doctype html>', '<div class="h-entry">',
  '<p class="e-content">', '<a class="u-url" href="', '">', '</div>', '<x:y z:w="', '<rdf:RDF>', 'xml:base="//', "'", '<br>', '<!--', '-->', '<?x',
];

function harmless(text: string): void {
  const feed = feedOf(text);
  if (feed) assert.equal(faultsOf(asXml(feed)), []);
  linksOf(text, 'https://site.example/');
  linksOfHeader(text, 'https://site.example/');
}

hostile('pieces of feeds in any order give a feed or a problem, and well-formed XML again', () => {
  holds(
    property(array(constantFrom(...PIECES), { maxLength: 40 }), (pieces) => harmless(pieces.join(''))),
    { numRuns: 3000 },
  );
});

hostile('any text as title, text, address and name of a feed gives well-formed XML again', () => {
  holds(
    property(
      string({ unit: 'binary', maxLength: 30 }),
      constantFrom('title', 'description', 'link', 'guid', 'author'),
      (text, name) => {
        harmless(`<rss><channel><item><guid>1</guid>${element(name, {}, text).toString()}</item></channel></rss>`);
        harmless(
          JSON.stringify({
            title: text,
            items: [{ id: text, title: text, content_html: text, url: text, tags: [text] }],
          }),
        );
      },
    ),
    { numRuns: 1000 },
  );
});

hostile('any bytes under any label are text', () => {
  holds(
    property(uint8Array({ maxLength: 60 }), string({ maxLength: 20 }), (bytes, label) => {
      harmless(textFrom(bytes, `text/xml; charset=${label}`));
    }),
    { numRuns: 1000 },
  );
});

hostile.run();
