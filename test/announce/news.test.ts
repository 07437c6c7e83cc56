import { array, assert as holds, constant, integer, nat, oneof, property, record } from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { newsOf, type News } from '../../src/announce/news.ts';
import { planOf, type Plan, type Terms } from '../../src/announce/plan.ts';
import type { Entry } from '../../src/model/entry.ts';
import { newestFirst } from '../../src/model/entry.ts';
import { itemOf, itemsFrom, type Item } from '../../src/nodes/items.ts';
import { element } from '../../src/feeds/xml.ts';
import { siteAsPublisher } from '../../src/nodes/publisher.ts';
import { PUBSUB } from '../../src/nodes/stanzas.ts';
import { at, cardsOf, note, notes, site } from './blog.ts';

const news = suite('news');

/** The entries as a node gives them back. */
function onNode(...entries: readonly Entry[]): readonly Item[] {
  const items = element('items', { node: at.node }, ...entries.map((entry) => itemOf(entry, at)));
  return itemsFrom(element('iq', {}, element('pubsub', { xmlns: PUBSUB }, items)));
}

function newsFor(entries: readonly Entry[], items: readonly Item[], cap = 256): News {
  return newsOf({ publisher: siteAsPublisher(site), at, live: cardsOf(entries), newest: entries, items, cap });
}

function keys(entries: readonly Entry[]): readonly string[] {
  return entries.map(({ key }) => key);
}

const LOUD: Terms = {
  at,
  gone: new Set(),
  canBeSilent: true,
  isSilent: false,
  all: false,
  renames: 'held',
  first: 'told',
};

news('is what the node lacks or holds differently, oldest first', () => {
  const { publish, edits } = newsFor([note(3), note(2, { text: 'Mended.' }), note(1)], onNode(note(1), note(2)));
  assert.equal([keys(publish), [...edits]], [['n2', 'n3'], [note(2).id]]);
});

news('is not a change of what is made from the text: HTML, author, people named', () => {
  const other = {
    html: '<p><b>Other</b></p>' as Entry['html'],
    author: { name: 'Anna' },
    mentions: ['https://b.example/'],
  };
  assert.equal(newsFor([note(1, other)], onNode(note(1))).publish, []);
});

news('is each thing that the author writes', () => {
  const changes: Partial<Entry>[] = [
    { text: 'Other.' },
    { title: 'A title' },
    { tags: ['xmpp'] },
    { replyTo: { url: 'https://bob.example/1' } },
    { enclosures: [{ url: 'https://ann.example/a.jpg', type: 'image/jpeg', length: 9 }] },
    { updated: '2026-11-05T00:00:00Z' },
    { url: 'https://ann.example/2026/11/elsewhere/' },
    { warning: 'Spiders' },
  ];
  const unseen = changes.filter((change) => newsFor([note(1, change)], onNode(note(1))).publish.length === 0);
  assert.equal(unseen, []);
});

news('on a node with nothing of ours is the newest 20', () => {
  const { publish, passedOver } = newsFor(notes(300), []);
  assert.equal([publish.length, publish[0]?.key, passedOver], [20, 'n281', 280]);
});

news('is only among the newest 100, and of a small node among the newest half', () => {
  const edited = notes(300).map((entry) => ({ ...entry, text: `Edited ${entry.key}` }));
  assert.is(newsFor(edited, onNode(...notes(300))).publish.length, 100);
  assert.equal(keys(newsFor(edited, onNode(...notes(6)), 6).publish), ['n298', 'n299', 'n300']);
});

news('is nothing that is older than what the node still has of ours', () => {
  const { publish } = newsFor(notes(9), onNode(note(6), note(8), note(9)));
  assert.equal(keys(publish), ['n7']);
});

news('is not what is being written anew: that is announced after the next build, and not missed now', () => {
  const facts = {
    publisher: siteAsPublisher(site),
    at,
    live: cardsOf(notes(4)),
    items: onNode(note(1), note(2)),
    cap: 256,
  };
  const newest = notes(4).filter(({ key }) => key !== 'n4' && key !== 'n2');
  const { publish, missing } = newsOf({ ...facts, newest });
  assert.equal([keys(publish), missing], [['n3'], []]);
});

news('is not what another holds on the node, by our key or with our page', () => {
  const other = { ...site, id: 'tag:old.example,2020:' };
  const theirs = onNode(note(1, {}, other), note(2, { key: 'x', url: note(2).url }, other));
  const { publish, missing, problems } = newsFor(notes(3), theirs);
  assert.equal(
    [keys(publish), missing, problems.map(({ where, what }) => [where, what])],
    [
      ['n3'],
      [],
      [
        [
          note(2).url,
          'The node urn:xmpp:microblog:0 has this page already, as item x with the id tag:old.example,2020:x.',
        ],
        [
          note(1).url,
          'The node urn:xmpp:microblog:0 has an item n1 that is not of this site: it says tag:old.example,2020:n1.',
        ],
      ],
    ],
  );
});

news('does not take the items of a site whose prefix begins with ours for ours', () => {
  const blog = { ...site, id: `${site.id}blog/` };
  assert.equal(newsFor([], onNode(note(1, {}, blog))).missing, []);
});

news('misses an item that no post has', () => {
  const { missing } = newsFor([note(2), note(3)], onNode(note(1), note(2), note(3)));
  assert.equal(
    missing.map(({ id }) => id),
    ['n1'],
  );
});

news('waits where a post looks like another under a new name', () => {
  const { publish, missing, renames, ...rest } = newsFor(
    [note(1, { key: 'new', text: note(1).text })],
    onNode(note(1)),
  );
  assert.equal([keys(publish), missing.length, renames.length], [['new'], 1, 1]);
  const gone = new Set(['n1']);
  const held = planOf({ publish, missing, renames, ...rest }, { ...LOUD, gone });
  assert.equal(
    [held.publish, held.retract, held.problems[0]?.next],
    [
      [],
      [],
      'Write "id: n1" in its front matter and it stays the same post. If it is another one: skein announce --all',
    ],
  );
  const all = planOf({ publish, missing, renames, ...rest }, { ...LOUD, gone, all: true });
  assert.equal([keys(all.publish), all.retract, all.problems], [['new'], ['n1'], []]);
});

news('retracts only what the host has dropped', () => {
  const found = newsFor([note(3)], onNode(note(1), note(2), note(3)));
  assert.equal(planOf(found, { ...LOUD, gone: new Set(['n1']) }).retract, ['n1']);
});

news('of more than 20 changes is made silently, or waits where the server cannot be silent', () => {
  const followers = (count: number, terms: Partial<Terms>): Plan['followers'] =>
    planOf(newsFor(notes(count + 1), onNode(note(1))), { ...LOUD, ...terms }).followers;
  assert.equal(
    [
      followers(20, {}),
      followers(21, {}),
      followers(1, { isSilent: true }),
      followers(21, { canBeSilent: false }),
      followers(21, { canBeSilent: false, all: true }),
      planOf(newsFor(notes(21), []), LOUD).followers,
      planOf(newsFor(notes(20), []), LOUD).followers,
    ],
    ['told', 'not told', 'not told', 'held', 'told', 'not told', 'told'],
  );
});

/** What a server makes of a publication: Prosody moves an edited item to its front, ejabberd leaves it. */
type Keeps = (kept: readonly Entry[], published: Entry, cap: number) => readonly Entry[];

const PROSODY: Keeps = (kept, entry, cap) => [...kept.filter(({ id }) => id !== entry.id), entry].slice(-cap);
const EJABBERD: Keeps = (kept, entry, cap) =>
  kept.some(({ id }) => id === entry.id)
    ? kept.map((each) => (each.id === entry.id ? entry : each))
    : [...kept, entry].slice(-cap);

/** A step in a blog's life: a new note, or an edit of the nth newest. */
const step = oneof(constant('new' as const), nat({ max: 9 }));

for (const [name, keeps, known] of [
  ['Prosody, which tells its cap,', PROSODY, (cap: number) => cap],
  ['ejabberd, which says `max`,', EJABBERD, () => 256],
] as const) {
  news(`on a small node of ${name} sends no version twice, and nothing when nothing happened`, () => {
    const life = record({ cap: integer({ min: 2, max: 9 }), steps: array(array(step), { maxLength: 60 }) });
    holds(
      property(life, ({ cap, steps }) => {
        let blog: readonly Entry[] = [];
        let kept: readonly Entry[] = [];
        const sent: string[] = [];
        for (const [time, changes] of steps.entries()) {
          for (const [nth, change] of changes.entries()) {
            const target = change === 'new' ? undefined : blog[change];
            const version = { ...target, text: `Version ${time}.${nth}` };
            blog = target
              ? blog.map((entry) => (entry === target ? { ...target, ...version } : entry))
              : [note(blog.length + 1, { text: `Written ${time}.${nth}` }), ...blog].sort(newestFirst);
          }
          for (const entry of newsFor(blog, onNode(...kept), known(cap)).publish) {
            sent.push(`${entry.id} ${entry.text}`);
            kept = keeps(kept, entry, cap);
          }
          assert.equal(newsFor(blog, onNode(...kept), known(cap)).publish, []);
        }
        assert.is(new Set(sent).size, sent.length);
      }),
      { numRuns: 200 },
    );
  });
}

news.run();
