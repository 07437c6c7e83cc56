import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Follow } from '../../src/model/people.ts';
import { looksOf } from '../../src/timeline/confusable.ts';
import { cautionOf, shownName } from '../../src/timeline/names.ts';
import type { Source } from '../../src/timeline/voice.ts';
import { bob, kept, planet } from './kept.ts';

const names = suite('names');

// A name, and what is shown of it.
const SHOWN: readonly (readonly [name: string, shown: string])[] = [
  ['Bob', 'Bob'],
  ['  Bob\n\tSmith ', 'Bob Smith'],
  ['B\u200Bo\u00ADb\u2060', 'Bob'],
  ['\u202EboB\u202C', 'boB'],
  ['\u2066Bob\u2069 \u2800', 'Bob'],
  ['ㅤ', ''],
  ['👩\u200D💻 ❤\uFE0F 👩🏽\u200D🚀', '👩\u200D💻 ❤\uFE0F 👩🏽\u200D🚀'],
  ['B\u200Dob', 'Bob'],
  ['نرم\u200Cافزار', 'نرم\u200Cافزار'],
  ['क्\u200Dष', 'क्\u200Dष'],
];

for (const [name, shown] of SHOWN)
  names(`${JSON.stringify(name)} is shown without what nobody sees`, () => assert.is(shownName(name), shown));

// Two names, and whether one is taken for the other.
const ALIKE: readonly (readonly [a: string, b: string, alike: boolean])[] = [
  ['Paypal', 'Раураl', true],
  ['Bill', 'BiII', true],
  ['bob smith', 'Bob-Smith', true],
  ['BOB', 'ΒΟΒ', true],
  ['Renée', 'Renee', true],
  ['modern', 'modem', true],
  ['Ｂｏｂ', 'Bob', true],
  ['b0b', 'Bob', true],
  ['Bob', 'Rob', false],
  ['東京', '京東', false],
  ['🏈', '⚽', false],
];

for (const [a, b, alike] of ALIKE) {
  names(`${a} ${alike ? 'looks' : 'does not look'} like ${b}`, () => assert.is(looksOf(a) === looksOf(b), alike));
}

const carol: Follow = { name: 'Carol', feed: 'https://carol.example/feed', page: 'https://carol.example/about/' };
const tilde: Follow = { name: 'Ann', feed: 'https://host.example/~ann/atom.xml', page: 'https://host.example/~ann/' };
const account: Follow = { name: 'Dan', feed: 'xmpp:dan@xmpp.example?;node=urn%3Axmpp%3Amicroblog%3A0' };
const service: Follow = { name: 'News', feed: 'xmpp:pubsub.xmpp.example?;node=news' };
const idn: Follow = { name: 'Apple', feed: 'https://аpple.example/feed', page: 'https://аpple.example/' };
const again: Follow = { name: 'Bob', feed: 'https://bob.example/photos.xml' };
const follows = [bob, carol, tilde, account, service, planet, again];

// The author that an entry states, its source, and the address that is shown beside the name.
type Case = readonly [name: string, source: Source, caution: string | undefined, uri?: string];
const CASES: readonly Case[] = [
  ['Bob', bob, undefined],
  ['Bob', bob, undefined, 'https://bob.example/about'],
  ['Robert', bob, undefined],
  ['', bob, undefined],
  // One whom the source may not speak for.
  ['Robert', bob, 'bob.example', 'https://eve.example/'],
  ['Robert', bob, 'bob.example', 'xmpp:bob@bob.example'],
  ['Robert', { ...bob, node: 'xmpp:bob@bob.example?;node=n' }, undefined, 'xmpp:bob@bob.example'],
  ['Robert', bob, 'bob.example', 'acct:bob@bob.example'],
  ['Someone', planet, 'planet.example', 'https://someone.example/'],
  ['Ann', tilde, undefined, 'https://host.example/~ann/'],
  ['Ann', tilde, 'host.example/~ann', 'https://host.example/~eve/'],
  ['Dan', account, undefined, 'xmpp:dan@xmpp.example'],
  ['Dan', account, 'dan@xmpp.example', 'xmpp:eve@xmpp.example'],
  ['News', service, 'pubsub.xmpp.example?news', 'xmpp:dan@xmpp.example'],
  // The name of another whom I follow, or one like it.
  ['Carol', bob, 'bob.example'],
  ['Саrоl', bob, 'bob.example'],
  ['CaroI', planet, 'planet.example'],
  ['Carol', carol, undefined],
  ['Caroline', bob, undefined],
  // Letters of two scripts in a word.
  ['Rоbert', bob, 'bob.example'],
  ['Robert Иванов', bob, undefined],
  ['ロバートRobert', bob, undefined],
  ['Rоbert', idn, 'xn--pple-43d.example'],
  // What nobody sees.
  ['Rob\u200Bert', bob, 'bob.example'],
  ['\u202EtreboR', bob, 'bob.example'],
  ['Robert 👩\u200D💻', bob, undefined],
  [' Robert\n', bob, undefined],
  // The address of another.
  ['eve.example', bob, 'bob.example'],
  ['Robert (eve。example)', bob, 'bob.example'],
  ['bob.example', bob, undefined],
  ['Robert @bob@bob.example', bob, undefined],
  ['@eve@host.example', tilde, 'host.example/~ann'],
  ['@ann@host.example', tilde, undefined],
  ['J. R. R. Tolkien', bob, undefined],
];

for (const [name, source, caution, uri] of CASES) {
  names(`${JSON.stringify(name)} ${uri ?? ''} from ${source.feed} has ${caution ?? 'nothing'} beside it`, () => {
    const entry = kept({ author: { name, ...(uri !== undefined && { uri }) } });
    assert.is(cautionOf(follows)(entry, source), caution);
  });
}

names.run();
