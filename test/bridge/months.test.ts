// The archive that a bridge makes of a node: which files there are, which of them a change touches, and that all is read
// back from them.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { archiveIn } from '../../src/bridge/archive.ts';
import { draftsOf } from '../../src/bridge/folder.ts';
import type { Deleted } from '../../src/feeds/listing.ts';
import { feedFrom } from '../../src/feeds/read/feed.ts';
import { read } from '../../src/feeds/xml.ts';
import type { Kept, Received } from '../../src/model/received.ts';
import { atomComplaints, jsonComplaints, rssComplaints } from '../feeds/rules.ts';
import { atomOf, type Said } from './source.ts';

const months = suite('the months of a bridged node');

const node = { service: 'ann@ann.example', node: 'urn:xmpp:microblog:0' };
const heard = '2026-11-20T00:00:00Z';

function said(id: string, published: string, title?: string): Said {
  return { id, minute: 0, published, ...(title !== undefined && { title }) };
}

function keptFrom(entries: readonly Said[]): readonly Kept[] {
  const feed = feedFrom(atomOf(entries), { address: 'https://blog.example/feed', type: '' });
  if (!feed.ok) throw new Error(feed.problems[0]?.what);
  return feed.value.entries.map((entry) => kept(entry, entry.id.slice(-1)));
}

function kept(entry: Received, item: string): Kept {
  return { ...entry, item, number: 1, source: 'x', at: heard, heard, read: false, starred: false };
}

interface Given {
  readonly deleted?: readonly Deleted[];
  readonly archived?: readonly string[];
  readonly url?: string;
  readonly hubs?: readonly string[];
  readonly now?: string;
}

function filesOf(entries: readonly Kept[], given: Given = {}): ReadonlyMap<string, string> {
  const drafts = draftsOf({ node, hubs: [], deleted: [], archived: [], now: heard, entries, ...given });
  return new Map(drafts.map(({ name, text }) => [name, text()]));
}

/** The files that are other, new or gone. */
function changed(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): readonly string[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((name) => before.get(name) !== after.get(name))
    .sort();
}

function linksIn(text: string | undefined): readonly string[] {
  const links = read(text ?? '')?.getChildren('link') ?? [];
  return links.map(({ attrs }) => `${String(attrs['rel'])} ${String(attrs['href'])}`);
}

function idsIn(text: string | undefined): readonly string[] {
  return (read(text ?? '')?.getChildren('entry') ?? []).map((entry) => entry.getChildText('id')?.slice(-1) ?? '');
}

const FRONT = ['atom.xml', 'feed.json', 'rss.xml'];
const posts = [
  said('e', '2026-11-03T00:00:00Z'),
  said('d', '2026-11-01T00:00:00Z'),
  said('c', '2026-10-31T23:59:59Z'),
  said('b', '2026-10-01T00:00:00Z'),
  said('a', '2024-02-29T00:00:00Z'),
];
const first = filesOf(keptFrom(posts));

months('are archives behind the feed, and none is written after what points to it', () => {
  assert.equal([...first.keys()], ['2024/02/atom.xml', '2026/10/atom.xml', 'rss.xml', 'feed.json', 'atom.xml']);
  assert.equal([...first.values()].map(idsIn), [['a'], ['c', 'b'], [], [], ['e', 'd', 'c', 'b', 'a']]);
  const xmpp = 'alternate xmpp:ann@ann.example?;node=urn%3Axmpp%3Amicroblog%3A0';
  assert.equal([...first.values()].map(linksIn), [
    ['current ../../atom.xml'],
    ['current ../../atom.xml', 'prev-archive ../../2024/02/atom.xml'],
    [],
    [],
    [xmpp, 'prev-archive 2026/10/atom.xml'],
  ]);
});

months('name themselves and the feed by their addresses, where these are known; only the feed names hubs', () => {
  const files = filesOf(keptFrom(posts), { url: 'https://ann.example/f/', hubs: ['https://hub.example/'] });
  assert.equal(linksIn(files.get('2026/10/atom.xml')), [
    'self https://ann.example/f/2026/10/atom.xml',
    'current https://ann.example/f/atom.xml',
    'prev-archive https://ann.example/f/2024/02/atom.xml',
  ]);
  assert.equal(linksIn(files.get('atom.xml')).slice(0, 2), [
    'self https://ann.example/f/atom.xml',
    'alternate https://ann.example/f/',
  ]);
  assert.ok(linksIn(files.get('atom.xml')).includes('hub https://hub.example/'));
  // Nobody knows in which language all of a node is; two namespaces are younger than the validator.
  const known = ['activitystrea.ms/spec/1.0/', 'purl.org/atompub/tombstones/1.0'];
  const accepted = [...known.map((each) => `UnknownNamespace http://${each}`), 'MissingDCLanguage'];
  for (const name of ['atom.xml', '2026/10/atom.xml', '2024/02/atom.xml'])
    assert.equal(atomComplaints(files.get(name) ?? ''), accepted);
  assert.equal(rssComplaints(files.get('rss.xml') ?? ''), ['MissingElement language of channel']);
  assert.equal(jsonComplaints(files.get('feed.json') ?? ''), ['title, language, authors']);
});

const TOUCHED: readonly (readonly [sentence: string, now: readonly Said[], files: readonly string[], Given?])[] = [
  ['nothing touches nothing', posts, []],
  ['nothing touches nothing, though the month has ended', posts, [], { now: '2027-01-01T00:00:00Z' }],
  ['a new entry touches no archive', [said('f', '2026-11-04T00:00:00Z'), ...posts], FRONT],
  ['one that claims to be of the future touches none', [said('f', '2031-01-01T00:00:00Z'), ...posts], FRONT],
  [
    'the first of a month begins an archive, and touches no older one',
    [said('f', '2026-12-01T00:00:00Z'), ...posts],
    ['2026/11/atom.xml', ...FRONT],
    { now: '2026-12-01T00:00:01Z' },
  ],
  [
    'an edit touches its own month',
    posts.map((each) => (each.id === 'b' ? { ...each, title: 'Mended' } : each)),
    ['2026/10/atom.xml', ...FRONT],
  ],
  [
    'what is taken back leaves its month, and is named where it happened',
    posts.filter(({ id }) => id !== 'b'),
    ['2026/10/atom.xml', ...FRONT],
    { deleted: [{ id: 'https://blog.example/?p=b', when: '2026-11-05T00:00:00Z' }] },
  ],
  [
    'a month of which nothing is left stays',
    posts.filter(({ id }) => id !== 'a'),
    ['2024/02/atom.xml', ...FRONT],
    { archived: ['2024/02/', '2026/10/'] },
  ],
];

for (const [sentence, now, files, given] of TOUCHED) {
  months(sentence, () => assert.equal(changed(first, filesOf(keptFrom(now), given)), files));
}

months('go on behind a feed that holds no more than the newest', () => {
  const many = Array.from({ length: 70 }, (_, at) =>
    said(String(at), `2026-${at < 30 ? '11' : '10'}-01T00:${String(59 - (at % 60)).padStart(2, '0')}:00Z`),
  );
  const files = filesOf(keptFrom(many));
  assert.equal([...files].map(([name, text]) => [name, idsIn(text).length]), [
    ['2026/10/atom.xml', 40],
    ['rss.xml', 0],
    ['feed.json', 0],
    ['atom.xml', 50],
  ]); // prettier-ignore
});

months('are read back from the files, with all that was taken back', () => {
  const deleted = [
    { id: 'https://blog.example/?p=z', when: '2026-11-05T00:00:00Z' },
    { id: 'https://blog.example/?p=y', when: '2026-10-05T00:00:00Z' },
  ];
  const files = filesOf(keptFrom(posts), { deleted });
  const archives = [...files].flatMap(([name, text]) => (name.endsWith('.xml') ? (archiveIn(text, node) ?? []) : []));
  const back = new Map(archives.flatMap(({ entries }) => entries).map((entry) => [entry.id, entry]));
  const gone = new Map(archives.flatMap((each) => each.deleted).map((each) => [each.id, each]));
  const again = filesOf(
    [...back.values()].map((entry) => kept(entry, entry.item ?? '')),
    {
      deleted: [...gone.values()].sort((a, b) => (a.when < b.when ? 1 : -1)),
    },
  );
  assert.equal(changed(files, again), []);
  assert.is(back.size, 5);
});

months.run();
