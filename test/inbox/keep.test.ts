import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { entriesOf } from '../../src/inbox/find.ts';
import { keepFeed, keepHistory, keepOpen, keepSome, takeBack } from '../../src/inbox/keep.ts';
import { mark } from '../../src/inbox/marks.ts';
import type { Inbox } from '../../src/inbox/inbox.ts';
import type { Received } from '../../src/model/received.ts';
import { entry, feed, newInbox } from './inbox.ts';

const keep = suite('keeping what a source says');

const BOB = 'https://bob.example/atom.xml';
const EVE = 'https://eve.example/atom.xml';
const NOW = '2026-11-25T12:00:00Z';
const LATER = '2026-11-26T12:00:00Z';

const all = (inbox: Inbox) => [...entriesOf(inbox, { sources: [BOB, EVE] })];
const texts = (inbox: Inbox): string[] => all(inbox).map(({ text }) => text);

keep('an entry that comes again, by the feed or by the node, is kept once', async () => {
  const inbox = await newInbox();
  const first = keepSome(inbox, BOB, feed(entry('a', { item: 'a' })), NOW);
  assert.equal(
    first.news.map(({ id, source, at, heard, read }) => ({ id, source, at, heard, read })),
    [{ id: 'a', source: BOB, at: '2026-11-01T00:00:00Z', heard: NOW, read: false }],
  );
  const again = keepFeed(inbox, BOB, feed(entry('a')), LATER);
  assert.equal(again, { news: [], changed: 0, removed: 0 });
  assert.equal(
    all(inbox).map(({ id, item, heard }) => [id, item, heard]),
    [['a', 'a', NOW]],
  );
});

keep('another source with the same id takes nothing of the first', async () => {
  const inbox = await newInbox();
  keepFeed(inbox, BOB, feed(entry('a', { text: 'of Bob' })), NOW);
  keepFeed(inbox, EVE, { entries: [entry('a', { text: 'of Eve' })], deleted: ['a'] }, NOW);
  assert.equal(texts(inbox), ['of Bob']);
});

keep('an edit is put in place, its marks and its place in the timeline stay', async () => {
  const inbox = await newInbox();
  const { news } = keepFeed(inbox, BOB, feed(entry('a', { text: 'tpyo' })), NOW);
  mark(inbox, [news[0]?.number ?? 0], 'read');
  mark(inbox, [news[0]?.number ?? 0], 'starred');
  const moved = entry('a', { text: 'typo', published: '2026-11-25T00:00:00Z', updated: '2026-11-25T00:00:00Z' });
  assert.equal(keepFeed(inbox, BOB, feed(moved), LATER), { news: [], changed: 1, removed: 0 });
  assert.equal(
    all(inbox).map(({ text, at, read, starred }) => ({ text, at, read, starred })),
    [{ text: 'typo', at: '2026-11-01T00:00:00Z', read: true, starred: true }],
  );
});

keep('what an edit leaves out is gone', async () => {
  const inbox = await newInbox();
  keepFeed(inbox, BOB, feed(entry('a', { title: 'Title', warning: 'spiders' })), NOW);
  keepFeed(inbox, BOB, feed(entry('a')), LATER);
  assert.equal(
    all(inbox).map(({ title, warning }) => [title, warning]),
    [[undefined, undefined]],
  );
});

keep('an older version never takes the place of a newer one', async () => {
  const inbox = await newInbox();
  keepSome(inbox, BOB, feed(entry('a', { text: 'new', updated: '2026-11-20T00:00:00Z' })), NOW);
  keepFeed(inbox, BOB, feed(entry('a', { text: 'old', updated: '2026-11-10T00:00:00Z' })), LATER);
  assert.equal(texts(inbox), ['new']);
});

keep('the short form of a node does not take the place of the same words in the feed', async () => {
  const inbox = await newInbox();
  const html = '<p>See <a href="https://x.example/">this</a>.</p>' as never;
  const full = entry('a', { html, text: 'See this.', updated: '2026-11-20T00:00:00Z' });
  keepFeed(inbox, BOB, feed(full), NOW);
  const short = entry('a', { item: 'a', text: 'See this (https://x.example/).', updated: '2026-11-20T00:00:00Z' });
  keepSome(inbox, BOB, feed(short), LATER);
  assert.equal(
    all(inbox).map(({ html, item }) => [html, item]),
    [[html, 'a']],
  );
  keepSome(inbox, BOB, feed({ ...short, text: 'See that.' }), LATER);
  assert.equal(texts(inbox), ['See that.']);
});

keep('a source that gives all its entries new ids has no news', async () => {
  const inbox = await newInbox();
  keepFeed(inbox, BOB, feed(entry('a'), entry('b')), NOW);
  const renamed = ['a', 'b'].map((id) => entry(`new-${id}`, { url: `https://bob.example/${id}`, text: id }));
  const change = keepFeed(inbox, BOB, feed(...renamed), LATER);
  assert.equal(change.news, []);
  assert.equal(
    all(inbox).map(({ id }) => id),
    ['new-a', 'new-b'],
  );
});

keep('two entries on one page are two while the source names both', async () => {
  const inbox = await newInbox();
  const here = { url: 'https://bob.example/', text: 'the same' };
  keepFeed(inbox, BOB, feed(entry('a', here)), NOW);
  keepFeed(inbox, BOB, feed(entry('b', here), entry('a', here)), LATER);
  assert.equal(all(inbox).length, 2);
});

keep('what is missing from the newest document stays, what is said to be deleted goes', async () => {
  const inbox = await newInbox();
  keepFeed(inbox, BOB, feed(entry('a'), entry('b'), entry('c')), NOW);
  const change = keepFeed(inbox, BOB, { entries: [entry('c')], deleted: ['b', 'unheard'] }, LATER);
  assert.equal(change.removed, 1);
  assert.equal(texts(inbox), ['a', 'c']);
});

keep('an item that the node takes back goes; all of them, when the node is emptied', async () => {
  const inbox = await newInbox();
  keepSome(inbox, BOB, feed(entry('a', { item: '1' }), entry('b', { item: '2' }), entry('c', { item: '3' })), NOW);
  keepSome(inbox, BOB, feed(entry('d')), NOW);
  assert.is(takeBack(inbox, BOB, { items: ['2', '9'], now: LATER }), 1);
  assert.equal(texts(inbox), ['d', 'c', 'a']);
  assert.is(takeBack(inbox, BOB, { items: 'all', now: LATER }), 2);
  assert.equal(texts(inbox), ['d']);
});

keep('a date in the future, or none, is that of the hearing', async () => {
  const inbox = await newInbox();
  const ahead = entry('ahead', { published: '2031-01-01T00:00:00Z' });
  keepFeed(inbox, BOB, feed(ahead, entry('none', { published: '' })), NOW);
  assert.equal(
    all(inbox).map(({ at, published }) => [at, published]),
    [
      [NOW, '2031-01-01T00:00:00Z'],
      [NOW, ''],
    ],
  );
});

keep('of a source that is new twenty entries are, and the rest is there', async () => {
  const inbox = await newInbox();
  const many = Array.from({ length: 30 }, (_, day) =>
    entry(`day ${day}`, { published: `2026-10-${String(day + 1).padStart(2, '0')}T00:00:00Z` }),
  );
  keepFeed(inbox, BOB, feed(...many), NOW);
  assert.equal(
    all(inbox).map(({ read }) => read),
    [...Array<boolean>(20).fill(false), ...Array<boolean>(10).fill(true)],
  );
});

// [feed's date of an edit, what the node says]: RSS states none, and programs write the same in two ways.
for (const [edited, text] of [
  ['', 'a'],
  ['', 'a, in other words'],
  ['2026-11-20T00:00:00Z', 'a, in other words'],
] as const) {
  keep(
    `feed and node that say the same as before change nothing, in turns (${edited || 'RSS'}, "${text}")`,
    async () => {
      const inbox = await newInbox();
      const byFeed = entry('a', { updated: edited });
      const byNode = entry('a', { item: 'a', text, updated: '2026-11-20T00:00:00Z' });
      keepFeed(inbox, BOB, feed(byFeed), NOW);
      keepSome(inbox, BOB, feed(byNode), NOW);
      const none = { news: [], changed: 0, removed: 0 };
      assert.equal(keepFeed(inbox, BOB, feed(byFeed), LATER), none);
      assert.equal(keepSome(inbox, BOB, feed(byNode), LATER), none);
      assert.equal(texts(inbox), [text]);
    },
  );
}

keep('an edit that the node tells is not undone by a feed that is behind', async () => {
  const inbox = await newInbox();
  keepFeed(inbox, BOB, feed(entry('a', { text: 'tpyo' })), NOW);
  keepSome(inbox, BOB, feed(entry('a', { item: 'a', text: 'typo' })), NOW);
  keepFeed(inbox, BOB, feed(entry('a', { text: 'tpyo' })), LATER);
  assert.equal(texts(inbox), ['typo']);
});

keep('what the node takes back does not come again by the feed, but as a later version', async () => {
  const inbox = await newInbox();
  const listed = entry('a', { updated: '2026-11-20T00:00:00Z' });
  keepSome(inbox, BOB, feed({ ...listed, item: 'a' }), NOW);
  takeBack(inbox, BOB, { items: ['a'], now: NOW });
  assert.equal(keepFeed(inbox, BOB, feed(listed), LATER).news, []);
  assert.equal(keepFeed(inbox, BOB, feed({ ...listed, updated: '2026-11-26T00:00:00Z' }), LATER).news.length, 1);
});

keep('what the node takes back and publishes anew is there again', async () => {
  const inbox = await newInbox();
  const item = entry('a', { item: 'a', updated: '2026-11-20T00:00:00Z' });
  keepSome(inbox, BOB, feed(item), NOW);
  takeBack(inbox, BOB, { items: 'all', now: NOW });
  assert.equal(keepSome(inbox, BOB, feed(item), LATER).news.length, 1);
});

keep('what the feed says is deleted does not come again from a node that still holds it', async () => {
  const inbox = await newInbox();
  keepFeed(inbox, BOB, feed(entry('a')), NOW);
  keepFeed(inbox, BOB, { entries: [], deleted: ['a'] }, NOW);
  assert.equal(keepSome(inbox, BOB, feed(entry('a', { item: 'a' })), LATER).news, []);
  assert.equal(keepFeed(inbox, BOB, feed(entry('a')), LATER).news.length, 1);
});

keep('what a feed lists and says is deleted is no news, again and again', async () => {
  const inbox = await newInbox();
  const both = { entries: [entry('a'), entry('b')], deleted: ['a'] };
  assert.equal(
    keepFeed(inbox, BOB, both, NOW).news.map(({ id }) => id),
    ['b'],
  );
  assert.equal(keepFeed(inbox, BOB, both, LATER).news, []);
});

keep('among comments nobody takes the place of another by repeating an id', async () => {
  const inbox = await newInbox();
  const anns = entry('a', { item: '1', text: 'of Ann' });
  keepOpen(inbox, BOB, feed(anns), NOW);
  keepOpen(inbox, BOB, feed(entry('a', { item: '2', text: 'of Eve' })), LATER);
  assert.equal(texts(inbox), ['of Ann']);
  keepOpen(inbox, BOB, feed({ ...anns, text: 'of Ann, edited' }), LATER);
  assert.equal(texts(inbox), ['of Ann, edited']);
});

keep('entries without dates stand as in their document, the first on top', async () => {
  const inbox = await newInbox();
  keepFeed(inbox, BOB, feed(...['third', 'second', 'first'].map((id) => entry(id, { published: '' }))), NOW);
  assert.equal(texts(inbox), ['third', 'second', 'first']);
});

const many = (round: string): readonly Received[] =>
  Array.from({ length: 1000 }, (_, at) => entry(`${round}${at}`, { url: 'https://eve.example/', published: '' }));

keep(
  'thousands of entries of one page, with new ids each time, are kept in time that grows with their number',
  async () => {
    const inbox = await newInbox();
    for (const round of ['a', 'b', 'c']) keepFeed(inbox, EVE, feed(...many(round)), NOW);
    assert.equal(all(inbox).length, 3000);
  },
);

keep('history changes nothing that is known', async () => {
  const inbox = await newInbox();
  keepFeed(inbox, BOB, feed(entry('a', { text: 'now' })), NOW);
  keepHistory(inbox, BOB, { entries: [entry('a', { text: 'then' })], deleted: ['a'] }, NOW);
  assert.equal(texts(inbox), ['now']);
});

keep('history comes as read', async () => {
  const inbox = await newInbox();
  keepFeed(inbox, BOB, feed(entry('new')), NOW);
  keepHistory(inbox, BOB, feed(entry('old', { published: '2016-01-01T00:00:00Z' })), NOW);
  assert.equal(
    all(inbox).map(({ id, read }) => [id, read]),
    [
      ['new', false],
      ['old', true],
    ],
  );
});

/** Two hundred entries of one page. */
function entriesFrom(first: number, published: string): readonly Received[] {
  return Array.from({ length: 200 }, (_, nth) => entry(`${first + nth}`, { url: 'https://bob.example/', published }));
}

keep('a source whose entries all have one page is kept in as many looks as it has entries', async () => {
  const inbox = await newInbox();
  let looked = 0;
  const counting: Inbox = {
    ...inbox,
    all: (sql, ...values) => {
      const rows = inbox.all(sql, ...values);
      looked += rows.length;
      return rows;
    },
  };
  assert.is(keepFeed(counting, BOB, feed(...entriesFrom(0, NOW)), NOW).news.length, 200);
  assert.ok(looked < 1000, String(looked));
  // All have new ids, and say something else.
  assert.is(keepFeed(counting, BOB, feed(...entriesFrom(1000, LATER)), LATER).news.length, 200);
  assert.ok(looked < 10_000, String(looked));
});

keep.run();
