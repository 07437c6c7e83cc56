import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Follow } from '../../src/model/people.ts';
import { written } from '../../src/posts/markdown.ts';
import type { Written } from '../../src/posts/markdown.ts';
import { whoIn } from '../../src/posts/people.ts';
import { ann } from './ann.ts';

const tags = suite('tags');
const mentions = suite('mentions');

const follows: readonly Follow[] = [
  { name: 'Bob Smith', page: 'https://bob.example/about', feed: 'https://bob.example/atom.xml' },
  { name: 'Eve', feed: 'xmpp:eve@eve.example?;node=urn:xmpp:microblog:0' },
  { name: 'Renée', feed: 'https://renee.example/feed.json' },
];

function reading(source: string): Promise<Written> {
  return written(source, { site: ann, who: whoIn(follows), key: 'k', path: '2026/11/hello/', photos: [] });
}

// Text, the tags in it. What stands right of # or ＃ is a tag where people take it for one.
const TAGS: readonly [string, readonly string[]][] = [
  ['#one', ['one']],
  ['＃全角', ['全角']],
  ['#日本語', ['日本語']],
  ['#日本語です。次', ['日本語です']],
  ['#café', ['café']],
  ['#Cafe\u0301 #CAFÉ', ['café']],
  ['#हिन्दी', ['हिन्दी']],
  ['#نرم‌افزار', ['نرم‌افزار']],
  ['#col·legi', ['col·legi']],
  ['#1', []],
  ['#2026', []],
  ['#1st', ['1st']],
  ['#a_b', ['a_b']],
  ['#_', []],
  ['#foo-bar', ['foo']],
  ["#tag's", ['tag']],
  ['(#tag)', ['tag']],
  ['"#tag", #other; #third.', ['tag', 'other', 'third']],
  ['#c++ and #C#', ['c']],
  ['#b #a #b', ['b', 'a']],
  ['foo#bar', []],
  ['日本#東京', []],
  ['##x', []],
  ['/#x', []],
  ['a=#x &#x', []],
  ['\\#x', []],
  ['&#35;x', []],
  ['#\uFE0F\u20E3', []],
  ['`#x`', []],
  ['    #x', []],
  ['```\n#x\n```', []],
  ['<code>#x</code> <kbd>a #x</kbd> #y', ['y']],
  ['[#x](https://a.example/)', []],
  ['<a href="https://a.example/">#x</a> #y', ['y']],
  ['https://x.y/#z', []],
  ['https://a.example/path,#z', []],
  ['example.com/#z', []],
  ['www.host.example/#z', []],
  ['me+#x@a.com', ['x']],
  ['*#x* **#y**', ['x', 'y']],
  ['**a**#x', []],
  ['> #x\n\n- #y\n\n## #z', ['x', 'y', 'z']],
  ['a\n#b', ['b']],
  ['| a |\n|---|\n| #x |', ['x']],
  ['a[^1]\n\n[^1]: #x', ['x']],
  [`#${'x'.repeat(60)}`, ['x'.repeat(60)]],
  [`#${'x'.repeat(61)}`, []],
];

for (const [source, found] of TAGS) {
  tags(`${JSON.stringify(source)} has ${found.length === 0 ? 'none' : found.join(', ')}`, async () => {
    assert.equal((await reading(source)).tags, found);
  });
}

tags('a tag is linked to its page and shown as it was written', async () => {
  const { html, text } = await reading('Hi #Café!');
  const link = '<a href="https://ann.example/tags/caf%C3%A9/" rel="tag">#Café</a>';
  assert.is(html, `<p>Hi ${link}!</p>\n`);
  assert.is(text, 'Hi #Café!');
});

// Text, whom it names.
const MENTIONS: readonly [string, readonly string[]][] = [
  ['@eve', ['xmpp:eve@eve.example']],
  ['@EVE, @Eve.', ['xmpp:eve@eve.example']],
  ["(@eve's)", ['xmpp:eve@eve.example']],
  ['@bobsmith @bob-smith @Bob_Smith', ['https://bob.example/about']],
  ['@rene\u0301e', ['https://renee.example/feed.json']],
  ['@nobody', []],
  ['@bob.example', ['https://bob.example/']],
  ['@bob.com', ['https://bob.com/']],
  ['@bücher.example', ['https://xn--bcher-kva.example/']],
  ['@bob@bob.example', ['https://bob.example/@bob']],
  ['@bob@bob.com.', ['https://bob.com/@bob']],
  ['@eve@eve.example', ['xmpp:eve@eve.example']],
  ['@a@b', []],
  ['me@bob.com', []],
  ['me@eve', []],
  ['@eve/x @11ty/eleventy', []],
  ['https://social.example/@eve', []],
  ['social.example/@eve', []],
  ['`@eve`', []],
  ['[@eve](https://a.example/)', []],
  ['\\@eve', []],
];

for (const [source, found] of MENTIONS) {
  mentions(`${JSON.stringify(source)} names ${found.length === 0 ? 'nobody' : found.join(', ')}`, async () => {
    assert.equal((await reading(source)).mentions, found);
  });
}

mentions('an address with two @ is one link and no mail', async () => {
  const { html, text } = await reading('@bob@bob.com');
  assert.is(html, '<p><a href="https://bob.com/@bob" class="mention u-mention h-card">@bob@bob.com</a></p>\n');
  assert.is(text, '@bob@bob.com');
});

tags.run();
mentions.run();
