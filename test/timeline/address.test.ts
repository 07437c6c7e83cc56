import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { accountOf, aroundOf, domainOf, placeOf } from '../../src/timeline/address.ts';
import { unicodeOf } from '../../src/timeline/punycode.ts';

const addresses = suite('addresses');

// An address, and all that it lies in.
const PLACES: readonly (readonly [address: string, around: readonly string[] | undefined])[] = [
  ['https://h.example', ['h.example/']],
  ['HTTP://www.H.example.:8080/', ['h.example/']],
  [
    'https://u:p@h.example/a//b/?q=/x#top',
    ['h.example/', 'h.example/a', 'h.example/a/', 'h.example/a//b', 'h.example/a//b?q=/x'],
  ],
  ['https://h.example/%7Eann/', ['h.example/', 'h.example/~ann']],
  ['https://h.example/a%2fb', ['h.example/', 'h.example/a%2Fb']],
  ['https://bücher.example/ä', ['xn--bcher-kva.example/', 'xn--bcher-kva.example/%C3%A4']],
  ['http://127.0.0.1:4001/a', ['127.0.0.1:4001/', '127.0.0.1:4001/a']],
  ['http://localhost:4001/', ['localhost:4001/']],
  ['http://[::1]:4001/', ['[::1]:4001/']],
  ['http://www.com/', ['www.com/']],
  ['ann@H.example/phone', ['ann@h.example']],
  ['xmpp:Ann%40h.example', ['ann@h.example']],
  ['xmpp://me@h.example/ann@h.example?;node=n', ['ann@h.example', 'ann@h.example?n']],
  ['xmpp:ann@h.example?;node=a%23b;item=i%2F1', ['ann@h.example', 'ann@h.example?a%23b', 'ann@h.example?a%23b#i%2F1']],
  ['xmpp:pubsub.h.example?;node=urn:x', ['pubsub.h.example', 'pubsub.h.example?urn%3Ax']],
  ['xmpp:%zz@h.example', ['%zz@h.example']],
  ['xmpp:', undefined],
  ['mailto:ann@h.example', undefined],
  ['tag:h.example,2026:a', undefined],
  ['javascript:alert(1)', undefined],
  ['ann', undefined],
  ['', undefined],
];

for (const [address, around] of PLACES) {
  addresses(`of ${address} are compared`, () => {
    const place = placeOf(address);
    assert.equal(place && aroundOf(place), around);
  });
}

const ACCOUNTS: readonly (readonly [address: string, account: string | undefined])[] = [
  ['https://s.example/@Ann', 'ann@s.example'],
  ['https://s.example/@ann@t.example/1', 'ann@t.example'],
  ['https://s.example/users/ann/statuses/1', 'ann@s.example'],
  ['https://h.example/~ann/blog/', 'ann@h.example'],
  ['https://h.example/ann', undefined],
  ['https://h.example/', undefined],
  ['xmpp:ann@h.example?;node=n', 'ann@h.example'],
  ['xmpp:pubsub.h.example?;node=n', undefined],
];

for (const [address, account] of ACCOUNTS) {
  addresses(`say whose ${address} is`, () => {
    const place = placeOf(address);
    assert.is(place && accountOf(place), account);
  });
}

const DOMAINS: readonly (readonly [words: string, domain: string | undefined])[] = [
  ['H.Example.', 'h.example'],
  ['*.www.h.example', 'h.example'],
  ['ｈ.example', 'h.example'],
  ['рф.рф', 'xn--p1ai.xn--p1ai'],
  ['h.example:80', 'h.example'],
  ['example', undefined],
  ['1.2', undefined],
  ['h.example/x', undefined],
  ['a@h.example', undefined],
  ['a b.example', undefined],
  ['a..example', undefined],
];

for (const [words, domain] of DOMAINS) addresses(`know the domain ${words}`, () => assert.is(domainOf(words), domain));

const UNICODE: readonly (readonly [ascii: string, unicode: string])[] = [
  ['xn--bcher-kva.example', 'bücher.example'],
  ['xn--p1ai', 'рф'],
  ['xn--wgv71a119e.jp', '日本語.jp'],
  ['xn--ls8h.example', '💩.example'],
  ['a.example', 'a.example'],
  ['xn--99999999.example', 'xn--99999999.example'],
  ['xn--!.example', 'xn--!.example'],
];

for (const [ascii, unicode] of UNICODE) addresses(`show ${ascii}`, () => assert.is(unicodeOf(ascii), unicode));

addresses.run();
