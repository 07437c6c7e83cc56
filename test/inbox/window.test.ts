// What was taken back while nobody listened: a table of what stood on a node, what was heard, and what stands now.
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { itemsOf } from '../../src/inbox/find.ts';
import type { Heard } from '../../src/inbox/heard.ts';
import { keepSome } from '../../src/inbox/keep.ts';
import { untilLook } from '../../src/inbox/listen.ts';
import { noteStood, stoodAt } from '../../src/inbox/stood.ts';
import { versionOf } from '../../src/inbox/version.ts';
import { firstLook, heldAgainst, stoodAfter, type Standing, type Stood } from '../../src/inbox/window.ts';
import type { Received } from '../../src/model/received.ts';
import { temporary } from '../program.ts';
import { entry, feed, newInbox } from './inbox.ts';

const NODE = 'xmpp:ann@localhost?;node=urn%3Axmpp%3Amicroblog%3A0';

interface Case {
  readonly says: string;
  /** What each whole look saw, and what was heard between: `a b c`, `+d`, `-a`, `purge`. One with `!` has been edited. */
  readonly story: readonly string[];
  /** What the last look finds to be taken back. */
  readonly gone: string;
}

const cases: readonly Case[] = [
  { says: 'nothing has happened', story: ['a b c', 'a b c'], gone: '' },
  { says: 'nothing came, so the oldest was taken back', story: ['a b c', 'b c'], gone: 'a' },
  { says: 'nothing came, so the two oldest were', story: ['a b c', 'c'], gone: 'a b' },
  { says: 'what is newer than one that stands as it did', story: ['a b c d', 'a c e f g'], gone: 'b d' },
  { says: 'one came, so the oldest may have dropped out', story: ['a b c', 'b c d'], gone: '' },
  { says: 'one came, and no more than one can have dropped out', story: ['a b c', 'c d'], gone: 'b' },
  {
    says: 'three are fewer than they were, and yet one may have dropped out of a window of three',
    story: ['a b c', 'b d'],
    gone: 'c',
  },
  { says: 'a node that has grown may be full now', story: ['a b c', 'b c d e'], gone: '' },
  {
    says: 'what dropped out long ago is not missing',
    story: ['a b c', 'b c d', 'c d e', 'd e'],
    gone: '',
  },
  { says: 'what was heard pushes out as well', story: ['a b c', '+d +e', 'c d e'], gone: '' },
  { says: 'but not where a look has seen that it did not', story: ['a b c', '+d', 'a b c d', 'b c d'], gone: 'a' },
  { says: 'what was heard and taken back has pushed out as well', story: ['a b c', '+d', '-d', 'b c'], gone: '' },
  { says: 'an edit pushes out nothing', story: ['a b c', '+b!', 'b! c'], gone: 'a' },
  { says: 'what came while we were there is missed too', story: ['a b', '+c +d', 'a b d'], gone: 'c' },
  { says: 'what we heard of is not told again', story: ['a b c', '-a', 'b c'], gone: '' },
  { says: 'where one was taken back there is room for another', story: ['a b c', '-c', '+d', 'b d'], gone: 'a' },
  { says: 'and no room where it was taken back later', story: ['a b c', '+d', '-c', 'b d'], gone: '' },
  {
    says: 'one that was edited may have another place, so it proves nothing',
    story: ['a b c', 'a! d e'],
    gone: '',
  },
  { says: 'nor does one that was edited before our eyes', story: ['a b c', '+a!', 'a! d e'], gone: '' },
  { says: 'nothing stands any more: a server may have forgotten all', story: ['a b c', ''], gone: '' },
  { says: 'all are others: nobody knows', story: ['a b c', 'd e'], gone: '' },
  { says: 'a purge that we heard is not told again', story: ['a b c', 'purge', 'd'], gone: '' },
  { says: 'what came after a purge is', story: ['a b c', 'purge +d +e', 'd'], gone: 'e' },
  {
    says: 'a full node may have let go of the oldest for what came and went unseen',
    story: ['a b c', 'b c d', 'c d'],
    gone: '',
  },
  { says: 'and yet not of newer ones', story: ['a b c', 'b c d', 'b d'], gone: 'c' },
  { says: 'a node that has grown was not full', story: ['a b c', 'b c d', 'b c d e f', 'c d e f'], gone: 'b' },
  { says: 'a full node that has lost one is full no more', story: ['a b c', 'b c d', 'b d', 'd'], gone: 'b' },
  { says: 'very many at once: the window was made smaller', story: [spread(40), spread(40, 25)], gone: '' },
  { says: 'many, and each is believed', story: [spread(40), spread(40, 20)], gone: spread(20) },
];

function spread(many: number, from = 0): string {
  return Array.from({ length: many - from }, (_, nth) => `n${from + nth}`).join(' ');
}

function words(text: string): readonly string[] {
  return text.split(' ').filter((word) => word !== '');
}

/** `n1` of `n1!`, its edited version. */
function idOf(word: string): string {
  return word.replaceAll('!', '');
}

function entryOf(word: string): Received {
  return entry(idOf(word), { item: idOf(word), text: word });
}

function standing(word: string): Standing {
  return [idOf(word), versionOf(entryOf(word))];
}

function heardFrom(text: string): Heard {
  const said = words(text);
  const entries = said.filter((word) => word.startsWith('+')).map((word) => entryOf(word.slice(1)));
  const taken = said.filter((word) => word.startsWith('-')).map((word) => word.slice(1));
  return { node: NODE, entries, deleted: said.includes('purge') ? 'all' : taken };
}

const window = suite('the window of a node');

for (const { says, story, gone } of cases) {
  window(says, () => {
    let stood: Stood | undefined;
    let deleted: readonly string[] = [];
    for (const step of story) {
      if (/^(?:[+-]|purge)/.test(step)) stood = stoodAfter(stood, heardFrom(step));
      else if (stood) ({ deleted, stood } = heldAgainst(stood, words(step).map(standing)));
      else stood = firstLook(words(step).map(standing));
    }
    assert.equal(deleted, words(gone));
  });
}

/** A node that keeps so many, and what was done to it unseen. */
class Node {
  readonly #room: number;
  readonly #edits: 'to the end' | 'in place';
  readonly #fresh = new Set<string>();
  #items: string[] = [];
  readonly taken = new Set<string>();

  constructor(room: number, edits: 'to the end' | 'in place') {
    this.#room = room;
    this.#edits = edits;
  }

  /** What stands there; from then on nothing of it was done unseen. */
  look(): readonly Standing[] {
    this.#fresh.clear();
    return this.#items.map(standing);
  }

  publish(word: string): void {
    this.#fresh.add(word);
    this.#items = [...this.#items, word].slice(-this.#room);
  }

  edit(nth: number): void {
    const word = this.#items[nth % this.#items.length] ?? '';
    const edited = `${word}!`;
    this.#fresh.add(edited);
    const others = this.#items.filter((each) => each !== word);
    if (this.#edits === 'to the end') this.#items = [...others, edited];
    else this.#items = this.#items.map((each) => (each === word ? edited : each));
  }

  /** Of what came or was edited unseen nothing is taken back: nobody could tell. */
  takeBack(nth: number): void {
    const old = this.#items.filter((word) => !this.#fresh.has(word));
    const word = old[nth % Math.max(1, old.length)];
    if (word === undefined) return;
    this.taken.add(idOf(word));
    this.#items = this.#items.filter((each) => each !== word);
  }
}

for (const edits of ['to the end', 'in place'] as const) {
  window(`says of nothing that has only dropped out that it was taken back, where edits go ${edits}`, () => {
    let seed = 7;
    const upTo = (most: number): number => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
      return (seed >>> 8) % most;
    };
    let [taken, found] = [0, 0];
    for (let turn = 0; turn < 2_000; turn += 1) {
      const node = new Node(1 + upTo(8), edits);
      let stood: Stood | undefined;
      for (let nth = 0; nth < 40; nth += 1) {
        const deed = upTo(6);
        if (deed < 2) node.publish(`n${nth}`);
        else if (deed === 2) node.edit(upTo(8));
        else if (deed === 3) node.takeBack(upTo(8));
        else {
          const now = node.look();
          const { deleted, stood: next } = heldAgainst(stood ?? firstLook([]), now);
          stood = next;
          assert.equal(
            deleted.filter((id) => !node.taken.has(id)),
            [],
            `${turn}`,
          );
          found += deleted.length;
        }
      }
      taken += node.taken.size;
    }
    console.log(`    of ${taken} that were taken back ${found} are found`);
    assert.ok(found > 0);
  });
}

window('a look that did not see all, and a node that is gone, leave nothing to hold against', () => {
  const stood = firstLook([['a', 1]]);
  const heard: Heard = { node: NODE, entries: [], deleted: [], stood: 'not seen' };
  const ended: Heard = { node: NODE, entries: [], deleted: [], ended: { where: NODE, what: 'Gone.', next: '' } };
  assert.equal([stoodAfter(stood, heard), stoodAfter(stood, ended)], [undefined, undefined]);
  assert.is(stoodAfter(undefined, heardFrom('+a')), undefined, 'events are no look');
});

function hours(heard: Heard, before?: Stood): number {
  return untilLook(heard, before) / 3_600_000;
}

window('what has come is looked at within half an hour, where all of the node is seen', () => {
  const stood = firstLook([standing('a')]);
  const look: Heard = { node: NODE, entries: [], deleted: [], stood };
  const trouble = { where: NODE, what: 'It is away.', next: '' };
  assert.equal(
    [hours(heardFrom('+b'), stood), hours(heardFrom('+b')), hours(heardFrom('-a'), stood), hours(look, stood)],
    [0.5, 24, 24, 24],
  );
  assert.is(hours({ ...heardFrom(''), trouble }, undefined), 0.5);
});

window('is remembered for each source, and written only when it has changed', async () => {
  const inbox = await newInbox();
  let written = 0;
  const counting = {
    ...inbox,
    run: (sql: string, ...values: readonly (string | number | null)[]) => {
      written += 1;
      return inbox.run(sql, ...values);
    },
  };
  const stood = firstLook([standing('a')]);
  const look: Heard = { node: NODE, entries: [], deleted: [], stood };
  noteStood(counting, NODE, heardFrom('+z'));
  noteStood(counting, NODE, look);
  noteStood(counting, NODE, look);
  noteStood(counting, NODE, heardFrom('+a'));
  assert.equal([written, stoodAt(inbox, NODE), stoodAt(inbox, 'another')], [1, stood, undefined]);
  noteStood(counting, NODE, heardFrom('+b'));
  noteStood(counting, NODE, heardFrom('-a'));
  const after: Stood = { items: [standing('b')], count: 1, room: 1, pushed: 1, isFull: false };
  assert.equal([written, stoodAt(inbox, NODE)], [3, after]);
  noteStood(counting, NODE, { ...look, stood: 'not seen' });
  assert.equal([written, stoodAt(inbox, NODE)], [4, undefined]);
  inbox.close();
});

window('is not known in an inbox of before, which is otherwise as it was', async () => {
  const path = join(temporary(), 'inbox.db');
  const before = await newInbox(path);
  keepSome(before, NODE, feed(entryOf('a')), '2026-11-02T00:00:00Z');
  before.exec('DROP TABLE stood; DROP TABLE account; PRAGMA user_version = 1');
  before.close();
  const inbox = await newInbox(path);
  assert.equal([itemsOf(inbox, NODE).map(({ id }) => id), stoodAt(inbox, NODE)], [['a'], undefined]);
  noteStood(inbox, NODE, { node: NODE, entries: [], deleted: [], stood: firstLook([standing('a')]) });
  assert.equal(stoodAt(inbox, NODE), firstLook([standing('a')]));
  inbox.close();
});

window.run();
