import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { entriesOf } from '../../src/inbox/find.ts';
import { keepFeed, keepHistory } from '../../src/inbox/keep.ts';
import { mark } from '../../src/inbox/marks.ts';
import { prune } from '../../src/inbox/prune.ts';
import { entry, feed, newInbox } from './inbox.ts';

const pruning = suite('letting go');

const ANN = 'https://ann.example/atom.xml';
const THEN = '2025-06-01T00:00:00Z';
const NOW = '2026-11-25T12:00:00Z';

pruning('what was heard long ago goes, but for what is starred and what the source still lists', async () => {
  const inbox = await newInbox();
  const { news } = keepFeed(inbox, ANN, feed(entry('old'), entry('starred'), entry('listed')), THEN);
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

pruning.run();
