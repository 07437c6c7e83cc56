import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { entriesOf, itemsOf } from '../../src/inbox/find.ts';
import { keepFeed, keepHistory, keepSome } from '../../src/inbox/keep.ts';
import { mark } from '../../src/inbox/marks.ts';
import { prune } from '../../src/inbox/prune.ts';
import { unasked } from '../../src/inbox/source.ts';
import { forgetOthers, remember } from '../../src/inbox/sources.ts';
import { entry, feed, newInbox } from './inbox.ts';

const pruning = suite('letting go');

const ANN = 'https://ann.example/atom.xml';
const THEN = '2025-06-01T00:00:00Z';
const NOW = '2026-11-25T12:00:00Z';

pruning('what was heard long ago goes, but for what is starred and what the source still lists', async () => {
  const inbox = await newInbox();
  const { news } = keepFeed(inbox, ANN, feed(entry('listed'), entry('starred'), entry('old')), THEN);
  mark(inbox, [news[1]?.number ?? 0], 'starred');
  keepFeed(inbox, ANN, feed(entry('new'), entry('listed')), NOW);
  assert.is(prune(inbox, { days: 365, entries: 50_000 }, new Date(NOW)), 1);
  assert.equal(
    [...entriesOf(inbox, { sources: [ANN] })].map(({ id }) => id),
    ['new', 'listed', 'starred'],
  );
  assert.equal(keepFeed(inbox, ANN, feed(entry('new'), entry('listed')), NOW).news, []);
});

pruning('beyond the number that is kept, the oldest go', async () => {
  const inbox = await newInbox();
  const many = Array.from({ length: 30 }, (_, day) => entry(`${day}`, { published: `2016-01-${day + 10}T00:00:00Z` }));
  keepHistory(inbox, ANN, feed(...many), NOW);
  assert.is(prune(inbox, { days: 365, entries: 10 }, new Date(NOW)), 20);
  assert.equal([...entriesOf(inbox, { sources: [ANN] })].length, 10);
  assert.equal([...entriesOf(inbox, { sources: [ANN] })].at(-1)?.id, '20');
  assert.is(prune(inbox, { days: 365, entries: 10 }, new Date(NOW)), 0);
});

const NODE = 'xmpp:ann@ann.example?;node=urn%3Axmpp%3Amicroblog%3A0';
const items = (many: number) =>
  Array.from({ length: many }, (_, day) =>
    entry(`${day}`, { item: `${day}`, published: new Date(Date.UTC(2020, 0, day + 1)).toISOString() }),
  );

pruning('of a node that has no feed all goes but the newest hundred, which it may still hold', async () => {
  const inbox = await newInbox();
  keepSome(inbox, NODE, feed(...items(150)), THEN);
  assert.is(prune(inbox, { days: 365, entries: 50_000 }, new Date(NOW)), 50);
  assert.equal(itemsOf(inbox, NODE).length, 100);
  assert.equal(keepSome(inbox, NODE, feed(...items(150).slice(50)), NOW).news, []);
});

pruning('what a feed lists no more, and its node may hold, does not come again as new', async () => {
  const inbox = await newInbox();
  remember(inbox, unasked(ANN, new Date(NOW)));
  keepSome(inbox, ANN, feed(...items(3)), THEN);
  keepFeed(inbox, ANN, feed(entry('new')), NOW);
  assert.is(prune(inbox, { days: 365, entries: 50_000 }, new Date(NOW)), 0);
});

pruning('what nobody follows any more goes in its time, whatever its source listed', async () => {
  const inbox = await newInbox();
  keepFeed(inbox, ANN, feed(entry('a')), THEN);
  keepSome(inbox, NODE, feed(...items(3)), THEN);
  for (const source of [ANN, NODE]) remember(inbox, unasked(source, new Date(NOW)));
  forgetOthers(inbox, []);
  assert.is(prune(inbox, { days: 365, entries: 50_000 }, new Date(NOW)), 4);
});

pruning.run();
