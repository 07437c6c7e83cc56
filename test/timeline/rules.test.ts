import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { cutOffBy, ruleFrom, ruleOf } from '../../src/timeline/rules.ts';
import type { Rule } from '../../src/timeline/rules.ts';
import { saysOf } from '../../src/timeline/says.ts';

const rules = suite('rules');

const at = { zone: 'Europe/Berlin', where: 'blocks.txt:1' };

function ruleIn(line: string): Rule {
  const rule = ruleOf(line, at);
  if (!rule.ok) throw new Error(JSON.stringify(rule.problems));
  return rule.value;
}

// A line, and what it is about.
const LINES: readonly (readonly [line: string, kind: Rule['kind'], what: string])[] = [
  ['https://Host.example/~eve/', 'address', 'host.example/~eve'],
  ['http://www.host.example:80/%7Eeve#top', 'address', 'host.example/~eve'],
  ['https://spam.example', 'address', 'spam.example/'],
  ['brid.gy/eve', 'address', 'brid.gy/eve'],
  ['https://host.example/?author=5', 'address', 'host.example/?author=5'],
  ['xmpp:Eve@Spam.example', 'address', 'eve@spam.example'],
  ['xmpp:eve%40spam.example?;node=urn:xmpp:microblog:0', 'address', 'eve@spam.example?urn%3Axmpp%3Amicroblog%3A0'],
  ['eve@spam.example/phone', 'address', 'eve@spam.example'],
  ['spam.example', 'domain', 'spam.example'],
  ['*.Spam.Example.', 'domain', 'spam.example'],
  ['www.spam.example:8080', 'domain', 'spam.example'],
  ['bücher.example', 'domain', 'xn--bcher-kva.example'],
  ['xn--bcher-kva.example', 'domain', 'xn--bcher-kva.example'],
  ['@spam.example', 'domain', 'spam.example'],
  ['@Bob-Smith', 'name', 'bobsmith'],
  ['@Eve@Social.example', 'name', 'eve@social.example'],
  ['#Sports', 'tag', 'sports'],
  ['＃全角', 'tag', '全角'],
  ['#world-cup', 'tag', 'worldcup'],
  ['"World  Cup"', 'words', 'world cup'],
  ['“world cup”', 'words', 'world cup'],
  ['„Straße“', 'words', 'strasse'],
  ['"c++ // c"', 'words', 'c++ // c'],
];

for (const [line, kind, what] of LINES) {
  rules(`reads ${line}`, () => {
    assert.equal(ruleIn(line), { kind, what, subject: line, line, mute: false });
  });
}

rules('reads what stands after it, in any order', () => {
  const end = '2026-12-24T23:00:00Z';
  const until = { typed: '2026-12-24', end };
  const about = { kind: 'domain', what: 'spam.example', subject: 'spam.example' };
  const lines = [
    'spam.example mute until 2026-12-24 // too loud // really',
    'spam.example   until 2026-12-24   mute — too loud // really',
  ];
  for (const line of lines) {
    assert.equal(ruleIn(line), { ...about, line, mute: true, until, reason: 'too loud // really' });
  }
});

// When a rule ends; a day counts to its end in the zone, also where it has 23 hours.
const ENDS: readonly (readonly [typed: string, end: string])[] = [
  ['2026-12-24', '2026-12-24T23:00:00Z'],
  ['2026-07-01', '2026-07-01T22:00:00Z'],
  ['2026-03-29', '2026-03-29T22:00:00Z'],
  ['2026-12-31', '2026-12-31T23:00:00Z'],
  ['2026-12-24T18:00', '2026-12-24T17:00:00Z'],
  ['2026-12-24T18:00:00Z', '2026-12-24T18:00:00Z'],
  ['2026-12-24T18:00:00-08:00', '2026-12-25T02:00:00Z'],
];

for (const [typed, end] of ENDS) {
  rules(`holds until ${typed}`, () => {
    assert.equal(ruleIn(`#x until ${typed}`).until, { typed, end });
  });
}

// A line that is none, and what is said of it.
const WRONG: readonly (readonly [line: string, what: readonly string[]])[] = [
  ['football', ['"football" is nothing that can be blocked.']],
  ['#', ['"#" is nothing that can be blocked.']],
  ['#a.b', ['"#a.b" is nothing that can be blocked.']],
  ['@', ['"@" is nothing that can be blocked.']],
  ['@a@b@c.example', ['"@a@b@c.example" is nothing that can be blocked.']],
  ['https://', ['"https://" is nothing that can be blocked.']],
  ['ftp://spam.example/', ['"ftp://spam.example/" is nothing that can be blocked.']],
  ['192.0.2.1', ['"192.0.2.1" is nothing that can be blocked.']],
  ['"world cup', ['The words have no quotes at their end.', '"cup" is no option of a block.']],
  ['"  "', ['There are no words between the quotes.']],
  ['"https://a.example/"', ['"https://a.example/" is an address, not words.']],
  ['spam.example forever', ['"forever" is no option of a block.']],
  ['spam.example until', ['After "until" stands no date.']],
  ['spam.example until tomorrow', ['"tomorrow" is not a date.']],
  ['spam.example until 2026-02-30', ['"2026-02-30" is not a date: there is no such day or time.']],
  ['football until tomorrow', ['"football" is nothing that can be blocked.', '"tomorrow" is not a date.']],
  ['spam.example until 2026 forever', ['"2026" is not a date.', '"forever" is no option of a block.']],
];

for (const [line, what] of WRONG) {
  rules(`says what is wrong with ${line}`, () => {
    const rule = ruleOf(line, at);
    assert.equal(rule.ok ? [] : rule.problems.map(({ what }) => what), what);
    assert.equal(rule.ok || rule.problems.every(({ where, next }) => where === 'blocks.txt:1' && next !== ''), true);
  });
}

// What the shell hands over, and the line it is.
const TYPED: readonly (readonly [words: readonly string[], line: string])[] = [
  [['spam.example', 'mute', 'until', '2026-12-24'], 'spam.example mute until 2026-12-24'],
  [['world cup'], '"world cup"'],
  [['"world cup"', 'mute'], '"world cup" mute'],
  [['he said "hi" twice'], '“he said "hi" twice”'],
  [['world\ncup'], '"world cup"'],
  [['"x"', '//', 'two\nlines'], '"x" // two lines'],
];

for (const [words, line] of TYPED) {
  rules(`takes ${JSON.stringify(words)} from a shell`, () => {
    const rule = ruleFrom(words, 'UTC');
    assert.equal(rule.ok && rule.value.line, line);
  });
}

const SAID: readonly (readonly [line: string, says: string])[] = [
  ['https://brid.gy/eve', 'hides what comes from brid.gy/eve and below'],
  ['xmpp:eve@spam.example', 'hides everything from eve@spam.example on XMPP'],
  ['spam.example until 2026-12-24', 'hides everything from spam.example until 2026-12-24'],
  ['@Eve', 'hides everything from all called @Eve'],
  ['@eve@social.example mute', 'mutes everything from @eve@social.example'],
  ['#Sports', 'hides what is tagged #Sports'],
  ['"world cup" until 2025-01-01', 'hid what says "world cup" until 2025-01-01'],
  ['"world cup" mute until 2025-01-01', 'muted what says "world cup" until 2025-01-01'],
];

for (const [line, says] of SAID) {
  rules(`says what ${line} does`, () => {
    assert.equal(saysOf(ruleIn(line), new Date('2026-11-25T12:00:00Z')), says);
  });
}

const CUT_OFF: readonly (readonly [line: string, whom: string | undefined])[] = [
  ['xmpp:eve@spam.example?;node=n', 'eve@spam.example'],
  ['xmpp:pubsub.spam.example', 'pubsub.spam.example'],
  ['@eve@spam.example', 'eve@spam.example'],
  ['spam.example', 'spam.example'],
  ['spam.example mute', undefined],
  ['https://spam.example/', undefined],
  ['@eve', undefined],
  ['#a', undefined],
  ['"eve@spam.example"', undefined],
];

for (const [line, whom] of CUT_OFF) {
  rules(`${line} cuts off ${whom ?? 'nobody'}`, () => assert.is(cutOffBy(ruleIn(line)), whom));
}

rules.run();
