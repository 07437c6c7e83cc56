import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Follow } from '../../src/model/people.ts';
import type { Kept } from '../../src/model/received.ts';
import { onceOf } from '../../src/timeline/once.ts';
import { nearness } from '../../src/timeline/voice.ts';
import type { Source } from '../../src/timeline/voice.ts';
import { bob, kept, planet } from './kept.ts';

const once = suite('once');

const node: Follow = {
  name: 'Bob',
  feed: 'xmpp:bob@bob.example?;node=urn%3Axmpp%3Amicroblog%3A0',
  page: 'https://bob.example/',
};
const ann: Follow = { name: 'Ann', feed: 'https://host.example/~ann/atom.xml' };
const eve: Follow = { name: 'Eve', feed: 'https://host.example/~eve/atom.xml' };
const follows = [bob, planet, node, ann, eve];

// An entry of Bob's, from a source.
function from({ feed }: Follow, number: number, stated: Partial<Kept> = {}): Kept {
  return kept({ id: 'tag:bob.example,2026:1', url: 'https://bob.example/1/', source: feed, number, ...stated });
}

function numbers(...entries: readonly Kept[]): readonly number[] {
  return onceOf(entries, (source) => follows.find(({ feed }) => feed === source)).map(({ number }) => number);
}

once('stands what a planet repeats, as its own source has it', () => {
  assert.equal(numbers(from(planet, 1), from(bob, 2)), [2]);
  assert.equal(numbers(from(bob, 1), from(planet, 2)), [1]);
});

once('stands what came by the feed and by the node, as it was heard first', () => {
  assert.equal(numbers(from(node, 2), from(bob, 1)), [1]);
  assert.equal(numbers(from(bob, 2), from(node, 1)), [1]);
});

once('stands what two strangers to it repeat, as it was heard first', () => {
  assert.equal(numbers(from(ann, 2), from(planet, 1)), [1]);
});

once('stands an address that is written in two ways', () => {
  assert.equal(numbers(from(bob, 1), from(planet, 2, { url: 'http://www.bob.example/1' })), [1]);
});

once('the id of another hides nothing of the other', () => {
  assert.equal(numbers(from(eve, 1, { url: 'https://host.example/~eve/1' }), from(bob, 2)), [1, 2]);
});

once('a neighbour on the host does not stand for one', () => {
  const hers = { id: 'tag:host.example,2026:ann/1', url: 'https://host.example/~ann/1' };
  assert.equal(numbers(from(eve, 1, hers), from(ann, 2, hers)), [2]);
});

once('two parts of a page are two', () => {
  const [a, b] = ['a', 'b'].map((part) => ({ id: 'same', url: `https://bob.example/day#${part}` }));
  assert.equal(numbers(from(bob, 1, a), from(planet, 2, b)), [1, 2]);
});

once('the order stays, and each other entry', () => {
  const other = kept({ number: 9 });
  assert.equal(numbers(from(planet, 3), other, from(bob, 2), from(ann, 1)), [9, 2]);
  assert.equal(numbers(), []);
});

// A source, an address, and how near they are; 0 is not at all.
const NEAR: readonly (readonly [source: Source, address: string, near: number])[] = [
  [bob, 'https://bob.example/1/', 1],
  [bob, 'https://eve.example/1/', 0],
  [bob, 'xmpp:bob@bob.example', 0],
  [{ ...bob, node: 'xmpp:bob@bob.example?;node=n' }, 'xmpp:bob@bob.example', 1],
  [ann, 'https://host.example/~ann/1', 2],
  [ann, 'https://host.example/~eve/1', 0],
  [ann, 'https://host.example/about', 1],
  [{ feed: 'xmpp:bob@bob.example?;node=n' }, 'xmpp:bob@bob.example', 1],
  [{ feed: 'xmpp:bob@bob.example?;node=n' }, 'xmpp:eve@bob.example', 0],
  [{ feed: 'xmpp:bob@bob.example?;node=n' }, 'https://bob.example/', 0],
  [{ feed: 'xmpp:pubsub.h.example?;node=a' }, 'xmpp:pubsub.h.example?;node=a;item=1', 1],
  [{ feed: 'xmpp:pubsub.h.example?;node=a' }, 'xmpp:pubsub.h.example?;node=b', 0],
  [{ feed: 'xmpp:bob@h.example?;node=n' }, 'https://h.example/~bob/', 0],
  [bob, 'Bob', 0],
];

for (const [source, address, near] of NEAR) {
  once(`${source.feed} is ${near} near to ${address}`, () => assert.is(nearness(source, address), near));
}

once.run();
