import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { ATOM } from '../../src/feeds/atom.ts';
import { atomFeed } from '../../src/feeds/atom-feed.ts';
import { itemEntry } from '../../src/feeds/atom-item.ts';
import { entryFrom, sameOnFeed, sameOnNode, writtenOf } from '../../src/feeds/written.ts';
import { child, element, read } from '../../src/feeds/xml.ts';
import type { Entry, SafeHtml } from '../../src/model/entry.ts';
import { account, ann, note } from './ann.ts';

const written = suite('written');

const before = note('a', '2026-11-22T09:00:00Z', {
  title: 'A',
  tags: ['x'],
  replyTo: { url: 'https://bob.example/1', ref: 'tag:bob.example,2025:1' },
  enclosures: [{ url: 'https://ann.example/1.jpg', type: 'image/jpeg', length: 5, title: 'A goose' }],
});

/** Whether the item of one is, by what is read back, the same as the other. */
function sameItem(one: Entry, other: Entry): boolean {
  return sameOnNode(writtenOf(other), entryFrom(itemEntry(one, account))!);
}

written('each thing that the author changes makes an item different', () => {
  const changes: Partial<Entry>[] = [
    { title: 'B' },
    { text: 'b' },
    { tags: ['x', 'y'] },
    { replyTo: { url: 'https://bob.example/2' } },
    { enclosures: [] },
    { enclosures: [{ url: 'https://ann.example/1.jpg', type: 'image/jpeg', length: 5, title: 'A swan' }] },
    { published: '2026-11-22T08:00:00Z' },
    { updated: '2026-11-22T10:00:00Z' },
    { url: 'https://ann.example/2026/11/b/' },
    { repostOf: 'https://bob.example/1' },
    { warning: 'Geese' },
  ];
  assert.ok(sameItem(before, before));
  const same = changes.filter((change) => sameItem(before, { ...before, ...change }));
  assert.equal(same, []);
});

written('what a template or an account changes makes none different', () => {
  const html = '<p class="new">a</p>' as SafeHtml;
  assert.ok(sameItem(before, { ...before, html }));
  const elsewhere = itemEntry({ ...before, html }, { ...account, service: 'pubsub.ann.example' });
  elsewhere.cnode(element('generator', { version: '2' }, 'Skein'));
  elsewhere.cnode(element('link', { rel: 'replies', href: 'xmpp:comments.ann.example?;node=x' }));
  assert.ok(sameOnNode(writtenOf(before), entryFrom(elsewhere)!));
});

written('a note is different when only its markup changed on the feed, and the same on the node', () => {
  const feed = atomFeed({ site: ann, title: 'Ann', path: '', entries: [before], kind: 'current' });
  const after = writtenOf({ ...before, html: '<p><em>a</em></p>' as SafeHtml });
  const onFeed = entryFrom(child(read(feed)!, 'entry', ATOM)!)!;
  assert.equal([sameOnFeed(writtenOf(before), onFeed), sameOnFeed(after, onFeed)], [true, false]);
  assert.ok(sameOnNode(after, entryFrom(itemEntry(before, account))!));
});

written('each kind of note comes back from the node the same, so that it is not sent again', () => {
  const long = 'A goose went over the lake. '.repeat(40).trim();
  const kinds: Partial<Entry>[] = [
    {},
    { text: '' },
    { text: '', enclosures: [{ url: 'https://ann.example/1.jpg', type: 'image/jpeg', length: 5, title: long }] },
    { text: long },
    { text: long, warning: 'Long' },
    { text: 'ä'.repeat(349) },
    { text: 'ä'.repeat(350) },
    { text: 'a\r\nb \u0001 \uD800' },
    { title: long, text: long },
    { title: 'a', text: '' },
    { title: 'a', warning: 'b' },
  ];
  const other = kinds
    .map((kind) => note('a', '2026-11-22T09:00:00Z', kind))
    .filter((entry) => {
      const sent = itemEntry(entry, account).toString();
      return !sameOnNode(writtenOf(entry), entryFrom(read(sent)!)!);
    });
  assert.equal(other, []);
});

written('what is no Atom entry with an id is nothing', () => {
  const seen = [
    '<entry/>',
    '<entry xmlns="http://www.w3.org/2005/Atom"/>',
    '<feed xmlns="http://www.w3.org/2005/Atom"/>',
  ]
    .map((text) => read(text)!)
    .map(entryFrom);
  assert.equal(seen, [undefined, undefined, undefined]);
});

written('prefixes are read as their namespaces, whatever the sender calls them', () => {
  const seen = entryFrom(
    read(`<a:entry xmlns:a="http://www.w3.org/2005/Atom" xmlns:t="http://purl.org/syndication/thread/1.0">
      <a:id>x</a:id><a:title>Hi</a:title><a:updated>2026-11-22T09:00:00Z</a:updated>
      <a:link href="xmpp:a@b"/><a:link href="https://x.example/"/><t:in-reply-to href="https://y.example/"/>
    </a:entry>`)!,
  );
  assert.equal(seen, {
    id: 'x',
    url: 'https://x.example/',
    text: 'Hi',
    published: '',
    updated: '2026-11-22T09:00:00Z',
    tags: [],
    enclosures: [],
    replyTo: { url: 'https://y.example/' },
  });
});

written.run();
