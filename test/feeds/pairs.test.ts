// One entry in every format, and back. In test/pairs/, for each NAME.entry.json:
//
//   NAME.atom.xml  NAME.rss.xml  NAME.feed.json   the feeds of a home page that holds it alone
//   NAME.item.xml                                 its item on a node
//   NAME.entry-from-atom.json  NAME.entry-from-item.json
//                                                 what is read back, where that is not what was written
//
// `PAIRS=write` before the test command writes what the code gives now; then look at the difference in git.
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { itemEntry } from '../../src/feeds/atom-item.ts';
import { ATOM } from '../../src/feeds/atom.ts';
import { atomFeed } from '../../src/feeds/atom-feed.ts';
import { jsonFeed } from '../../src/feeds/json.ts';
import type { Listing } from '../../src/feeds/listing.ts';
import { rssFeed } from '../../src/feeds/rss.ts';
import { entryFrom, sameOnFeed, sameOnNode, writtenOf } from '../../src/feeds/written.ts';
import type { Written } from '../../src/feeds/written.ts';
import { child, read } from '../../src/feeds/xml.ts';
import type { Entry } from '../../src/model/entry.ts';
import { account, ann } from './ann.ts';
import { faultsOf, lint } from './xml-checks.ts';

const pairs = suite('pairs');

const folder = 'test/pairs/';
const writes = process.env['PAIRS'] === 'write';
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.entry.json'))
  .map((file) => file.slice(0, -'.entry.json'.length));

/** The four documents of an entry, by the ends of their names. */
function documentsOf(entry: Entry): Record<string, string> {
  const listing: Listing = { site: ann, title: ann.title, path: '', entries: [entry], kind: 'current' };
  return {
    'atom.xml': atomFeed(listing),
    'rss.xml': rssFeed(listing),
    'feed.json': jsonFeed(listing),
    'item.xml': `${itemEntry(entry, account).toString()}\n`,
  };
}

/** What is read back, by the ends of the names; undefined where nothing is lost that the format means to keep. */
function readBack(entry: Entry): Record<string, string | undefined> {
  const { html, text, ...written } = writtenOf(entry);
  const { 'atom.xml': atom = '', 'item.xml': item = '' } = documentsOf(entry);
  const feed = read(atom);
  const [fromAtom, fromItem] = [feed && child(feed, 'entry', ATOM), read(item)].map((each) => each && entryFrom(each));
  return {
    'entry-from-atom.json': lost(fromAtom, { ...written, html }),
    'entry-from-item.json': lost(fromItem, { ...written, text }),
  };
}

function lost(back: Written | undefined, whole: object): string | undefined {
  return sorted(back) === sorted(whole) ? undefined : `${JSON.stringify(back, null, 2)}\n`;
}

function sorted(value: object | undefined): string {
  return JSON.stringify(Object.entries(value ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function found(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

for (const name of names) {
  const entry = JSON.parse(readFileSync(`${folder}${name}.entry.json`, 'utf8')) as Entry;

  pairs(`${name} is written, and read back, as its files say`, () => {
    for (const [end, text] of Object.entries({ ...documentsOf(entry), ...readBack(entry) })) {
      const file = `${folder}${name}.${end}`;
      if (writes && text !== undefined) writeFileSync(file, text);
      if (writes && text === undefined) rmSync(file, { force: true });
      assert.is(found(file), text, file);
    }
  });

  pairs(`${name} is well-formed in every format`, () => {
    const { 'feed.json': json = '', ...xml } = documentsOf(entry);
    for (const [end, text] of Object.entries(xml)) {
      assert.equal(faultsOf(text), [], end);
      lint(text);
    }
    assert.equal(JSON.parse(json).items.length, 1);
  });

  pairs(`${name} read back is the same on the feed and on the node`, () => {
    const { 'atom.xml': atom = '', 'item.xml': item = '' } = documentsOf(entry);
    const onFeed = entryFrom(child(read(atom)!, 'entry', ATOM)!)!;
    const onNode = entryFrom(read(item)!)!;
    assert.ok(sameOnFeed(writtenOf(entry), onFeed));
    assert.ok(sameOnNode(writtenOf(entry), onNode));
  });
}

pairs('there is no expectation without its entry', () => {
  const strays = readdirSync(folder).filter((file) => !names.some((name) => file.startsWith(`${name}.`)));
  assert.equal(strays, []);
});

pairs.run();
