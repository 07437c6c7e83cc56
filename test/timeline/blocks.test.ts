import { array, assert as holds, constantFrom, integer, property, record } from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Follow } from '../../src/model/people.ts';
import type { Kept } from '../../src/model/received.ts';
import { blocksFrom } from '../../src/timeline/blocks-text.ts';
import { hiddenBy, unquoted, type Hides } from '../../src/timeline/blocks.ts';
import { bob, kept, planet, pointing } from './kept.ts';

const blocks = suite('blocks');

const now = new Date('2026-11-25T12:00:00Z');

function hiding(text: string, entry: Kept, follow: Parameters<Hides>[1] = bob): string | undefined {
  const { rules, problems } = blocksFrom(text, 'Europe/Berlin');
  assert.equal(problems, []);
  return hiddenBy(rules, now)(entry, follow)?.line;
}

const ofPlanet = { source: planet.feed };
const eve: Follow = { name: 'Eve', feed: 'https://host.example/~eve/atom.xml' };
const ofEve = { source: eve.feed, url: 'https://host.example/1' };
const node: Follow = { name: 'Node', feed: 'xmpp:eve@spam.example?;node=urn%3Axmpp%3Amicroblog%3A0' };
const moved: Follow = { name: 'M', feed: 'https://feeds.example/1', page: 'https://eve.example/' };
const ofNode = { source: node.feed, url: 'https://elsewhere.example/1' };

// A rule, what an entry says, and whether it is hidden.
type Case = readonly [
  rule: string,
  says: string,
  entry: Parameters<typeof kept>[0],
  hidden: boolean,
  follow?: Parameters<Hides>[1],
];
const CASES: readonly Case[] = [
  // Where it comes from.
  ['https://bob.example/atom.xml', 'from that feed', {}, true],
  ['https://bob.example/', 'from below that address', {}, true],
  ['https://host.example/~eve/', 'from a feed below', ofEve, true, eve],
  ['https://host.example/~ann/', 'from the neighbour', ofEve, false, eve],
  ['https://host.example/~ev', 'from one whose name is longer', ofEve, false, eve],
  ['http://WWW.host.example:80/%7Eeve/#x', 'from the same, written otherwise', ofEve, true, eve],
  ['https://host.example/~eve/?a=1', 'from another question', ofEve, false, eve],
  ['host.example', 'from that domain', ofEve, true, eve],
  ['xmpp:eve@spam.example', 'from a node of that account', ofNode, true, node],
  ['eve@spam.example/phone', 'from a node of that account', ofNode, true, node],
  ['xmpp:eve%40spam.example?;node=urn:xmpp:microblog:0', 'from that node', ofNode, true, node],
  ['eve@spam.example', 'from a feed that its node pushes too', {}, true, { ...bob, node: node.feed }],
  ['xmpp:eve@spam.example?;node=other', 'from another node', ofNode, false, node],
  ['spam.example', 'from an account there', ofNode, true, node],
  ['@eve@spam.example', 'from that account', ofNode, true, node],
  ['eve.example', 'from a feed whose page is there', { source: moved.feed }, true, moved],
  // Who it is by, in the feed of another.
  ['https://eve.example/', 'by her', { ...ofPlanet, author: { name: 'E', uri: 'https://eve.example/' } }, true, planet],
  ['eve.example', 'by her blog', { ...ofPlanet, author: { name: 'E', uri: 'http://blog.EVE.example.' } }, true, planet],
  ['eve.example', 'by another', { ...ofPlanet, author: { name: 'E', uri: 'https://noteve.example/' } }, false, planet],
  ['bücher.example', 'in ASCII', { ...ofPlanet, author: { name: 'E', uri: 'https://xn--bcher-kva.example/' } }, true],
  ['eve.example', 'on her site', { ...ofPlanet, url: 'https://eve.example/1/' }, true, planet],
  ['eve.example', 'with her id', { ...ofPlanet, id: 'tag:eve.example,2026:1' }, true, planet],
  ['eve.example', 'with the id of her address', { ...ofPlanet, id: 'https://eve.example/1' }, true, planet],
  ['eve.example', 'with an id of her mail', { ...ofPlanet, id: 'tag:me@eve.example,2026:1' }, true, planet],
  [
    'eve.example',
    'with an id that only has it',
    { ...ofPlanet, id: 'tag:a.example,2026:eve.example,1' },
    false,
    planet,
  ],
  ['@Eve', 'by one of that name', { ...ofPlanet, author: { name: 'eve' } }, true, planet],
  ['@eve-jones', 'by one of that name', { ...ofPlanet, author: { name: 'Eve\u200B Jones' } }, true, planet],
  ['@eve', 'by one of a longer name', { ...ofPlanet, author: { name: 'Eve Jones' } }, false, planet],
  ['@bob', 'by one whom I follow under that name', { author: { name: '' } }, true],
  ['eve.example', 'by one who calls herself so', { author: { name: 'eve.example' } }, false],
  ['@eve@s.example', 'by that account', { author: { name: 'E', uri: 'https://s.example/@Eve' } }, true],
  ['@eve@s.example', 'by that account', { author: { name: 'E', uri: 'https://s.example/users/eve' } }, true],
  ['@eve@s.example', 'as another server shows it', { url: 'https://t.example/@eve@s.example/1' }, true],
  ['@eve@s.example', 'by another', { author: { name: 'E', uri: 'https://s.example/@evelyn' } }, false],
  // What it repeats, answers, links to, names.
  ['eve.example', 'repeats hers', { repostOf: 'https://eve.example/1/' }, true],
  ['eve.example', 'repeats hers', pointing('repost', 'https://eve.example/1/'), true],
  ['eve.example', 'repeats hers by its id', pointing('repost', 'tag:eve.example,2026:1'), true],
  ['eve@spam.example', 'repeats an item', pointing('repost', 'xmpp:eve@spam.example?;node=n;item=1'), true],
  ['@eve@s.example', 'repeats hers', { repostOf: 'https://s.example/@eve/1' }, true],
  ['eve.example', 'answers her', pointing('reply', 'https://eve.example/1/'), false],
  ['eve.example', 'links to her', pointing('link', 'https://eve.example/1/'), false],
  ['@eve', 'names her', pointing('name', 'eve'), false],
  ['eve.example', 'says her domain', { text: 'See eve.example' }, false],
  // Tags.
  ['#Sports', 'has the tag', { tags: ['sports'] }, true],
  ['#worldcup', 'has the category', { tags: ['world cup'] }, true],
  ['#sport', 'has a longer tag', { tags: ['sports'] }, false],
  ['#sports', 'says the word', { text: 'sports' }, false],
  // Words, and where they stand.
  ['"World Cup"', 'says it', { text: 'The WORLD\n cup.' }, true],
  ['"world cup"', 'says more', { text: 'world cups' }, false],
  ['"cup"', 'has it in a word', { text: 'cupboard hiccup scup_ 1cup' }, false],
  ['"cup"', 'has it after such a word', { text: 'cupboard (cup)' }, true],
  ['"cup"', 'has it as a tag', { text: '#cup' }, true],
  ['"c++"', 'says it', { text: 'I write C++.' }, true],
  ['"c++"', 'says something longer', { text: 'objc++' }, false],
  ['"a"', 'says it', { text: 'x a' }, true],
  ['"don\'t"', 'says it with a curved sign', { text: 'I don’t.' }, true],
  ['"café"', 'says it in two characters', { text: 'Cafe\u0301!' }, true],
  ['"cafe"', 'says it with an accent', { text: 'Cafe\u0301!' }, false],
  ['"caf"', 'says more', { text: 'café' }, false],
  ['"strasse"', 'says it', { text: 'die Straße' }, true],
  ['"οδός"', 'says it in capitals', { text: 'Η ΟΔΌΣ' }, true],
  ['"спам"', 'says it', { text: 'Это Спам!' }, true],
  ['"спам"', 'says more', { text: 'спамер' }, false],
  ['"spam"', 'says it in full width', { text: 'ｓｐａｍ' }, true],
  ['"spam"', 'hides it', { text: 's\u200Bp\u00ADam' }, true],
  ['"東京"', 'has it in a sentence', { text: '私は東京に住む' }, true],
  ['"🏈"', 'has it', { text: 'go🏈go' }, true],
  ['"ai"', 'has it in an address', { text: 'see (https://x.ai/ai)' }, false],
  ['"cup"', 'in the title', { title: 'Cup', text: '' }, true],
  ['"cup"', 'in the warning', { warning: 'cup' }, true],
  ['"tom & cup"', 'in a picture', { html: '<p><img src="x" alt="Tom &amp; cup"/></p>' }, true],
  ['"cup"', 'in a file', { enclosures: [{ url: 'u', type: 'image/png', length: 1, title: 'cup' }] }, true],
  ['"cup"', 'in what it answers', { replyTo: { url: 'https://x.example/', excerpt: 'cup' } }, true],
  ['"title hello"', 'half in the title', { title: 'Title', text: 'Hello' }, false],
];

for (const [rule, says, entry, hidden, follow] of CASES) {
  blocks(`${rule} ${hidden ? 'hides' : 'does not hide'} what is ${says}: ${JSON.stringify(entry)}`, () => {
    assert.equal(hiding(rule, kept(entry), follow), hidden ? rule : undefined);
  });
}

for (const [until, holds] of [
  ['2026-11-24', false],
  ['2026-11-25', true],
  ['2026-11-25T12:00:00Z', false],
  ['2026-11-25T12:00:01Z', true],
] as const) {
  blocks(`until ${until} ${holds ? 'still hold' : 'are over'}`, () => {
    const line = `"hello" until ${until}`;
    assert.equal(hiding(line, kept()), holds ? line : undefined);
  });
}

for (const [rule, replyTo, left] of [
  ['eve.example', { url: 'https://eve.example/1', name: 'Eve', excerpt: 'Hers.' }, { url: 'https://eve.example/1' }],
  ['@eve', { url: 'https://x.example/1', name: 'Eve', excerpt: 'Hers.' }, { url: 'https://x.example/1' }],
  [
    'eve@spam.example',
    { url: 'https://x.example/1', ref: 'xmpp:eve@spam.example?;node=n;item=1', excerpt: 'Hers.' },
    { url: 'https://x.example/1', ref: 'xmpp:eve@spam.example?;node=n;item=1' },
  ],
  ['eve.example', { url: 'https://ann.example/1', name: 'Ann', excerpt: 'Mine.' }, undefined],
  ['eve.example', { url: 'https://eve.example/1' }, undefined],
] as const) {
  blocks(`${rule} ${left ? 'takes out' : 'leaves'} what is quoted of ${JSON.stringify(replyTo)}`, () => {
    const entry = kept({ replyTo, references: [{ how: 'reply', to: replyTo.url }] });
    const hides = hiddenBy(blocksFrom(rule, 'UTC').rules, now);
    assert.is(hides(entry, bob), undefined);
    assert.equal(unquoted(entry, hides), { ...entry, replyTo: left ?? replyTo });
  });
}

blocks('say which rule it was: the first of several, muted or not', () => {
  const entry = kept({ tags: ['a'] });
  assert.equal(hiding('#b\n"hello" mute\n#a\nbob.example', entry), '"hello" mute');
  assert.equal(hiding('#b\nbob.example\n#a\n"hello"', entry), 'bob.example');
  assert.equal(hiding('', entry), undefined);
});

// Each rule alone, one after the other.
function slowly(text: string, entry: Kept, follow: Follow): string | undefined {
  const { rules } = blocksFrom(text, 'UTC');
  return rules.find((rule) => hiddenBy([rule], now)(entry, follow))?.line;
}

const LINES =
  'a.example|https://a.example/~b|https://b.example/|@a|@b@a.example|#a|"a b"|"b"|"a-b"|xmpp:a@b.example|b.example mute|' +
  '#b until 2020-01-01|"b" until 2020-01-01|"東"|"a東"|"é b"';
const ADDRESSES =
  'https://a.example/~b/x|https://a.example/~bb|https://x.b.example/|https://b.example/1|tag:b.example,2026:1|' +
  'xmpp:a@b.example?;node=n|https://c.example/|https://c.example/@b@a.example|nonsense|';

blocks('many rules at once hide what each of them hides', () => {
  const lines = array(constantFrom(...LINES.split('|')), { maxLength: 12 });
  const address = constantFrom(...ADDRESSES.split('|'));
  const words = array(constantFrom('a', 'b', ' ', '-', '東', 'é', '1'), { maxLength: 8 }).map((parts) =>
    parts.join(''),
  );
  const entry = record({
    id: address,
    url: address,
    source: address,
    repostOf: address,
    uri: address,
    tags: array(words),
    text: words,
    title: words,
    name: words,
    number: integer(),
  }).map(({ uri, name, ...rest }) => kept({ ...rest, author: { name, uri } }));
  holds(
    property(lines, array(entry), address, (lines, entries, feed) => {
      const text = lines.join('\n');
      const hides = hiddenBy(blocksFrom(text, 'UTC').rules, now);
      const follow = { name: 'b', feed };
      assert.equal(
        entries.map((entry) => hides(entry, follow)?.line),
        entries.map((entry) => slowly(text, entry, follow)),
      );
    }),
    { numRuns: 500 },
  );
});

blocks.run();
