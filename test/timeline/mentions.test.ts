import { constant, constantFrom, assert as holds, oneof, property, record, tuple } from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Kept, Reference } from '../../src/model/received.ts';
import type { Site } from '../../src/model/site.ts';
import { meOf, namesOf, prefixesOf } from '../../src/timeline/me.ts';
import { concernsOf } from '../../src/timeline/mentions.ts';
import { kept, planet, pointing } from './kept.ts';

const mentions = suite('mentions');

const NODE = 'urn%3Axmpp%3Amicroblog%3A0';

const site: Site = {
  title: 'Ann',
  description: '',
  url: 'https://ann.example/',
  author: { name: 'Ann Lee', me: ['https://social.example/@annie', 'https://code.example/annlee'] },
  id: 'tag:ann.example,2026:',
  language: 'en',
  timezone: 'UTC',
  xmpp: { jid: 'al@xmpp.example', node: 'urn:xmpp:microblog:0' },
  announce: { chat: false, rooms: [], hubs: [] },
  reader: { allowHosts: [], keep: { days: 365, entries: 50_000 }, tell: false },
};
const tilde: Site = { ...site, url: 'https://host.example/~ann/', id: 'tag:host.example,2026:ann/' };
const idn: Site = { ...site, url: 'https://xn--bcher-kva.example/' };
const service: Site = { ...site, xmpp: { jid: 'al-lee@xmpp.example', node: 'ann', service: 'pubsub.xmpp.example' } };

type Ways = readonly Reference['how'][];
type Case = readonly [says: string, entry: Parameters<typeof kept>[0], ways: Ways, site?: Site];

const CASES: readonly Case[] = [
  ['answers my id', pointing('reply', 'tag:ann.example,2026:hello'), ['reply']],
  ['answers the id of a neighbour', pointing('reply', 'tag:ann.example,2026:blog/hello'), []],
  ['answers the id of a neighbour', pointing('reply', 'tag:host.example,2026:hello'), [], tilde],
  ['answers my id', pointing('reply', 'tag:host.example,2026:ann/hello'), ['reply'], tilde],
  ['answers my prefix alone', pointing('reply', 'tag:ann.example,2026:'), []],
  ['answers my page', pointing('reply', 'http://www.ann.example/2026/11/hello'), ['reply']],
  ['answers a page of a domain that ends so', pointing('reply', 'https://joann.example/2026/'), []],
  ['answers a page of a domain that begins so', pointing('reply', 'https://ann.example.org/2026/'), []],
  ['answers my page', pointing('reply', 'https://host.example/%7Eann/2026/'), ['reply'], tilde],
  ['links to my site', pointing('link', 'https://host.example/~ann'), ['link'], tilde],
  ['links to a neighbour', pointing('link', 'https://host.example/~anna/'), [], tilde],
  ['links to the host', pointing('link', 'https://host.example/'), [], tilde],
  ['answers my item', pointing('reply', `xmpp:al@xmpp.example?;node=${NODE};item=hello`), ['reply']],
  ['answers my item', pointing('reply', `xmpp:al%40xmpp.example?;node=${NODE};item=hello`), ['reply']],
  ['answers an item on another node', pointing('reply', 'xmpp:al@xmpp.example?;node=other;item=hello'), []],
  ['answers an item', pointing('reply', 'xmpp:pubsub.xmpp.example?;node=ann;item=hello'), ['reply'], service],
  ['answers an item of another', pointing('reply', 'xmpp:pubsub.xmpp.example?;node=bob;item=hello'), [], service],
  ['repeats my page', pointing('repost', 'https://ann.example/2026/11/hello/'), ['repost']],
  ['repeats my id', pointing('repost', 'tag:ann.example,2026:hello'), ['repost']],
  ['names my nick', pointing('name', 'annlee'), ['name']],
  ['names my nick', pointing('name', 'ann-lee'), ['name']],
  ['names my nick', pointing('name', 'ann_lee'), ['name']],
  ['names another', pointing('name', 'ann'), []],
  ['names my domain', pointing('name', 'ann.example'), ['name']],
  ['names me at it', pointing('name', 'ann-lee@ann.example'), ['name']],
  ['names another at it', pointing('name', 'bob@ann.example'), []],
  ['names the host', pointing('name', 'host.example'), [], tilde],
  ['names me at the host', pointing('name', 'ann@host.example'), ['name'], tilde],
  ['names my domain', pointing('name', 'bücher.example'), ['name'], idn],
  ['names my domain', pointing('name', 'xn--bcher-kva.example'), ['name'], idn],
  ['names my JID', pointing('name', 'al@xmpp.example'), ['name']],
  ['names the first part of my JID', pointing('name', 'al'), ['name']],
  ['names the first part of my JID', pointing('name', 'al-lee'), ['name'], service],
  ['names my account', pointing('name', 'annie@social.example'), ['name']],
  ['links to my account', pointing('link', 'https://social.example/@annie'), ['name']],
  ['links to my profile', pointing('link', 'https://code.example/annlee/'), ['name']],
  ['links to something there', pointing('link', 'https://code.example/annlee/thing'), []],
  ['links to my JID', pointing('link', 'xmpp:al@xmpp.example'), ['name']],
  ['states me as one it is for', { mentions: ['https://social.example/@annie'] }, ['name']],
  ['states another', { mentions: ['https://social.example/@bob'] }, []],
  ['is a comment', { source: `xmpp:al@xmpp.example?;node=${NODE}%3Acomments%2Fhello` }, ['reply']],
  ['is a comment of mine', comment('xmpp:al@xmpp.example'), []],
  ['is a comment on the post of another', { source: `xmpp:bob@xmpp.example?;node=${NODE}%3Acomments%2Fhello` }, []],
  [
    'does it in many ways',
    { references: ways('name annlee', 'link https://ann.example/', 'reply https://ann.example/1/') },
    ['reply', 'link', 'name'],
  ],
  ['is mine by its source', { source: 'https://ann.example/atom.xml', ...pointing('name', 'annlee') }, []],
  ['is mine by its node', { source: `xmpp:al@xmpp.example?;node=${NODE}`, ...pointing('name', 'annlee') }, []],
  ['is mine by its author', { ...inPlanet('https://ann.example/'), ...pointing('name', 'annlee') }, []],
  [
    'is mine by its author',
    { ...inPlanet('https://host.example/~ann/about'), ...pointing('name', 'annlee') },
    [],
    tilde,
  ],
  ['is mine by its id', { source: planet.feed, id: 'tag:ann.example,2026:1', ...pointing('name', 'annlee') }, []],
  ['is by one of my name', { author: { name: 'Ann Lee' }, ...pointing('name', 'annlee') }, ['name']],
  ['says nothing of me', {}, []],
];

function ways(...each: readonly string[]): readonly Reference[] {
  return each.map((way) => {
    const [how = '', to = ''] = way.split(' ');
    return { how: how as Reference['how'], to };
  });
}

function comment(uri: string): Parameters<typeof kept>[0] {
  return { source: `xmpp:al@xmpp.example?;node=${NODE}%3Acomments%2Fhello`, author: { name: 'x', uri } };
}

function inPlanet(uri: string): Parameters<typeof kept>[0] {
  return { source: planet.feed, author: { name: 'x', uri } };
}

// The store gives what may be: all that concerns me has to be among it.
function isCandidate(of: Site, { references, source, mentions }: Kept): boolean {
  const me = meOf(of);
  const begins = (to: string): boolean => prefixesOf(me).some((prefix) => to.startsWith(prefix));
  const points = references.some(({ how, to }) => (how === 'name' ? namesOf(me).includes(to) : begins(to)));
  return points || begins(source) || mentions.some(begins);
}

for (const [says, entry, ways, of = site] of CASES) {
  mentions(`${ways.join(', ') || 'nothing'}: what ${says} (${JSON.stringify(entry)})`, () => {
    const found = kept(entry);
    assert.equal(concernsOf(meOf(of))(found), ways);
    assert.equal(ways.length === 0 || isCandidate(of, found), true);
  });
}

mentions('are all among what a store finds by names and prefixes', () => {
  const web = tuple(
    constantFrom('https://', 'http://'),
    constantFrom('', 'www.'),
    constantFrom('ann.example', 'host.example', 'social.example', 'code.example', 'xn--bcher-kva.example'),
    constantFrom('', '/', '/~ann', '/%7Eann/', '/~ann/1', '/~anna', '/@annie', '/annlee', '/1/'),
  ).map((parts) => new URL(parts.join('')).href);
  const other = constantFrom('tag:ann.example,2026:a', 'xmpp:al@xmpp.example', `xmpp:al%40xmpp.example?;node=${NODE}`);
  const name = constantFrom(
    'annlee',
    'ann-lee',
    'al',
    'ann',
    'ann@host.example',
    'annie@social.example',
    'bücher.example',
  );
  const pointed = record({ how: constantFrom<Reference['how']>('reply', 'repost', 'link'), to: oneof(web, other) });
  const reference = oneof(pointed, record({ how: constant<Reference['how']>('name'), to: name }));
  holds(
    property(record({ reference, of: constantFrom(site, tilde, idn, service) }), ({ reference, of }) => {
      const entry = kept({ references: [reference] });
      if (concernsOf(meOf(of))(entry).length > 0) assert.is(isCandidate(of, entry), true, reference.to);
    }),
    { numRuns: 1000 },
  );
});

mentions.run();
