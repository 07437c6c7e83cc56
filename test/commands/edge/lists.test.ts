// What is listed of an inbox: each entry once in each list, and nobody hides or takes over what is another's.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { keepHeard, nodesOf } from '../../../src/commands/edge/hear.ts';
import { conversationAt } from '../../../src/commands/edge/conversation.ts';
import type { Edge } from '../../../src/commands/edge/edge.ts';
import { isNews, listOf, oneShown, unreadIn, viewOf } from '../../../src/commands/edge/lists.ts';
import { mentionsIn } from '../../../src/commands/edge/tell-me.ts';
import { keepFeed } from '../../../src/inbox/keep.ts';
import { mark } from '../../../src/inbox/marks.ts';
import { fewOfEach } from '../../../src/inbox/rounds.ts';
import { unasked } from '../../../src/inbox/source.ts';
import { remember, rememberAsked, sourcesOf } from '../../../src/inbox/sources.ts';
import type { Follow } from '../../../src/model/people.ts';
import { siteFrom } from '../../../src/site/settings.ts';
import type { Wanted } from '../../../src/reader/reading.ts';
import { blocksFrom } from '../../../src/timeline/blocks-text.ts';
import { entry, feed, newInbox } from '../../inbox/inbox.ts';

const lists = suite('lists of the inbox');

const NOW = new Date('2026-11-25T12:00:00Z');
const SAID = '2026-11-25T12:00:00Z';
const BOB = 'https://bob.example/atom.xml';
const PLANET = 'https://planet.example/atom.xml';
const NODE = 'xmpp:bob@bob.example?;node=urn%3Axmpp%3Amicroblog%3A0';
const COMMENTS = 'xmpp:me@me.example?;node=urn%3Axmpp%3Amicroblog%3A0%3Acomments%2Fhello';

async function edgeOf(...follows: readonly Follow[]): Promise<Edge> {
  const config = {
    title: 'Me',
    url: 'https://me.example/',
    id: 'tag:me.example,2026:',
    author: { name: 'Me' },
    xmpp: { jid: 'me@me.example' },
  };
  const site = siteFrom(config);
  if (!site.ok) throw new Error(JSON.stringify(site.problems));
  return { site: site.value, follows, inbox: await newInbox(), rules: [], problems: [] };
}

const follow = (feed: string, group?: string): Follow => ({ name: feed, feed, ...(group !== undefined && { group }) });

const sourcesIn = (edge: Edge, wanted: Wanted): readonly string[] =>
  listOf(viewOf(edge, NOW), wanted).shown.map(({ entry: { source } }) => source);

lists('an entry of two sources stands once in each list, by the one that is in it', async () => {
  const edge = await edgeOf(follow(BOB, 'people'), follow(PLANET, 'planets'));
  keepFeed(edge.inbox, BOB, feed(entry('a', { text: 'in part' })), SAID);
  const { news } = keepFeed(edge.inbox, PLANET, feed(entry('a', { text: 'whole words' })), SAID);
  mark(edge.inbox, [news[0]?.number ?? 0], 'starred');
  assert.equal(sourcesIn(edge, { list: 'timeline' }), [BOB]);
  assert.equal(sourcesIn(edge, { list: 'timeline', group: 'planets' }), [PLANET]);
  assert.equal(sourcesIn(edge, { list: 'starred' }), [PLANET]);
  assert.equal(sourcesIn(edge, { list: 'search', words: 'whole' }), [PLANET]);
});

lists('a comment that is also in the feed of its author is in the timeline, and told once', async () => {
  const edge = await edgeOf(follow(NODE));
  const reply = entry('a', { item: 'a', references: [{ how: 'reply', to: 'https://me.example/2026/11/hello/' }] });
  const [comment] = keepHeard(edge, COMMENTS, {
    heard: { node: COMMENTS, entries: [reply], deleted: [] },
    now: NOW,
  }).news;
  const [post] = keepHeard(edge, NODE, { heard: { node: NODE, entries: [reply], deleted: [] }, now: NOW }).news;
  assert.equal(sourcesIn(edge, { list: 'timeline' }), [NODE]);
  assert.equal(sourcesIn(edge, { list: 'mentions' }).length, 1);
  const view = viewOf(edge, NOW);
  assert.equal([comment && isNews(view, comment), post && isNews(view, post)], [true, false]);
});

lists('when all that is shown is read, nothing is unread', async () => {
  const edge = await edgeOf(follow(BOB), follow(PLANET));
  for (const source of [BOB, PLANET]) keepFeed(edge.inbox, source, feed(entry('a'), entry('b')), SAID);
  assert.equal(unreadIn(viewOf(edge, NOW)), { timeline: 2, mentions: 0 });
  const shown = listOf(viewOf(edge, NOW), { list: 'timeline' }).shown.map(({ entry: { number } }) => number);
  mark(edge.inbox, shown, 'read');
  assert.equal(unreadIn(viewOf(edge, NOW)), { timeline: 0, mentions: 0 });
});

lists('of many that are unread no more than a hundred are counted', async () => {
  const edge = await edgeOf(follow(BOB));
  const many = Array.from({ length: 120 }, (_, nth) => entry(`e${nth}`));
  for (const entries of [many.slice(0, 1), many]) keepFeed(edge.inbox, BOB, feed(...entries), SAID);
  assert.equal(unreadIn(viewOf(edge, NOW)), { timeline: 100, mentions: 0 });
});

lists(
  'what is blocked is in no list, counted by none and told by nothing, and is back when the rule goes',
  async () => {
    const edge = await edgeOf(follow(BOB), follow(PLANET));
    keepFeed(edge.inbox, BOB, feed(entry('a')), SAID);
    const hostile = entry('b', {
      author: { name: 'Eve', uri: 'https://eve.example/' },
      text: 'spam for @me.example',
      references: [
        { how: 'name', to: 'me.example' },
        { how: 'reply', to: 'https://bob.example/a' },
      ],
    });
    const { news } = keepFeed(edge.inbox, PLANET, feed(hostile), SAID);
    const number = news[0]?.number ?? 0;
    mark(edge.inbox, [number], 'starred');
    const nobody = { keys: [], among: async () => [] };
    const seen = async (text: string): Promise<object> => {
      const ruled = { ...edge, ...blocksFrom(text, 'UTC') };
      const view = viewOf(ruled, NOW);
      const thread = await conversationAt(view, nobody, number - 1);
      return {
        timeline: sourcesIn(ruled, { list: 'timeline' }),
        mentions: sourcesIn(ruled, { list: 'mentions' }),
        starred: sourcesIn(ruled, { list: 'starred' }),
        search: sourcesIn(ruled, { list: 'search', words: 'spam' }),
        one: oneShown(view, number)?.entry.source,
        thread: thread?.turns.length,
        unread: unreadIn(view),
        told: mentionsIn(ruled, news, NOW).map(({ entry: { source } }) => source),
      };
    };
    const bare = { mentions: [], starred: [], search: [], told: [], one: undefined, thread: 1 };
    const hidden = { ...bare, timeline: [BOB], unread: { timeline: 1, mentions: 0 } };
    for (const rule of ['eve.example', '@eve', '"spam"', PLANET, 'planet.example']) {
      assert.equal(await seen(rule), hidden, rule);
    }
    const all = { mentions: [PLANET], starred: [PLANET], search: [PLANET], told: [PLANET], one: PLANET, thread: 2 };
    assert.equal(await seen('# eve.example'), {
      ...all,
      timeline: [PLANET, BOB],
      unread: { timeline: 2, mentions: 1 },
    });
  },
);

lists('who answers somebody blocked is shown, without their words', async () => {
  const edge = { ...(await edgeOf(follow(BOB))), ...blocksFrom('eve.example', 'UTC') };
  const replyTo = { url: 'https://eve.example/1', name: 'Eve', excerpt: 'What she says.' };
  keepFeed(edge.inbox, BOB, feed(entry('a', { replyTo })), SAID);
  assert.equal(
    listOf(viewOf(edge, NOW), { list: 'timeline' }).shown.map(({ entry }) => entry.replyTo),
    [{ url: replyTo.url }],
  );
});

lists('nobody hides an entry by putting its address on thousands of theirs', async () => {
  const edge = await edgeOf(follow(BOB), follow(PLANET));
  const id = 'https://bob.example/a';
  const many = Array.from({ length: 600 }, (_, at) =>
    entry(`${at}`, { url: id, published: `20${10 + (at % 10)}-01-01` }),
  );
  keepFeed(edge.inbox, PLANET, feed(...many), SAID);
  keepFeed(edge.inbox, BOB, feed(entry(id, { url: id })), SAID);
  assert.equal(sourcesIn(edge, { list: 'timeline' })[0], BOB);
});

lists('a node is heard for whoever is followed there, not for a feed that names it', async () => {
  const edge = await edgeOf(follow(PLANET), follow(NODE));
  remember(edge.inbox, { ...unasked(PLANET, NOW), node: NODE });
  assert.equal([...nodesOf(edge, NOW)], [[NODE, NODE]]);
  remember(edge.inbox, { ...unasked(PLANET, NOW), node: COMMENTS });
  assert.equal([...nodesOf(edge, NOW)], [[NODE, NODE]]);
});

lists('that a node tells is not forgotten by the answer of its feed, which was asked before', async () => {
  const edge = await edgeOf(follow(BOB));
  const asked = { ...unasked(BOB, NOW), node: NODE };
  remember(edge.inbox, { ...asked, pushed: true });
  rememberAsked(edge.inbox, { ...asked, heard: SAID });
  assert.equal(
    sourcesOf(edge.inbox, edge.follows, NOW).map(({ pushed, heard }) => [pushed, heard]),
    [[true, SAID]],
  );
});

lists('an entry that its node has put into another item keeps its marks, and is no news', async () => {
  const edge = await edgeOf(follow(NODE));
  const hear = (item: string, deleted: readonly string[]) =>
    keepHeard(edge, NODE, { heard: { node: NODE, entries: [entry('a', { item })], deleted }, now: NOW }).news;
  const [first] = hear('1', []);
  mark(edge.inbox, [first?.number ?? 0], 'read');
  assert.equal(hear('2', ['1']), []);
  assert.equal(
    listOf(viewOf(edge, NOW), { list: 'timeline' }).shown.map(({ entry }) => [entry.item, entry.read]),
    [['2', true]],
  );
});

lists('a round asks a few of each host, in the order in which they are due', () => {
  const sources = ['a/1', 'a/2', 'a/3', 'b/1'].map((path) => unasked(`https://${path.replace('/', '.example/')}`, NOW));
  assert.equal(
    fewOfEach(sources, 2).map(({ source }) => source),
    ['https://a.example/1', 'https://a.example/2', 'https://b.example/1'],
  );
});

lists.run();
