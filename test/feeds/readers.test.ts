// Two feed readers of Debian read what we write. Neither version there knows JSON Feed, so Python reads that.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { begin } from '../begin.ts';
import { feedFiles } from '../sketched.ts';
import { FEEDS } from '../../src/feeds/listing.ts';
import { shownHtml } from '../../src/feeds/shown.ts';
import { clean } from '../../src/feeds/xml.ts';
import type { Entry } from '../../src/model/entry.ts';
import { ann } from './ann.ts';
import { keptByNewsboat } from './newsboat.ts';

const readers = suite('readers');

const entries = readdirSync('test/pairs')
  .filter((file) => file.endsWith('.entry.json'))
  .map((file) => JSON.parse(readFileSync(join('test/pairs', file), 'utf8')) as Entry)
  // All pairs are of one minute, and the later in the alphabet comes first then.
  .toSorted((a, b) => (a.id < b.id ? 1 : -1));

let folder = '';

begin(readers, async (_, atEnd) => {
  folder = mkdtempSync(join(tmpdir(), 'skein-readers-'));
  atEnd(() => rmSync(folder, { recursive: true }));
  for (const { path, bytes } of feedFiles(ann, entries, new Date('2026-11-22T10:00:00Z'))) {
    if (!path.includes('/')) writeFileSync(join(folder, path), bytes);
  }
});

/** RSS says `>` in another way within its CDATA, which means the same in HTML. */
function evened(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value).replaceAll(']]>', ']]&gt;'));
}

const filesOf = ({ enclosures }: Entry): string[] => enclosures.map(({ url }) => url);

const seenBy = (entry: Entry, files: readonly string[]): object => ({
  id: entry.id,
  link: entry.url,
  title: entry.title === undefined ? null : clean(entry.title),
  html: clean(shownHtml(entry)),
  published: [2026, 11, 22, 9, 0, 0],
  tags: entry.tags,
  files,
});

readers('feedparser finds the same in all three feeds, and it is what was written', () => {
  const paths = [FEEDS.atom, FEEDS.rss, FEEDS.json].map((name) => join(folder, name));
  const read = execFileSync('/usr/bin/python3', ['test/feeds/readers.py', ...paths], { encoding: 'utf8' });
  const seen = JSON.parse(read);
  const all = entries.map((entry) => seenBy(entry, filesOf(entry)));
  // RSS has room for one file an item; feedparser knows the others as media.
  const first = entries.map((entry) => seenBy(entry, filesOf(entry).slice(0, 1)));
  assert.equal(evened(seen), evened([all, first, all]));
});

for (const name of [FEEDS.atom, FEEDS.rss]) {
  readers(`newsboat finds the ids, the links and the texts of ${name}`, () => {
    const rows = keptByNewsboat(join(folder, name)).map(({ guid, url, content }) => [guid, url, content]);
    const expected = entries.map((entry) => [entry.id, entry.url, clean(shownHtml(entry))]);
    assert.equal(evened(rows), evened(expected));
  });
}

readers.run();
