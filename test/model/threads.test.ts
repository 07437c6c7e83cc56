import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Card } from '../../src/model/card.ts';
import { changedShelf, shelfOf } from '../../src/model/shelf.ts';
import { joinedBetween } from '../../src/model/threads.ts';

const threads = suite('threads');

/** A card of a day of November; its path is `2026/11/KEY/`. */
function card(key: string, day: number, answers = ''): Card {
  const time = `2026-11-${String(day).padStart(2, '0')}T10:00:00Z`;
  return {
    file: `posts/${key}.md`,
    key,
    path: pathOf(key),
    day: `${time.slice(0, 10).replaceAll('-', '/')}/`,
    published: time,
    updated: time,
    tags: [],
    draft: false,
    answers: answers && pathOf(answers),
    traces: '',
    print: 1,
  };
}

function pathOf(key: string): string {
  return `2026/11/${key}/`;
}

/** The keys of each thread. */
function threadsIn(...cards: readonly Card[]): readonly string[] {
  return [...shelfOf(cards).threads.all.values()].map((thread) => thread.map(({ key }) => key).join(' '));
}

threads('a post, its answers and theirs are one thread, oldest first', () => {
  assert.equal(threadsIn(card('d', 4, 'b'), card('a', 1), card('c', 3, 'a'), card('b', 2, 'a'), card('x', 5)), [
    'a b c d',
  ]);
});

threads('whoever answers nothing that is there begins none', () => {
  assert.equal(threadsIn(card('a', 1, 'gone'), card('b', 2)), []);
  assert.equal(threadsIn(card('a', 1, 'gone'), card('b', 2, 'a')), ['a b']);
});

threads('a post goes on only from an earlier one, so that there are no circles', () => {
  assert.equal(threadsIn(card('a', 1, 'b'), card('b', 2, 'a')), ['a b']);
  assert.equal(threadsIn(card('a', 1, 'a')), []);
});

threads('what joins or leaves a thread is known, but for what has changed itself', () => {
  const [a, b, c, x] = [card('a', 1), card('b', 2, 'a'), card('c', 3, 'b'), card('x', 4)];
  const before = shelfOf([a, b, c, x]);
  const keys = (gone: readonly Card[], added: readonly Card[]): readonly string[] => {
    const now = changedShelf(before, new Set(gone), added);
    return joinedBetween(before.threads, now.threads, [...gone, ...added]).map(({ key }) => key);
  };
  assert.equal(keys([], [card('d', 5, 'c')]), []);
  assert.equal(keys([], [card('y', 5, 'x')]), ['x']);
  assert.equal(keys([a], []), ['b', 'c']);
  assert.equal(keys([b], []), ['a', 'c']);
  assert.equal(keys([c], []), []);
});

threads.run();
