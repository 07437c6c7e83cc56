import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { feedSketches, type FeedSketch } from '../../src/feeds/archives.ts';
import { ATOM } from '../../src/feeds/atom.ts';
import { child, children, read } from '../../src/feeds/xml.ts';
import type { Entry } from '../../src/model/entry.ts';
import { feedFiles, shelfFrom } from '../sketched.ts';
import { ann, note } from './ann.ts';

const archives = suite('archives');

const now = new Date('2026-11-22T10:00:00Z');

/** So many notes on days of a month, from the first. */
function notes(month: string, count: number): Entry[] {
  return Array.from({ length: count }, (_, at) =>
    note(`${month}-${at}`, `${month}-${String((at % 28) + 1).padStart(2, '0')}T12:00:00Z`),
  );
}

/** The files by their paths. */
function written(entries: readonly Entry[], at = now): Map<string, string> {
  return new Map(feedFiles(ann, entries, at).map(({ path, bytes }) => [path, String(bytes)]));
}

/** The Atom feeds before they have their words: home, and the calendar from its newest on. */
function atomOf(entries: readonly Entry[], at = now): readonly FeedSketch[] {
  return feedSketches(ann, shelfFrom(ann, entries), at).filter(({ maker }) => maker === 'atom');
}

/** All entries that one gets who follows `prev-archive` from home. */
function followed(files: ReadonlyMap<string, string>, path = 'atom.xml'): string[] {
  const feed = read(files.get(path) ?? '')!;
  const ids = children(feed, 'entry', ATOM).map((entry) => child(entry, 'id', ATOM)!.getText());
  const link = children(feed, 'link', ATOM).find(({ attrs }) => attrs['rel'] === 'prev-archive');
  return link ? [...ids, ...followed(files, String(link.attrs['href']).slice(ann.url.length))] : ids;
}

archives('home and tags have three feeds, a month has one', () => {
  const seen = [...written([note('a', '2026-11-22T09:00:00Z', { tags: ['élan'] })]).keys()];
  assert.equal(seen, [
    'atom.xml',
    'rss.xml',
    'feed.json',
    'tags/élan/atom.xml',
    'tags/élan/rss.xml',
    'tags/élan/feed.json',
    '2026/11/atom.xml',
  ]);
});

archives('a site without posts has feeds, and they do not tell the time of the build', () => {
  const files = written([]);
  assert.equal([...files.keys()], ['atom.xml', 'rss.xml', 'feed.json']);
  assert.match(files.get('atom.xml')!, '<updated>1970-01-01T00:00:00Z</updated>');
  assert.match(files.get('rss.xml')!, '<lastBuildDate>Thu, 01 Jan 1970 00:00:00 GMT</lastBuildDate>');
});

archives('one who follows the archives gets every entry', () => {
  const entries = [...notes('2025-03', 3), ...notes('2026-09', 40), ...notes('2026-10', 35), ...notes('2026-11', 20)];
  const ids = new Set(followed(written(entries)));
  assert.is(ids.size, entries.length);
});

archives('home holds all of the month that runs, however many, and 30 at least', () => {
  const seen = [0, 5, 31, 120].map((count) => {
    const [home] = atomOf([...notes('2026-10', 40), ...notes('2026-11', count)]);
    return home!.cards.length;
  });
  assert.equal(seen, [30, 30, 31, 120]);
});

archives('a big month that runs is archived by its finished days', () => {
  const [home, ...periods] = atomOf([...notes('2026-10', 1), ...notes('2026-11', 210)]);
  const seen = periods
    .filter(({ frame }) => frame.path >= '2026/11/20/')
    .map(({ frame: { path, kind, archive } }) => [path, kind, archive]);
  assert.equal(seen.slice(-3), [
    ['2026/11/22/', 'period', undefined],
    ['2026/11/21/', 'archive', '2026/11/20/'],
    ['2026/11/20/', 'archive', '2026/11/19/'],
  ]);
  assert.is(home!.frame.archive, '2026/11/21/');
});

archives('a month is finished when it is over in the zone of the site', () => {
  const entries = notes('2026-10', 1);
  const kinds = ['2026-10-31T22:59:59Z', '2026-10-31T23:00:00Z'].map(
    (time) => atomOf(entries, new Date(time)).at(-1)?.frame.kind,
  );
  assert.equal(kinds, ['period', 'archive']);
});

archives('a later post changes no archive', () => {
  const before = written([...notes('2026-09', 3), ...notes('2026-10', 3), note('first', '2026-11-01T09:00:00Z')]);
  const after = written(
    [
      ...notes('2026-09', 3),
      ...notes('2026-10', 3),
      note('first', '2026-11-01T09:00:00Z'),
      note('later', '2026-11-22T09:00:00Z'),
      note('december', '2026-12-01T09:00:00Z'),
    ],
    new Date('2026-12-24T00:00:00Z'),
  );
  for (const path of ['2026/09/atom.xml', '2026/10/atom.xml']) assert.is(after.get(path), before.get(path));
});

archives('an archive says that it is one, and where the feed is', () => {
  const feed = written([...notes('2026-09', 1), ...notes('2026-10', 1)]).get('2026/10/atom.xml')!;
  const links = children(read(feed)!, 'link', ATOM).map(({ attrs }) => `${attrs['rel']} ${attrs['href']}`);
  assert.ok(child(read(feed)!, 'archive', 'http://purl.org/syndication/history/1.0'));
  assert.equal(links, [
    'self https://ann.example/2026/10/atom.xml',
    'alternate https://ann.example/2026/10/',
    'current https://ann.example/atom.xml',
    'prev-archive https://ann.example/2026/09/atom.xml',
  ]);
});

archives('the same entries in another order, at another hour, give the same bytes', () => {
  const entries = [...notes('2026-10', 9), ...notes('2026-11', 9)];
  const seen = feedFiles(ann, entries.toReversed(), new Date('2026-11-22T20:00:00Z'));
  assert.equal(seen, feedFiles(ann, entries, now));
});

archives.run();
