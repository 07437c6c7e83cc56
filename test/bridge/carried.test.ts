// What of a feed goes onto a node, as tables: the feed, what the node has, and what is then published and taken off it.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { newsOf } from '../../src/announce/news.ts';
import { carriedFrom } from '../../src/bridge/carried.ts';
import { takenBack, type Deletes } from '../../src/bridge/gone.ts';
import { feedAsPublisher } from '../../src/bridge/publisher.ts';
import { feedFrom } from '../../src/feeds/read/feed.ts';
import { element } from '../../src/feeds/xml.ts';
import type { Entry } from '../../src/model/entry.ts';
import type { Feed } from '../../src/model/received.ts';
import { itemOf, itemsFrom, type Item } from '../../src/nodes/items.ts';
import { PUBSUB } from '../../src/nodes/stanzas.ts';
import { atomOf, type Said } from './source.ts';

const bridge = suite('what a bridge carries');

const at = { jid: 'me@me.example', node: 'urn:xmpp:microblog:0' };
const carrier = { feed: 'https://blog.example/feed', keyOf: (id: string) => `k${id.replaceAll(/\W/g, '')}` };
const now = new Date('2026-11-20T00:00:00Z');

function feedOf(text: string): Feed {
  const feed = feedFrom(text, { address: carrier.feed, type: '' });
  if (!feed.ok) throw new Error(feed.problems[0]?.what);
  return feed.value;
}

function carried(feed: Feed, items: readonly Item[]): readonly Entry[] {
  return carriedFrom(feed, { ...carrier, at, items, now });
}

function onNode(entries: readonly Entry[]): readonly Item[] {
  const items = element('items', { node: at.node }, ...entries.map((entry) => itemOf(entry, at)));
  return itemsFrom(element('iq', {}, element('pubsub', { xmlns: PUBSUB }, items)));
}

/** What a node gets that has what the feed was, when the feed is this. */
function done(was: Feed, is: Feed, deletes: Deletes = 'said'): readonly [publish: string[], retract: string[]] {
  const items = onNode(carried(was, []));
  const live = carried(is, items);
  const publisher = feedAsPublisher(carrier, is);
  const { publish, missing } = newsOf({ publisher, at, live, newest: live, items, cap: 256 });
  return [publish.map(({ title = '' }) => title), [...takenBack(missing, is, deletes)]];
}

const [one, two, three, four]: readonly [Said, Said, Said, Said] = [
  { id: 'a', minute: 1 },
  { id: 'b', minute: 2 },
  { id: 'c', minute: 3 },
  { id: 'd', minute: 4 },
];
const before = atomOf([three, two, one]);

const CASES: readonly (readonly [sentence: string, is: string, publish: string[], retract?: string[], Deletes?])[] = [
  ['nothing, when nothing has changed', before, []],
  ['nothing, when it is in another order', atomOf([one, three, two]), []],
  ['what is new', atomOf([four, three, two, one]), ['Title d']],
  ['an edit', atomOf([three, { ...two, title: 'Mended' }, one]), ['Mended']],
  ['new ones oldest first', atomOf([{ id: 'e', minute: 5 }, four, three]), ['Title d', 'Title e']],
  ['nothing, when old ones have left the window', atomOf([three]), []],
  ['nothing, when all of it has left', atomOf([]), []],
  ['nothing, when all have a new date and say the same', atomOf([three, two, one].map((each) => ({ ...each, minute: each.minute + 20, updated: '2026-11-09T00:00:00Z' }))), []],
  ['nothing, when all have new ids', atomOf([three, two, one]).replaceAll('?p=', '?q='), []],
  ['where they are now, when the blog has moved', atomOf([two, one]).replaceAll('blog.example', 'new.example'), ['Title a', 'Title b']],
  ['a tombstone', atomOf([three, two], ['https://blog.example/?p=a']), [], ['khttpsblogexamplepa']],
  ['no tombstone of what it never had', atomOf([three], ['https://blog.example/?p=z']), []],
  ['nothing, when one in the middle is missing', atomOf([three, one]), []],
  ['that it is missing, where deletes are mirrored', atomOf([three, one]), [], ['khttpsblogexamplepb'], 'mirrored'],
  ['nothing, where deletes are mirrored and the oldest and the newest are missing', atomOf([two]), [], [], 'mirrored'],
]; // prettier-ignore

for (const [sentence, is, publish, retract = [], deletes] of CASES) {
  bridge(`is ${sentence}`, () => assert.equal(done(feedOf(before), feedOf(is), deletes), [publish, retract]));
}

bridge('knows those that moved as what they were, and says that once', () => {
  const moved = feedOf(atomOf([three, two, one]).replaceAll('blog.example', 'new.example'));
  const items = onNode(carried(feedOf(before), []));
  const live = carried(moved, items);
  assert.equal(live.map(({ key, url }) => [key, url]), ['c', 'b', 'a'].map((id) => [`khttpsblogexamplep${id}`, `https://new.example/${id}/`])); // prettier-ignore
  assert.equal(carried(moved, onNode(live)), live);
});

/** Of a program that gives all its entries one id. */
function ofOneId(...entries: readonly Said[]): Feed {
  return feedOf(atomOf(entries).replaceAll(/\?p=\w/g, '?p=always'));
}

bridge('knows those that have one id by their pages, whatever comes before them', () => {
  const feeds = [ofOneId(one), ofOneId(two, one), ofOneId(three, two, one)];
  const titles = feeds.map((feed, at) => done(feeds[at - 1] ?? ofOneId(), feed)[0]);
  assert.equal(titles, [['Title a'], ['Title b'], ['Title c']]);
});

bridge('keeps title, date, author, link, file, category and id, and says where it came from', () => {
  const [entry] = carried(feedOf(atomOf([one])), []);
  assert.equal(entry && itemOf(entry, at).toString().replaceAll('><', '>\n<').split('\n'), [
    '<item id="khttpsblogexamplepa">',
    '<entry xmlns="http://www.w3.org/2005/Atom" xml:lang="">',
    '<id>https://blog.example/?p=a</id>',
    '<title type="text">Title a</title>',
    '<author>',
    '<name>Blogger</name>',
    '<uri>xmpp:me@me.example</uri>',
    '</author>',
    '<published>2026-11-01T10:01:00Z</published>',
    '<updated>2026-11-01T10:01:00Z</updated>',
    '<link rel="alternate" type="text/html" href="https://blog.example/a/"/>',
    '<link rel="alternate" href="xmpp:me@me.example?;node=urn%3Axmpp%3Amicroblog%3A0;item=khttpsblogexamplepa"/>',
    '<link rel="enclosure" type="image/png" length="7" href="https://blog.example/a.png"/>',
    '<category term="geese"/>',
    '<content type="text">Words of a.</content>',
    '<content type="xhtml">',
    '<div xmlns="http://www.w3.org/1999/xhtml">',
    '<p>Words of <b>a</b>.</p>',
    '</div>',
    '</content>',
    '<source>',
    '<id>https://blog.example/feed</id>',
    '<title>The blog</title>',
    '<author>',
    '<name>Blogger</name>',
    '<uri>https://blog.example/me</uri>',
    '</author>',
    '<link rel="self" href="https://blog.example/feed"/>',
    '<link rel="alternate" type="text/html" href="https://blog.example/"/>',
    '</source>',
    '<generator>Skein bridge</generator>',
    '</entry>',
    '</item>',
  ]);
});

bridge('is dated by when it was first seen, where it has no date, and keeps that', () => {
  const text = JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: 'Undated',
    items: ['x', 'y'].map((id) => ({ id, url: `https://blog.example/${id}`, content_text: `Text ${id}` })),
  });
  const feed = feedOf(text);
  const first = carried(feed, []);
  assert.equal(
    first.map(({ published, text }) => `${published} ${text}`),
    ['2026-11-20T00:00:00Z Text x', '2026-11-19T23:59:59Z Text y'],
  );
  const later = carriedFrom(feed, { ...carrier, at, items: onNode(first), now: new Date('2026-12-24T00:00:00Z') });
  assert.equal(later, first);
});

bridge('takes in nothing that came out of a bridge, or from this very node, or that another has put there', () => {
  const item =
    itemOf(carried(feedOf(atomOf([one])), [])[0] as Entry, at)
      .getChild('entry')
      ?.toString() ?? '';
  const node = `<link rel="alternate" href="xmpp:me@me.example?;node=urn%3Axmpp%3Amicroblog%3A0"/>`;
  const comments = `<link rel="replies" href="xmpp:me@me.example?;node=urn%3Axmpp%3Amicroblog%3A0%3Acomments%2F1"/>`;
  const planet = before.replaceAll('</category>', '').replace(/<entry>/, `${item}<entry>`);
  const rss = `<rss version="2.0"><channel><title>T</title><link>https://h.example/</link><generator>Skein bridge</generator><item><guid>1</guid><title>One</title></item></channel></rss>`;
  const json = { version: 'https://jsonfeed.org/version/1.1', _bridge: {}, items: [{ id: '1', content_text: 'One' }] };
  const counts = [
    before.replace('<author>', '<generator>Skein bridge</generator><author>'),
    rss,
    JSON.stringify(json),
    before.replace('<author>', `${node}<author>`),
    before.replaceAll('<category', `${comments}<category`),
    planet,
  ].map((text) => carried(feedOf(text), []).length);
  assert.equal(counts, [0, 0, 0, 0, 0, 2]);
  const theirs = onNode(carried(feedOf(before), [])).map((each) => ({ ...each, source: 'https://else.example/' }));
  assert.equal(carried(feedOf(atomOf([four, three, two, one])), theirs).map(({ title }) => title), ['Title d']); // prettier-ignore
});

bridge('leaves alone what another feed has brought to the same node', () => {
  const items = onNode(carried(feedOf(before), [])).map((each) => ({ ...each, source: 'https://else.example/' }));
  const feed = feedOf(atomOf([four], ['https://blog.example/?p=a']));
  const { missing } = newsOf({ publisher: feedAsPublisher(carrier, feed), at, live: [], newest: [], items, cap: 256 });
  assert.equal(missing, []);
});

bridge.run();
