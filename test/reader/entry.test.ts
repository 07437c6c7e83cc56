// Entries and conversations of the reader, as a browser without script has them.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { SafeHtml } from '../../src/model/entry.ts';
import { browserAt, classed } from './asking.ts';
import { bob, carol, heard, mine, sampleReading, shown } from './sample.ts';

const entries = suite('entries of the reader');

entries('an entry tells who, when, what it answers, and where it is from', async () => {
  const { text } = await browserAt(sampleReading()).get('/?group=Friends');
  const [seventh = ''] = text.split('id="e6"');
  assert.equal(
    [classed(seventh, 'p-author'), classed(seventh, 'dt-published'), classed(seventh, 'context')],
    [[carol.name], ['25 November 2026, 01:07'], ['In reply to https://bob.example/6']],
  );
  assert.match(seventh, 'alt="The far shore at dusk" loading="lazy" referrerpolicy="no-referrer"');
  assert.match(seventh, '<a class="u-enclosure" href="https://carol.example/geese.ogg"');
});

entries('a name that looks like another’s has its address beside it', async () => {
  const { text } = await browserAt(sampleReading()).get('/?group=News');
  assert.equal([classed(text, 'caution'), classed(text, 'via')], [['xn--nn-6cd.example'], ['via Planet Wetland']]);
});

entries('what is warned of is behind the warning, its pictures too', async () => {
  const file = { url: 'https://a.example/hawk.png', type: 'image/png', length: 1 };
  const { text } = await browserAt(sampleReading({ shown: [heard(1, { warning: 'Blood', enclosures: [file] })] })).get(
    '/',
  );
  const [, inside = ''] = /<details class="warned">([^]*?)<\/details>/.exec(text) ?? [];
  assert.match(inside, 'Words number 1.');
  assert.match(inside, 'hawk.png');
});

entries('an article, and a note as long as one, is whole only where it is opened', async () => {
  const long = heard(3, { text: 'word '.repeat(400), html: '<p>all of it</p>' as SafeHtml });
  const browser = browserAt(sampleReading({ shown: [...shown, long] }));
  const list = await browser.get('/');
  assert.not.match(list.text, /all of it|At the front/);
  assert.is(classed(list.text, 'on').length, 2);
  assert.match((await browser.get('/entry/3')).text, '<p>all of it</p>');
  assert.match((await browser.get('/entry/2')).text, '<h3>At the front</h3>');
});

entries('no address of a stranger runs anything, and none of their texts is markup', async () => {
  const bad = 'javascript:alert(1)';
  const evil = '"><script>alert(1)</script>';
  const hostile = heard(
    1,
    {
      url: bad,
      title: evil,
      text: evil,
      html: `<p>${evil}</p>` as SafeHtml,
      lang: '" onclick="x',
      author: { name: evil, uri: bad },
      replyTo: { url: bad, name: evil, excerpt: evil },
      repostOf: bad,
      warning: evil,
      tags: [evil],
      enclosures: [
        { url: bad, type: evil, length: 1, title: evil },
        { url: `data:text/html,${evil}`, type: 'image/png', length: 1 },
      ],
    },
    { caution: evil, follow: { ...bob, name: evil, page: bad, feed: evil } },
  );
  const browser = browserAt(
    sampleReading({
      shown: [hostile],
      following: [{ ...bob, name: evil, page: bad, feed: evil, group: evil, trouble: evil }],
    }),
  );
  for (const path of [
    '/',
    '/entry/1',
    '/entry/1/reply',
    '/entry/1/block',
    '/following',
    `/?source=${encodeURIComponent(evil)}`,
    `/?group=${encodeURIComponent(evil)}`,
    `/written?file=${encodeURIComponent(evil)}`,
  ]) {
    const { status, text } = await browser.get(path);
    assert.is(status, 200, path);
    assert.not.match(text, /(?:href|src|action)="(?:javascript|data):/i, path);
    assert.is(text.match(/<script/g)?.length, 1, path);
    assert.not.match(text, /<[^>]* onclick=/, path);
  }
});

entries('a conversation joins several sources and my own posts, each as deep as it answers', async () => {
  const { text } = await browserAt(sampleReading()).get('/entry/7');
  const classes = [...text.matchAll(/<article class="([^"]*)"/g)].map(([, found]) => found);
  assert.equal(classes, ['h-entry entry own', 'h-entry entry new depth-1', 'h-entry entry opened depth-2']);
  assert.match(text, mine.text);
});

entries('an entry is read when it is opened', async () => {
  const reading = sampleReading();
  await browserAt(reading).get('/entry/7');
  assert.equal([reading.entry(7)?.entry.read, reading.entry(6)?.entry.read], [true, false]);
});

entries('an entry that is not there, or is blocked, is no page', async () => {
  const browser = browserAt(sampleReading({ blocks: [{ what: 'carol.example', how: 'block' }] }));
  for (const path of [
    '/entry/99',
    '/entry/7',
    '/entry/7/reply',
    '/entry/7/block',
    '/entry/0',
    '/entry/x',
    '/nowhere',
  ]) {
    const { status, text } = await browser.get(path);
    assert.is(status, 404, path);
    assert.match(text, '<h1>Not here</h1>');
  }
});

entries.run();
