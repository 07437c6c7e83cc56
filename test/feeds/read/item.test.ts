// Atom entries as others put them on nodes, read by the code that reads feeds.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { receivedFrom } from '../../../src/feeds/read/atom.ts';
import { htmlOfText } from '../../../src/feeds/read/plain.ts';
import { element, read } from '../../../src/feeds/xml.ts';
import type { Received } from '../../../src/model/received.ts';

const item = suite('an entry on a node');

const around = { address: 'xmpp:bob@bob.example?;node=urn%3Axmpp%3Amicroblog%3A0', item: 'i1' };

const NOTHING = htmlOfText('');

// What every entry here is, but for what is said of each.
const BARE: Received = {
  id: 'urn:1',
  url: around.address,
  html: NOTHING,
  text: '',
  lang: '',
  author: { name: 'Bob', uri: 'xmpp:bob@bob.example' },
  published: '2026-11-22T09:00:00Z',
  updated: '2026-11-22T09:00:00Z',
  tags: [],
  mentions: [],
  enclosures: [],
  references: [],
  item: 'i1',
};

function heard(inside: string): Partial<Received> {
  const entry = read(
    `<entry xmlns='http://www.w3.org/2005/Atom'><id>urn:1</id><author><name>Bob</name><uri>xmpp:bob@bob.example</uri></author>` +
      `<published>2026-11-22T09:00:00Z</published><updated>2026-11-22T09:00:00Z</updated>${inside}</entry>`,
  );
  const received = receivedFrom(entry!, around)!;
  const differs = Object.entries(received).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(BARE[name as keyof Received]),
  );
  return Object.fromEntries(differs);
}

const XHTML = `xmlns='http://www.w3.org/1999/xhtml'`;

const CASES: Readonly<Record<string, readonly [string, object]>> = {
  'a short note is its own title': [
    `<title type='text'>Hello @ann,\nsee https://x.example/</title>`,
    {
      html: '<p>Hello @ann,<br />see <a href="https://x.example/">https://x.example/</a></p>',
      text: 'Hello @ann,\nsee https://x.example/',
      references: [
        { how: 'link', to: 'https://x.example/' },
        { how: 'name', to: 'ann' },
      ],
    },
  ],
  'an article has its text before its XHTML': [
    `<title>Sailing</title><content type='text'>To **Sylt**.</content><content type='xhtml'><div ${XHTML}><p>To <b>Sylt</b>.</p></div></content>`,
    { title: 'Sailing', html: '<p>To <b>Sylt</b>.</p>', text: 'To **Sylt**.' },
  ],
  'XHTML alone gives the text': [
    `<title>Sailing</title><content type='xhtml'><div ${XHTML}><p>To <b>Sylt</b>.</p></div></content>`,
    { title: 'Sailing', html: '<p>To <b>Sylt</b>.</p>', text: 'To Sylt.' },
  ],
  'content without a title is a note (Converse)': [
    `<content type='text'>Only text</content>`,
    { html: '<p>Only text</p>', text: 'Only text' },
  ],
  'the same text as title and as content is a note': [
    `<title>Only text</title><content type='text'>Only text</content>`,
    { html: '<p>Only text</p>', text: 'Only text' },
  ],
  'a text that is HTML after all is not taken for markup': [
    `<title>a &lt;b&gt; &amp;amp; c</title>`,
    { html: '<p>a &lt;b&gt; &amp;amp; c</p>', text: 'a <b> &amp; c' },
  ],
  'a summary beside content is a warning': [
    `<title>The film</title><summary>How it ends</summary><content type='text'>The fox came first.</content>`,
    { title: 'The film', html: '<p>The fox came first.</p>', text: 'The fox came first.', warning: 'How it ends' },
  ],
  'a summary that repeats the text is none': [
    `<title>The film</title><summary>The fox came</summary><content type='text'>The fox came first.</content>`,
    { title: 'The film', html: '<p>The fox came first.</p>', text: 'The fox came first.' },
  ],
  'a reply names an entry by node and by page; a place is passed over': [
    `<title>Yes</title>` +
      `<in-reply-to xmlns='http://purl.org/syndication/thread/1.0' ref='tag:ann' href='xmpp:ann@ann.example?;node=urn:xmpp:microblog:0;item=9'/>` +
      `<in-reply-to xmlns='http://purl.org/syndication/thread/1.0' ref='tag:ann' type='text/html' href='https://ann.example/9'/>` +
      `<geoloc xmlns='http://jabber.org/protocol/geoloc'><lat>48.17</lat></geoloc>`,
    {
      html: '<p>Yes</p>',
      text: 'Yes',
      replyTo: { url: 'https://ann.example/9', ref: 'tag:ann' },
      references: [
        { how: 'reply', to: 'tag:ann' },
        { how: 'reply', to: 'xmpp:ann@ann.example?;node=urn%3Axmpp%3Amicroblog%3A0;item=9' },
        { how: 'reply', to: 'https://ann.example/9' },
      ],
    },
  ],
  'a reply without an id is found by its address (Movim)': [
    `<title>Yes</title><thr:in-reply-to xmlns:thr='http://purl.org/syndication/thread/1.0' href='xmpp:ann@ann.example?;node=urn%3Axmpp%3Amicroblog%3A0;item=9'/>`,
    {
      html: '<p>Yes</p>',
      text: 'Yes',
      replyTo: { url: 'xmpp:ann@ann.example?;node=urn%3Axmpp%3Amicroblog%3A0;item=9' },
      references: [{ how: 'reply', to: 'xmpp:ann@ann.example?;node=urn%3Axmpp%3Amicroblog%3A0;item=9' }],
    },
  ],
  'its page is the first of the web, its comments are on a node': [
    `<title>Links</title><link rel='alternate' href='xmpp:bob@bob.example?;node=urn%3Axmpp%3Amicroblog%3A0;item=i1'/>` +
      `<link rel='alternate' type='text/html' href='https://bob.example/1'/>` +
      `<link rel='replies' title='comments' href='xmpp:comments.bob.example?;node=urn%3Axmpp%3Amicroblog%3A0%3Acomments%2Fi1'/>`,
    {
      url: 'https://bob.example/1',
      html: '<p>Links</p>',
      text: 'Links',
      comments: 'xmpp:comments.bob.example?;node=urn%3Axmpp%3Amicroblog%3A0%3Acomments%2Fi1',
    },
  ],
  'what is said of a photo alone is its alternative text': [
    `<title>A goose</title><link rel='enclosure' type='image/jpeg' length='9' title='A goose' href='https://bob.example/g.jpg'/>`,
    { enclosures: [{ url: 'https://bob.example/g.jpg', type: 'image/jpeg', length: 9, title: 'A goose' }] },
  ],
  'what it passes on is said by a link': [
    `<title>Look</title><link rel='via' href='xmpp:cy@cy.example?;node=n;item=8' ref='tag:cy'/>`,
    {
      html: '<p>Look</p>',
      text: 'Look',
      repostOf: 'xmpp:cy@cy.example?;node=n;item=8',
      references: [{ how: 'repost', to: 'xmpp:cy@cy.example?;node=n;item=8' }],
    },
  ],
};

for (const [says, [inside, expected]] of Object.entries(CASES)) {
  item(says, () => assert.equal(heard(inside), expected));
}

item('what is no Atom entry is none', () => {
  assert.is(receivedFrom(element('event'), around), undefined);
});

item('an entry that is a hundred thousand elements deep is read in peace', () => {
  const entry = element('entry', { xmlns: 'http://www.w3.org/2005/Atom' }, element('id', {}, 'urn:1'));
  let deepest = entry.cnode(element('content', { type: 'xhtml' }));
  for (let depth = 0; depth < 100_000; depth++) deepest = deepest.cnode(element('b'));
  assert.is(receivedFrom(entry, around)?.text, '');
});

item.run();
