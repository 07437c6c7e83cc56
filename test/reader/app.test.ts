// Every page and every act of the reader, as a browser without script has them.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { SafeHtml } from '../../src/model/entry.ts';
import { browserAt, classed, numbersIn } from './asking.ts';
import { bob, carol, heard, mine, sampleEdge, shown, site } from './sample.ts';

const pages = suite('pages of the reader');
const acts = suite('acts of the reader');

/** Where an act goes, or the problems that its page tells. */
async function done(
  reading: ReturnType<typeof sampleEdge>,
  path: string,
  form: Readonly<Record<string, string | File>>,
): Promise<string> {
  const { status, headers, text } = await browserAt(reading).post(path, form);
  return status === 303 ? (headers.get('location') ?? '') : `${status}: ${classed(text, 'problems').join(' ')}`;
}

const BYTES = new Uint8Array([137, 80, 78, 71, 13, 10, 26, 10]);
const PNG = new File([BYTES], 'dawn.png', { type: 'image/png' });

// ---- Lists

pages('the timeline shows everyone, newest first', async () => {
  const { text } = await browserAt(sampleEdge()).get('/');
  assert.equal(numbersIn(text), [8, 7, 6, 2, 1]);
  assert.equal(classed(text, 'groups'), ['Everyone Friends News']);
  assert.match(text, '<title>(4) Timeline · Ann’s flock</title>');
});

pages('the timeline of a group and of a person shows only theirs', async () => {
  const browser = browserAt(sampleEdge());
  const numbers = async (path: string): Promise<readonly number[]> => numbersIn((await browser.get(path)).text);
  assert.equal(
    [
      await numbers('/?group=News'),
      await numbers(`/?source=${encodeURIComponent(carol.feed)}`),
      await numbers('/?group=Nobody'),
    ],
    [[8], [7], []],
  );
});

pages('a list goes on where its page ends', async () => {
  const many = Array.from({ length: 120 }, (_, index) => heard(index + 1));
  const browser = browserAt(sampleEdge({ shown: many }));
  const seen: number[] = [];
  for (let path: string | undefined = '/?group=Friends'; path;) {
    const { text }: { text: string } = await browser.get(path);
    seen.push(...numbersIn(text));
    path = /rel="next" href="([^"]+)"/.exec(text)?.[1]?.replaceAll('&amp;', '&');
  }
  assert.equal(seen, many.map(({ entry }) => entry.number).reverse());
});

pages('mentions say by which way each came', async () => {
  const { text } = await browserAt(sampleEdge()).get('/mentions');
  assert.equal([numbersIn(text), classed(text, 'ways')], [[6], ['answers you, names you']]);
});

pages('starred shows what is starred, search what is found', async () => {
  const browser = browserAt(sampleEdge());
  assert.equal(numbersIn((await browser.get('/starred')).text), [8]);
  assert.equal(numbersIn((await browser.get('/search?words=SHORE')).text), [7]);
  assert.equal(classed((await browser.get('/search?words=shore+%26+more')).text, 'empty'), [
    'Nothing is found. Fewer words find more.',
  ]);
  assert.match((await browser.get('/search?words=%22%3E%3Cb%3E')).text, 'value="&quot;&gt;&lt;b&gt;"');
});

pages('what is empty says what to do next', async () => {
  const browser = browserAt(sampleEdge({ shown: [], following: [] }));
  const empty = async (path: string): Promise<string> => classed((await browser.get(path)).text, 'empty').join();
  assert.match(await empty('/'), /^You follow nobody yet\. Give the address/);
  assert.match(await empty('/following'), /^You follow nobody yet\. Give the address/);
  assert.match(await empty('/mentions'), /^Nobody you follow has answered you/);
  assert.match(await empty('/starred'), /^Nothing is starred\. Star an entry/);
  assert.match(await empty('/blocks'), /^Nothing is blocked\./);
  const waiting = await browserAt(sampleEdge({ shown: [] })).get('/');
  assert.match(classed(waiting.text, 'empty').join(), /^Nothing has come in yet\./);
});

// ---- An entry

pages('an entry tells who, when, what it answers, and where it is from', async () => {
  const { text } = await browserAt(sampleEdge()).get('/?group=Friends');
  const [seventh = ''] = text.split('id="e6"');
  assert.equal(
    [classed(seventh, 'p-author'), classed(seventh, 'dt-published'), classed(seventh, 'context')],
    [[carol.name], ['25 November 2026, 01:07'], ['In reply to https://bob.example/6']],
  );
  assert.match(seventh, 'alt="The far shore at dusk" loading="lazy" referrerpolicy="no-referrer"');
  assert.match(seventh, '<a class="u-enclosure" href="https://carol.example/geese.ogg"');
});

pages('a name that looks like another’s has its address beside it', async () => {
  const { text } = await browserAt(sampleEdge()).get('/?group=News');
  assert.equal([classed(text, 'caution'), classed(text, 'via')], [['xn--nn-6cd.example'], ['via Planet Wetland']]);
});

pages('what is warned of is behind the warning, its pictures too', async () => {
  const file = { url: 'https://a.example/hawk.png', type: 'image/png', length: 1 };
  const { text } = await browserAt(sampleEdge({ shown: [heard(1, { warning: 'Blood', enclosures: [file] })] })).get(
    '/',
  );
  const [, inside = ''] = /<details class="warned">([^]*?)<\/details>/.exec(text) ?? [];
  assert.match(inside, 'Words number 1.');
  assert.match(inside, 'hawk.png');
});

pages('an article, and a note as long as one, is whole only where it is opened', async () => {
  const long = heard(3, { text: 'word '.repeat(400), html: '<p>all of it</p>' as SafeHtml });
  const browser = browserAt(sampleEdge({ shown: [...shown, long] }));
  const list = await browser.get('/');
  assert.not.match(list.text, /all of it|At the front/);
  assert.is(classed(list.text, 'on').length, 2);
  assert.match((await browser.get('/entry/3')).text, '<p>all of it</p>');
  assert.match((await browser.get('/entry/2')).text, '<h3>At the front</h3>');
});

pages('no address of a stranger runs anything, and none of their texts is markup', async () => {
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
    sampleEdge({
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

// ---- A conversation

pages('a conversation joins several sources and my own posts, each as deep as it answers', async () => {
  const { text } = await browserAt(sampleEdge()).get('/entry/7');
  const classes = [...text.matchAll(/<article class="([^"]*)"/g)].map(([, found]) => found);
  assert.equal(classes, ['h-entry entry own', 'h-entry entry new depth-1', 'h-entry entry opened depth-2']);
  assert.match(text, mine.text);
});

pages('an entry is read when it is opened', async () => {
  const reading = sampleEdge();
  await browserAt(reading).get('/entry/7');
  assert.equal([reading.entry(7)?.entry.read, reading.entry(6)?.entry.read], [true, false]);
});

pages('an entry that is not there, or is blocked, is no page', async () => {
  const browser = browserAt(sampleEdge({ blocks: [{ what: 'carol.example', how: 'block' }] }));
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

// ---- Marks

acts('a star and a mark are set and taken back, and lead to where the entry stands', async () => {
  const reading = sampleEdge();
  assert.is(
    await done(reading, '/mark', { back: '/?group=Friends', shown: '7 6', starred: '7' }),
    '/?group=Friends#e7',
  );
  assert.is(await done(reading, '/mark', { back: '/', shown: '7 6', read: '6' }), '/#e6');
  assert.equal([reading.entry(7)?.entry.starred, reading.entry(6)?.entry.read], [true, true]);
  await done(reading, '/mark', { back: '/', plain: '7' });
  await done(reading, '/mark', { back: '/', unread: '6' });
  assert.equal([reading.entry(7)?.entry.starred, reading.entry(6)?.entry.read], [false, false]);
});

acts('an entry that is marked as unread where it is opened stays so', async () => {
  const reading = sampleEdge();
  const to = await done(reading, '/mark', { back: '/entry/1', shown: '1', unread: '1' });
  assert.is(to, '/entry/1?left=unread#e1');
  const { text } = await browserAt(reading).get(to);
  assert.equal([reading.entry(1)?.entry.read, classed(text, 'mark')], [false, ['Mark as read']]);
});

acts('all above is read down to the entry itself; all of the page is all of it', async () => {
  const reading = sampleEdge();
  const unread = (): readonly number[] =>
    reading.list({ list: 'timeline' }).shown.flatMap(({ entry }) => (entry.read ? [] : [entry.number]));
  assert.is(await done(reading, '/mark', { back: '/', shown: '8 7 6 2 1', through: '7' }), '/#e7');
  assert.equal(unread(), [6, 2]);
  await done(reading, '/mark', { back: '/', shown: '8 7 6', all: 'all' });
  assert.equal(unread(), [2]);
});

acts('an act goes back to no place but the reader’s own', async () => {
  const reading = sampleEdge();
  const to = async (back: string): Promise<string> => done(reading, '/mark', { back, read: '6' });
  assert.equal(
    [
      await to('https://evil.example/'),
      await to('//evil.example/'),
      await to('/\\evil.example/'),
      await to('/mentions?a=b'),
    ],
    ['/#e6', '/#e6', '/#e6', '/mentions?a=b#e6'],
  );
});

// ---- Following

pages('following shows how it goes with each', async () => {
  const { text } = await browserAt(sampleEdge()).get('/following');
  assert.equal(
    [classed(text, 'sum'), classed(text, 'way'), classed(text, 'trouble')],
    [
      ['4 sources, trouble with 2.'],
      [
        'pushed as it is written, last heard 25 November 2026, 11:00',
        'pushed as it is written, last heard 25 November 2026, 10:59',
        'asked from time to time, last heard 25 November 2026, 09:00, next 25 November 2026, 10:00',
        'gone for good, not asked any more',
      ],
      ['It answered 503 four times; it is asked again in an hour.', 'It is gone (410).'],
    ],
  );
});

pages('of many whom one follows those are shown that are looked for', async () => {
  const many = Array.from({ length: 21 }, (_, n) => ({ ...bob, name: `Bird ${n}`, feed: `https://b${n}.example/` }));
  const browser = browserAt(sampleEdge({ following: many }));
  const { text } = await browser.get('/following?words=bird+b17.EXAMPLE');
  assert.equal([classed(text, 'sum'), classed(text, 'name').slice(1)], [['1 source, no trouble.'], ['Bird 17']]);
  assert.match((await browser.get('/following')).text, 'name="words"');
  assert.not.match((await browserAt(sampleEdge()).get('/following')).text, 'name="words"');
});

/** The hidden fields of a form. */
function fields(form: string): Record<string, string> {
  return Object.fromEntries(
    [...form.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]),
  );
}

acts('an address leads to a choice, and the choice is followed with its group', async () => {
  const reading = sampleEdge();
  const { text } = await browserAt(reading).post('/follow/find', { address: 'https://eve.example' });
  const chosen = text.split('<form class="found"').slice(1);
  assert.equal(
    chosen.map((form) => fields(form)['title']),
    ['Eve', 'Eve: comments'],
  );
  assert.match(text, '<option value="Friends">');

  const to = await done(reading, '/follow', { ...fields(chosen[0] ?? ''), group: 'Friends' });
  assert.is(to, '/following?said=followed');
  assert.equal(reading.following().at(-1), {
    name: 'Eve',
    feed: 'https://eve.example/atom.xml',
    way: 'push',
    page: 'https://eve.example/',
    node: 'xmpp:eve@eve.example?;node=urn%3Axmpp%3Amicroblog%3A0',
    group: 'Friends',
  });
});

acts('what one follows already is not offered again', async () => {
  const eve = { name: 'Eve', feed: 'https://eve.example/atom.xml', way: 'poll' } as const;
  const reading = sampleEdge({ following: [eve] });
  const { text } = await browserAt(reading).post('/follow/find', { address: 'https://eve.example' });
  assert.match(text, 'You follow this already, as <a href="/following?about=https%3A%2F%2Feve.example%2Fatom.xml">');
  assert.equal(
    [...text.matchAll(/name="title" value="([^"]*)"/g)].map(([, title]) => title),
    ['Eve: comments'],
  );
});

acts('an address with nothing behind it is told, and stays in the field', async () => {
  for (const address of ['https://nothing.example', 'https://empty.example']) {
    const { status, text } = await browserAt(sampleEdge()).post('/follow/find', { address });
    assert.is(status, 422);
    assert.match(text, `value="${address}"`);
    assert.is(classed(text, 'problems').length, 1);
  }
});

acts('only what is the address of a feed or a node is followed', async () => {
  const reading = sampleEdge();
  for (const feed of ['javascript:alert(1)', 'file:///etc/passwd', '', 'eve']) {
    assert.match(await done(reading, '/follow', { feed, title: 'Eve', kind: 'Atom' }), /^422: /, feed);
  }
  assert.is(reading.following().length, 4);
});

acts('unfollow does, once', async () => {
  const reading = sampleEdge();
  assert.is(await done(reading, '/unfollow', { feed: bob.feed }), '/following?said=unfollowed');
  assert.not.ok(reading.following().includes(bob));
  assert.match(await done(reading, '/unfollow', { feed: bob.feed }), /^422: .*You do not follow it/);
});

// ---- Blocks

pages('an entry offers its author, its domain and its tags to be blocked', async () => {
  const { text } = await browserAt(sampleEdge()).get('/entry/2/block');
  const offered = [...text.matchAll(/type="radio" name="what" value="([^"]*)"/g)].map(([, what]) => what);
  assert.equal(offered, ['https://bob.example/', 'bob.example', '#geese', 'words']);
});

acts('a block hides old entries everywhere, and unblock brings them back', async () => {
  const reading = sampleEdge();
  assert.is(
    await done(reading, '/block', { what: 'bob.example', words: '', until: '2026-12-24' }),
    '/blocks?said=blocked',
  );
  const browser = browserAt(reading);
  for (const path of ['/', '/mentions', '/search?words=words', '/entry/7']) {
    const { text } = await browser.get(path);
    assert.equal(
      numbersIn(text).filter((number) => [1, 2, 6].includes(number)),
      [],
      path,
    );
  }
  const { text } = await browser.get('/blocks');
  assert.equal(classed(text, 'says'), ['hides bob.example until 2026-12-24']);

  const line = reading.blocks()[0]?.text ?? '';
  assert.match(await done(reading, '/unblock', { number: '1', text: 'another' }), /^422: .*something else now/);
  assert.is(await done(reading, '/unblock', { number: '1', text: line }), '/blocks?said=unblocked');
  assert.equal(numbersIn((await browser.get('/')).text), [8, 7, 6, 2, 1]);
});

acts('words that were typed are blocked, whichever choice is ticked; a mute is one', async () => {
  const reading = sampleEdge();
  assert.is(
    await done(reading, '/block', { what: 'bob.example', words: ' buy "now" ', mute: 'mute' }),
    '/blocks?said=muted',
  );
  assert.equal(
    reading.blocks().map(({ text }) => text),
    ['"buy now" mute'],
  );
});

acts('what cannot be blocked is told, and stays in the field', async () => {
  const { status, text } = await browserAt(sampleEdge()).post('/block', { what: 'everyone' });
  assert.is(status, 422);
  assert.match(text, 'value="everyone"');
});

// ---- Writing

acts('a post is written as it was typed, and the page says where', async () => {
  const reading = sampleEdge();
  const to = await done(reading, '/compose', { text: '  One.\r\n\r\nTwo *stars*. ' });
  assert.is(to, '/written?file=posts%2F2026%2F2026-11-25-1.md');
  assert.equal(reading.written, [{ text: 'One.\n\nTwo *stars*.' }]);
  const { text } = await browserAt(reading).get(to);
  assert.equal(classed(text, 'said'), ['Your post is in posts/2026/2026-11-25-1.md. skein deploy publishes it.']);
});

acts('a reply carries what it answers', async () => {
  const reading = sampleEdge();
  const { text } = await browserAt(reading).get('/entry/6/reply');
  assert.match(text, '<input type="hidden" name="reply" value="6">');
  await done(reading, '/compose', { text: 'Yes!', reply: '6' });
  assert.equal(reading.written, [
    {
      text: 'Yes!',
      replyTo: {
        url: 'https://bob.example/6',
        ref: 'tag:Bob,2026:6',
        name: 'Bob',
        excerpt: 'I saw them too!',
        comments: 'xmpp:comments.bob.example?;node=6',
      },
    },
  ]);
});

acts('a picture comes with what it shows; one for decoration says so', async () => {
  const reading = sampleEdge();
  assert.match(
    await done(reading, '/compose', { text: 'Dawn', photo: PNG, alt: ' ' }),
    /^422: .*Nothing says what it shows/,
  );
  assert.equal(reading.written, []);
  await done(reading, '/compose', { text: 'Dawn', photo: PNG, alt: 'A red sky' });
  await done(reading, '/compose', { text: '', photo: PNG, alt: '', decoration: 'yes' });
  assert.equal(reading.written, [
    { text: 'Dawn', photo: { name: 'dawn.png', bytes: BYTES, alt: 'A red sky' } },
    { text: '', photo: { name: 'dawn.png', bytes: BYTES, alt: '' } },
  ]);
});

acts('what is no picture is refused, whatever its name says', async () => {
  const reading = sampleEdge();
  const photo = new File(['Dear diary'], 'dawn.png', { type: 'image/png' });
  assert.match(
    await done(reading, '/compose', { text: 'Dawn', photo, alt: 'A red sky' }),
    /^422: .*This is no picture, though its name says so/,
  );
  assert.equal(reading.written, []);
});

acts('all that is wrong with a post is told, and what was typed stays', async () => {
  const reading = sampleEdge();
  const photo = new File([new Uint8Array(10_000_001)], 'run.svg', { type: 'image/svg+xml' });
  const { status, text } = await browserAt(reading).post('/compose', { text: '</textarea>kept', reply: '99', photo });
  assert.is(status, 422);
  assert.equal(
    [...text.matchAll(/<strong>(.*?)<\/strong>/g)].map(([, what]) => what),
    [
      'The entry that you answer is not here any more.',
      'This is no picture.',
      'The picture is too large.',
      'Nothing says what it shows, to those who cannot see it.',
    ],
  );
  assert.match(text, '&lt;/textarea&gt;kept</textarea>');
  assert.match(await done(reading, '/compose', { text: ' ' }), /^422: .*There is nothing to post/);
  assert.match(await done(reading, '/compose', { text: '{{refuse}}' }), /^422: .*The disk is full/);
  assert.equal(reading.written, []);
});

acts('a preview shows how it would look, and writes nothing', async () => {
  const reading = sampleEdge();
  const { text } = await browserAt(reading).post('/preview', { text: 'a < b' });
  assert.match(text, 'id="preview" dir="auto"><p>a &lt; b</p></div>');
  assert.match(await done(reading, '/preview', { text: '' }), /^422: .*nothing to post/);
  assert.equal(reading.written, []);
});

acts('it deploys where that is allowed, and says how it went', async () => {
  const problems = [{ where: 'host', what: 'It is slow.', next: 'Wait.' }];
  const allowed = sampleEdge({ deploy: async () => ({ problems, said: '3 files.' }) });
  const { text } = await browserAt(allowed).post('/deploy', {});
  assert.equal([classed(text, 'problems'), classed(text, 'said')], [['host It is slow. Wait.'], ['3 files.']]);
  for (const path of ['/compose', '/written?file=posts/a.md']) {
    const offers = async (reading: typeof allowed): Promise<boolean> =>
      (await browserAt(reading).get(path)).text.includes('action="/deploy"');
    assert.equal([await offers(allowed), await offers(sampleEdge())], [true, false]);
  }
  assert.is((await browserAt(sampleEdge()).post('/deploy', {})).status, 404);
});

// ---- The frame

pages('the frame counts what is unread, and says where one is', async () => {
  const { text } = await browserAt(sampleEdge()).get('/mentions');
  const [, nav = ''] = /<nav aria-label="Reader">([^]*?)<\/nav>/.exec(text) ?? [];
  assert.equal(
    [...nav.matchAll(/<a href="([^"]*)"( aria-current="page")?>(.*?)<\/a>/g)].map(([, path, here, words = '']) => [
      path,
      here !== undefined,
      words.replaceAll(/<[^>]*>/g, ''),
    ]),
    [
      ['/', false, 'Timeline 4 unread'],
      ['/mentions', true, 'Mentions 1 unread'],
      ['/starred', false, 'Starred'],
      ['/search', false, 'Search'],
      ['/following', false, 'Following'],
      ['/blocks', false, 'Blocks'],
    ],
  );
});

pages('dates are English, as the words around them, and in the site’s zone', async () => {
  const { text } = await browserAt(sampleEdge({ site: { ...site, language: 'de', timezone: 'America/New_York' } })).get(
    '/',
  );
  assert.is(classed(text, 'dt-published')[0], '24 November 2026, 19:08');
});

pages('what a page wears is kept until it changes', async () => {
  const browser = browserAt(sampleEdge());
  const { text } = await browser.get('/');
  const files = [...text.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, path = '']) => path);
  const seen = await Promise.all(files.map((path) => browser.get(path)));
  assert.equal(
    seen.map(({ text, headers }) => [text, headers.get('content-type'), headers.get('cache-control')]),
    [
      ['<svg xmlns="http://www.w3.org/2000/svg"/>', 'image/svg+xml; charset=utf-8'],
      ['body{}', 'text/css; charset=utf-8'],
      ['p{}', 'text/css; charset=utf-8'],
      [';', 'text/javascript; charset=utf-8'],
    ].map((file) => [...file, 'private, max-age=31536000, immutable']),
  );
});

pages.run();
acts.run();
