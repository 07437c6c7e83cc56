import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { copiesOf, entriesOf, entryAt, lastNumber, newsSince, together, type Which } from '../../src/inbox/find.ts';
import { answeredBy, pointersTo } from '../../src/timeline/conversation.ts';
import { keepFeed } from '../../src/inbox/keep.ts';
import { mark } from '../../src/inbox/marks.ts';
import type { Inbox } from '../../src/inbox/inbox.ts';
import { entry, feed, newInbox } from './inbox.ts';

const find = suite('finding in the inbox');

const [ANN, BOB] = ['https://ann.example/atom.xml', 'xmpp:bob@chat.example?;node=urn%3Axmpp%3Amicroblog%3A0'];
const NOW = '2026-11-25T12:00:00Z';
const both = [ANN, BOB];

const ids = (inbox: Inbox, which: Omit<Which, 'sources'>, sources = both): string[] =>
  [...entriesOf(inbox, { ...which, sources })].map(({ id }) => id);

const pointing = (how: 'link' | 'reply', id: string, to: string) => entry(id, { references: [{ how, to }] });

const on = (day: number): string => new Date(Date.UTC(2026, 0, day)).toISOString().replace('.000Z', 'Z');

find('newest first, of the sources that are asked for, a page after the other', async () => {
  const inbox = await newInbox();
  const many = Array.from({ length: 250 }, (_, day) => entry(String(day), { published: on(day) }));
  keepFeed(inbox, ANN, feed(...many.filter((_, day) => day % 2 === 0)), NOW);
  keepFeed(inbox, BOB, feed(...many.filter((_, day) => day % 2 === 1)), NOW);
  keepFeed(inbox, 'https://unfollowed.example/', feed(entry('unfollowed')), NOW);
  assert.equal(ids(inbox, {}), many.map(({ id }) => id).reverse());
  assert.equal(ids(inbox, {}, [BOB]).slice(0, 3), ['249', '247', '245']);
  const page = [...entriesOf(inbox, { sources: both })].slice(0, 10);
  assert.is([...entriesOf(inbox, { sources: both }, page.at(-1))][0]?.id, '239');
});

find('entries of the same moment have one order, and a page ends between them', async () => {
  const inbox = await newInbox();
  keepFeed(inbox, ANN, feed(entry('c'), entry('b'), entry('a')), NOW);
  const [first] = entriesOf(inbox, { sources: both });
  assert.equal(
    [...entriesOf(inbox, { sources: both }, first)].map(({ id }) => id),
    ['b', 'a'],
  );
});

find('by what is read, and what is starred', async () => {
  const inbox = await newInbox();
  const { news } = keepFeed(inbox, ANN, feed(entry('a'), entry('b'), entry('c')), NOW);
  const [, b, a] = news.map(({ number }) => number);
  mark(inbox, [a ?? 0, b ?? 0], 'read');
  mark(inbox, [b ?? 0], 'starred');
  assert.equal(ids(inbox, { unread: true }), ['c']);
  assert.equal(ids(inbox, { starred: true }), ['b']);
  mark(inbox, [a ?? 0], 'unread');
  mark(inbox, [b ?? 0], 'plain');
  assert.equal(ids(inbox, { unread: true }), ['a', 'c']);
  assert.equal(ids(inbox, { starred: true }), []);
});

const SEARCHES: readonly (readonly [typed: string, found: readonly string[]])[] = [
  ['geese', ['geese', 'title']],
  ['Gee', ['geese', 'title']],
  ['gee lake', []],
  ['geese lake', ['geese']],
  ['"over the lake"', ['geese']],
  ['"lake the over"', []],
  ['cafe', ['café']],
  ['渡り鳥', ['鳥']],
  ['鳥渡', []],
  ['Eve', ['by Eve']],
  ['spiders', ['warned']],
  ['a-goose', ['alt']],
  ['AND OR NOT NEAR', []],
  ['" * ^ ( : -', []],
  ['', []],
];

for (const [typed, found] of SEARCHES) {
  find(`search for ${JSON.stringify(typed)}`, async () => {
    const inbox = await newInbox();
    keepFeed(
      inbox,
      ANN,
      feed(
        entry('alt', {
          enclosures: [{ url: 'https://x.example/1.jpg', type: 'image/jpeg', length: 1, title: 'a goose' }],
        }),
        entry('warned', { warning: 'Spiders!' }),
        entry('by Eve', { text: '', author: { name: 'Eve' } }),
        entry('鳥', { text: '空に渡り鳥がいる' }),
        entry('café', { text: 'In the Café' }),
        entry('geese', { text: 'Geese over the lake.' }),
        entry('title', { title: 'GEESE', text: 'No other word.' }),
      ),
      NOW,
    );
    assert.equal(ids(inbox, { words: typed }), found);
  });
}

find('a search knows what was edited', async () => {
  const inbox = await newInbox();
  keepFeed(inbox, ANN, feed(entry('a', { text: 'geese' })), NOW);
  keepFeed(inbox, ANN, feed(entry('a', { text: 'swans' })), NOW);
  assert.equal(ids(inbox, { words: 'geese' }), []);
  assert.equal(ids(inbox, { words: 'swans' }), ['a']);
});

find('by what entries point to', async () => {
  const inbox = await newInbox();
  keepFeed(
    inbox,
    ANN,
    feed(
      pointing('link', 'me', 'https://me.example/2026/'),
      pointing('link', 'other', 'https://me.example.org/'),
      pointing('link', 'name', 'me'),
      pointing('link', 'more', 'me2'),
    ),
    NOW,
  );
  assert.equal(ids(inbox, { pointing: { to: ['me'], below: ['https://me.example/'], at: [] } }), ['me', 'name']);
});

const common = Array.from({ length: 5000 }, () => 'geese').join(' ');

find('a search for more words than there can be finds what says them', async () => {
  const inbox = await newInbox();
  keepFeed(inbox, ANN, feed(entry('a', { text: 'geese' })), NOW);
  assert.equal(ids(inbox, { words: common }), ['a']);
});

find('copies of an entry are those that are in the list too', async () => {
  const inbox = await newInbox();
  keepFeed(inbox, ANN, feed(entry('both', { text: 'all of it' }), entry('once')), NOW);
  const { news } = keepFeed(inbox, BOB, feed(entry('both', { text: 'a part' })), NOW);
  const sources = (which: Omit<Which, 'sources'>, id = 'both') =>
    copiesOf(inbox, id, { sources: both, ...which }).map(({ source }) => source);
  assert.equal(sources({}), both);
  assert.equal(sources({}, 'once'), []);
  assert.equal(sources({ words: 'all' }), [ANN]);
  assert.equal(
    copiesOf(inbox, 'both', { sources: [BOB] }).map(({ text }) => text),
    ['a part'],
  );
  mark(inbox, [news[0]?.number ?? 0], 'starred');
  assert.equal(sources({ starred: true }), [BOB]);
});

find('what has come since, whoever brought it, but for what is read', async () => {
  const inbox = await newInbox();
  assert.is(lastNumber(inbox), 0);
  keepFeed(inbox, ANN, feed(entry('a')), NOW);
  const last = lastNumber(inbox);
  assert.equal(newsSince(inbox, last), []);
  const { news } = keepFeed(inbox, BOB, feed(entry('b'), entry('c')), NOW);
  mark(inbox, [news[0]?.number ?? 0], 'read');
  assert.equal(
    newsSince(inbox, last).map(({ number }) => number),
    [news[1]?.number],
  );
});

find('a conversation goes up and down, through sources, by ids and by addresses', async () => {
  const inbox = await newInbox();
  keepFeed(
    inbox,
    ANN,
    feed(entry('root'), pointing('reply', 'third', 'https://bob.example/second'), entry('apart')),
    NOW,
  );
  keepFeed(
    inbox,
    BOB,
    feed(
      pointing('reply', 'second', 'root'),
      pointing('reply', 'beside', 'root'),
      pointing('reply', 'lost', 'unknown'),
    ),
    NOW,
  );
  const third = [...entriesOf(inbox, { sources: both })].find(({ id }) => id === 'third');
  assert.ok(third);
  assert.equal(
    together(inbox, [third], { answeredBy, pointersTo })
      .map(({ id }) => id)
      .sort(),
    ['beside', 'root', 'second', 'third'],
  );
  assert.is(entryAt(inbox, third.number)?.id, 'third');
  assert.is(entryAt(inbox, 999), undefined);
});

find.run();
