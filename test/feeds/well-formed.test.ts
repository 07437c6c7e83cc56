// No string anywhere makes a feed or an item that a strict reader refuses.
import * as fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { feedFiles } from '../sketched.ts';
import { itemEntry } from '../../src/feeds/atom-item.ts';
import { entryFrom, sameOnNode, writtenOf } from '../../src/feeds/written.ts';
import { clean, element, read } from '../../src/feeds/xml.ts';
import type { Entry, SafeHtml } from '../../src/model/entry.ts';
import type { Site } from '../../src/model/site.ts';
import { account, ann, note } from './ann.ts';
import { faultsOf } from './xml-checks.ts';

const wellFormed = suite('well-formed');

// UTF-16 units rather than characters, so that half of a pair is there too, and what breaks XML, CDATA and HTML.
const unit = fc.oneof(
  fc.nat(0xffff).map((code) => String.fromCharCode(code)),
  fc.constantFrom(']]>', '<![CDATA[', '<', '&', '"', "'", '&amp;', '&lt;', '<!--', '-->', '\r', '\0', '\uFFFE', '🎉'),
);
const text = fc.array(unit, { maxLength: 12 }).map((units) => units.join(''));
// Front matter gives a title and a warning only where there is one.
const line = fc.array(unit, { minLength: 1, maxLength: 12 }).map((units) => units.join(''));
const url = fc.webUrl({ withQueryParameters: true, withFragments: true });
const some = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(arbitrary, { maxLength: 2 });
const enclosure = fc.record({ url, type: text, length: fc.nat(), title: text });

const entry: fc.Arbitrary<Entry> = fc
  .record(
    {
      text,
      title: line,
      lang: text,
      url,
      warning: line,
      repostOf: url,
      author: fc.record({ name: text, uri: url }),
      tags: some(text),
      mentions: some(url),
      enclosures: some(enclosure),
      replyTo: fc.record({ url, ref: text, name: text }),
    },
    { requiredKeys: ['text', 'url', 'author', 'tags', 'mentions', 'enclosures'] },
  )
  // The type promises that HTML is well-formed.
  .map((more) =>
    note('a', '2026-11-22T09:00:00Z', { ...more, html: element('p', {}, more.text).toString() as SafeHtml }),
  );

const site: fc.Arbitrary<Site> = fc
  .record({ title: text, description: text, language: text, hubs: some(url), name: text })
  .map(({ hubs, name, ...more }) => ({
    ...ann,
    ...more,
    author: { ...ann.author, name },
    announce: { ...ann.announce, hubs },
  }));

wellFormed('whatever is in a post or in the config, every feed can be read', () => {
  fc.assert(
    fc.property(site, entry, (site, entry) => {
      for (const { path, bytes } of feedFiles(site, [entry], new Date('2026-11-22T10:00:00Z'))) {
        const document = String(bytes);
        if (path.endsWith('.xml')) assert.equal(faultsOf(document), [], path);
        else assert.is(clean(JSON.stringify(JSON.parse(document))), JSON.stringify(JSON.parse(document)));
      }
    }),
    { numRuns: 400 },
  );
});

wellFormed('whatever is in a post, its item can be read, and comes back the same', () => {
  fc.assert(
    fc.property(entry, (entry) => {
      const item = itemEntry(entry, account).toString();
      assert.equal(faultsOf(item), []);
      assert.ok(sameOnNode(writtenOf(entry), entryFrom(read(item)!)!));
    }),
    { numRuns: 400 },
  );
});

wellFormed.run();
