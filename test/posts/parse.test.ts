import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { SafeHtml } from '../../src/model/entry.ts';
import type { Site } from '../../src/model/site.ts';
import { parsePost } from '../../src/posts/parse.ts';
import type { Parsed } from '../../src/posts/parse.ts';
import { faultIn } from '../fakes/xml.ts';
import { ann } from './ann.ts';

const parse = suite('a file becomes a post');

async function parsed(file: string, text: string, site: Site = ann): Promise<Parsed> {
  const checked = await parsePost(file, text, { site, who: () => undefined });
  if (!checked.ok) throw new Error(JSON.stringify(checked.problems));
  return checked.value;
}

async function tagsIn(tags: string): Promise<readonly string[]> {
  return (await parsed('posts/2026-05-01-a.md', `---\ntags: ${tags}\n---\nText`)).post.entry.tags;
}

parse('a note without front matter has its date, key and address from its name', async () => {
  assert.equal(await parsed('posts/2026/2026-11-22-Hello.md', 'Hello #World.\n'), {
    post: {
      file: 'posts/2026/2026-11-22-Hello.md',
      path: '2026/11/hello/',
      draft: false,
      entry: {
        id: 'tag:ann.example,2026:2026-11-22-Hello',
        key: '2026-11-22-Hello',
        url: 'https://ann.example/2026/11/hello/',
        html: '<p>Hello <a href="https://ann.example/tags/world/" rel="tag">#World</a>.</p>\n' as SafeHtml,
        text: 'Hello #World.',
        lang: 'en',
        author: { name: 'Ann', uri: 'https://ann.example/' },
        published: '2026-11-21T23:00:00Z',
        updated: '2026-11-21T23:00:00Z',
        tags: ['world'],
        mentions: [],
        enclosures: [],
      },
    },
    media: [],
    bare: [],
  });
});

parse('every key of the front matter counts', async () => {
  const text = `---
date: 2026-05-01T09:30
updated: 2026-05-02 10:00 Z
title: "  A   title: cafe\u0301 "
tags: [Cat, "#XMPP", static-site]
reply_to:
  url: https://bob.example/7
  name: Bob
  excerpt: What do you think?
  ref: tag:bob.example,2025:7
  comments: xmpp:bob@bob.example?;node=comments
repost_of: https://eve.example/1
draft: yes
lang: de-at
warning: Spoiler
photos:
  - src: /photos/cat.jpg
    alt: A cat
slug: a-title
id: first
---
#cat and #dog
`;
  const { post, media } = await parsed('posts/any.md', text);
  const { html, ...entry } = post.entry;
  assert.match(html, '<img src="https://ann.example/photos/cat.jpg" alt="A cat" class="u-photo" />');
  assert.equal([post.path, post.draft], ['2026/05/a-title/', true]);
  assert.equal(entry, {
    id: 'tag:ann.example,2026:first',
    key: 'first',
    url: 'https://ann.example/2026/05/a-title/',
    title: 'A title: café',
    text: '#cat and #dog\n\nA cat',
    lang: 'de-AT',
    author: { name: 'Ann', uri: 'https://ann.example/' },
    published: '2026-05-01T07:30:00Z',
    updated: '2026-05-02T10:00:00Z',
    tags: ['cat', 'xmpp', 'static-site', 'dog'],
    replyTo: {
      url: 'https://bob.example/7',
      name: 'Bob',
      excerpt: 'What do you think?',
      ref: 'tag:bob.example,2025:7',
      comments: 'xmpp:bob@bob.example?;node=comments',
    },
    repostOf: 'https://eve.example/1',
    mentions: [],
    enclosures: [],
    warning: 'Spoiler',
  });
  assert.equal(media, [{ url: 'https://ann.example/photos/cat.jpg', alt: 'A cat', where: 'posts/any.md:17' }]);
});

parse('tags may be words with commas or spaces between them', async () => {
  assert.equal(await tagsIn('cat, dog'), ['cat', 'dog']);
  assert.equal(await tagsIn('"#cat dog,cat"'), ['cat', 'dog']);
  assert.equal(await tagsIn('\n  - 日本語\n  - Cat'), ['日本語', 'cat']);
});

parse('the address is made in the zone of the site', async () => {
  const text = '---\ndate: 2026-12-31T23:30:00Z\n---\nText';
  assert.is((await parsed('posts/a.md', text)).post.path, '2027/01/a/');
  assert.is((await parsed('posts/a.md', text, { ...ann, timezone: 'America/New_York' })).post.path, '2026/12/a/');
});

parse('a note without words in its name is called by its time', async () => {
  const { post } = await parsed('posts/2026-05-01T0930.md', 'Text');
  assert.equal([post.path, post.entry.published], ['2026/05/0930/', '2026-05-01T07:30:00Z']);
});

parse('a repost without words of one’s own shows what it repeats', async () => {
  const { entry } = (await parsed('posts/2026-05-01-a.md', '---\nrepost_of: https://eve.example/1\n---\n')).post;
  assert.is(entry.html, '<p><a href="https://eve.example/1">https://eve.example/1</a></p>\n');
  assert.is(entry.text, 'https://eve.example/1');
});

parse('what a post repeats or quotes is in its text, and nothing in it is markup, a tag or a name', async () => {
  const repost =
    'repost_of: { url: "https://eve.example/1", name: "Eve *E*", excerpt: "Look, @bob: <b>1</b> #one & [x](y)" }';
  const { entry } = (await parsed('posts/2026-05-01-a.md', `---\n${repost}\n---\nSo true.`)).post;
  assert.is(
    entry.html,
    '<p>So true.</p>\n<blockquote>\n<p>Look, @bob: &lt;b&gt;1&lt;/b&gt; #one &amp; [x](y)</p>\n' +
      '<p><a href="https://eve.example/1">Eve *E*</a></p>\n</blockquote>\n',
  );
  assert.is(entry.text, 'So true.\n\n> Look, @bob: <b>1</b> #one & [x](y)\n>\n> Eve *E* (https://eve.example/1)');
  assert.equal([entry.tags, entry.mentions, entry.repostOf], [[], [], 'https://eve.example/1']);
  const { entry: bare } = (await parsed('posts/2026-05-01-b.md', `---\n${repost}\n---\n`)).post;
  assert.match(bare.html, /^<blockquote>/);
});

parse('a picture without words is its address in plain text', async () => {
  const { entry } = (await parsed('posts/2026-05-01-a.md', '---\nphotos: [{ src: /cat.jpg, alt: "" }]\n---\n')).post;
  assert.is(entry.text, 'https://ann.example/cat.jpg');
});

parse('control characters are never in an entry', async () => {
  const text = '---\ntitle: "a\\x08b"\n---\nc\u0008d \uD800 e &#8;';
  const { title, html, text: plain } = (await parsed('posts/2026-05-01-a.md', text)).post.entry;
  assert.equal([title, plain], ['a\uFFFDb', 'c\uFFFDd \uFFFD e \uFFFD']);
  assert.is(faultIn(html), undefined);
});

parse.run();
