import { array, assert as holds, constantFrom, nat, property, record } from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Kept } from '../../src/model/received.ts';
import { conversationOf } from '../../src/timeline/conversation.ts';
import { bob, kept, planet } from './kept.ts';

const conversation = suite('conversation');

// The entry of this number; the greater the later.
function said(number: number, to?: string, stated: Partial<Kept> = {}): Kept {
  const references = to === undefined ? [] : [{ how: 'reply' as const, to }];
  const at = `2026-11-22T09:${String(number).padStart(2, '0')}:00Z`;
  return kept({ number, at, references, ...stated });
}

function shown(...entries: readonly Kept[]): string {
  const follows = [bob, planet];
  const turns = conversationOf(entries, (source) => follows.find(({ feed }) => feed === source));
  return turns.map(({ entry, depth }) => `${'-'.repeat(depth)}${entry.number}`).join(' ');
}

const id = (number: number): string => `tag:bob.example,2026:${number}`;
const url = (number: number): string => `https://bob.example/${number}/`;

conversation('goes by ids and by addresses, the oldest first in each branch', () => {
  const entries = [said(5, id(2)), said(4, url(1)), said(3, 'http://www.bob.example/2#c'), said(2, id(1)), said(1)];
  assert.is(shown(...entries), '1 -2 --3 --5 -4');
});

conversation('goes by items of nodes', () => {
  const source = 'xmpp:bob@bob.example?;node=urn%3Axmpp%3Amicroblog%3A0';
  const first = said(1, undefined, { source, item: 'a/1' });
  assert.is(shown(first, said(2, 'xmpp:bob%40bob.example?;node=urn:xmpp:microblog:0;item=a%2F1')), '1 -2');
  assert.is(shown(first, said(2, 'xmpp:bob@bob.example?;node=urn:xmpp:microblog:0;item=a')), '1 -2');
  assert.is(shown(said(2, 'xmpp:bob@bob.example?;node=other;item=1'), first, said(3)), '1 -2 3');
});

conversation('has the comments on an entry below it', () => {
  const comments = 'xmpp:bob@bob.example?;node=urn%3Axmpp%3Amicroblog%3A0%3Acomments%2F2';
  const there = { source: comments, url: 'https://bob.example/' };
  const entries = [said(1), said(2, undefined, { comments }), said(3, undefined, there), said(4, id(3), there)];
  assert.is(shown(...entries), '1 2 -3 --4');
});

conversation('hangs answers to what is not here from its beginning, in time order', () => {
  assert.is(shown(said(1), said(2, 'https://gone.example/1'), said(3, id(1)), said(4, id(2))), '1 -2 --4 -3');
  assert.is(shown(said(3, 'https://gone.example/1'), said(2, 'https://gone.example/1')), '2 3');
});

conversation('has several beginnings, where there are', () => {
  assert.is(shown(said(2), said(1), said(3, id(2))), '1 2 -3');
});

conversation('ends where it answers itself', () => {
  assert.is(shown(said(1, id(1))), '1');
  assert.is(shown(said(1, id(2)), said(2, id(1))), '1 -2');
  assert.is(shown(said(3, id(4)), said(4, id(2)), said(2, id(3)), said(5, id(2))), '2 -4 --3 -5');
});

conversation('has an answer that is older than what it answers after it all the same', () => {
  assert.is(shown(said(1, id(2)), said(2)), '2 -1');
});

conversation('has what two sources tell once', () => {
  const twice = said(3, id(1), { id: id(2), url: url(2), source: planet.feed });
  assert.is(shown(said(1), twice, said(2, id(1)), said(4, id(2))), '1 -2 --4');
});

conversation('takes an answer for one to the entry that lies where its source is', () => {
  const stolen = said(1, undefined, { id: id(2), url: 'https://other.example/2', source: planet.feed });
  assert.is(shown(stolen, said(2), said(3, id(2))), '1 2 -3');
  const both = said(3, undefined, {
    references: [id(2), 'https://other.example/2'].map((to) => ({ how: 'reply', to })),
  });
  assert.is(shown(stolen, said(2), both), '1 -3 2');
});

conversation('bears many answers below one another', () => {
  const chain = Array.from({ length: 20_000 }, (_, at) => said(at, id(at - 1), { at: '2026-11-22T09:00:00Z' }));
  const turns = conversationOf(chain, () => bob);
  assert.equal([turns.length, turns.at(-1)?.depth], [20_000, 19_999]);
});

conversation('has each entry once, and none before what it hangs from', () => {
  const entries = array(
    record({ id: nat(9), url: nat(9), to: nat(12), source: constantFrom(bob.feed, planet.feed), at: nat(5) }),
    { maxLength: 12 },
  ).map((all) =>
    all.map(({ id: own, url: at, to, source, at: time }, number) =>
      said(number, to > 10 ? undefined : id(to), {
        id: id(own),
        url: url(at),
        source,
        at: `2026-11-22T09:0${time}:00Z`,
      }),
    ),
  );
  holds(
    property(entries, (entries) => {
      const turns = conversationOf(entries, () => undefined);
      const kinds = new Set(entries.map(({ id, url }) => `${id} ${url}`));
      assert.equal(turns.map(({ entry }) => `${entry.id} ${entry.url}`).toSorted(), [...kinds].toSorted());
      for (const [at, { depth }] of turns.entries()) assert.ok(depth <= (turns[at - 1]?.depth ?? -1) + 1);
    }),
    { numRuns: 1000 },
  );
});

conversation.run();
