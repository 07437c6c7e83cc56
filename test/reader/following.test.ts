// Whom one follows: the page of the reader, and its forms.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { browserAt, classed, done } from './asking.ts';
import { bob, sampleReading } from './sample.ts';

const following = suite('following in the reader');

following('following shows how it goes with each', async () => {
  const { text } = await browserAt(sampleReading()).get('/following');
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

following('of many whom one follows those are shown that are looked for', async () => {
  const many = Array.from({ length: 21 }, (_, n) => ({ ...bob, name: `Bird ${n}`, feed: `https://b${n}.example/` }));
  const browser = browserAt(sampleReading({ following: many }));
  const { text } = await browser.get('/following?words=bird+b17.EXAMPLE');
  assert.equal([classed(text, 'sum'), classed(text, 'name').slice(1)], [['1 source, no trouble.'], ['Bird 17']]);
  assert.match((await browser.get('/following')).text, 'name="words"');
  assert.not.match((await browserAt(sampleReading()).get('/following')).text, 'name="words"');
});

/** The hidden fields of a form. */
function fields(form: string): Record<string, string> {
  return Object.fromEntries(
    [...form.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]),
  );
}

following('an address leads to a choice, and the choice is followed with its group', async () => {
  const reading = sampleReading();
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

following('what one follows already is not offered again', async () => {
  const eve = { name: 'Eve', feed: 'https://eve.example/atom.xml', way: 'poll' } as const;
  const reading = sampleReading({ following: [eve] });
  const { text } = await browserAt(reading).post('/follow/find', { address: 'https://eve.example' });
  assert.match(text, 'You follow this already, as <a href="/following?about=https%3A%2F%2Feve.example%2Fatom.xml">');
  assert.equal(
    [...text.matchAll(/name="title" value="([^"]*)"/g)].map(([, title]) => title),
    ['Eve: comments'],
  );
});

following('an address with nothing behind it is told, and stays in the field', async () => {
  for (const address of ['https://nothing.example', 'https://empty.example']) {
    const { status, text } = await browserAt(sampleReading()).post('/follow/find', { address });
    assert.is(status, 422);
    assert.match(text, `value="${address}"`);
    assert.is(classed(text, 'problems').length, 1);
  }
});

following('only what is the address of a feed or a node is followed', async () => {
  const reading = sampleReading();
  for (const feed of ['javascript:alert(1)', 'file:///etc/passwd', '', 'eve']) {
    assert.match(await done(reading, '/follow', { feed, title: 'Eve', kind: 'Atom' }), /^422: /, feed);
  }
  assert.is(reading.following().length, 4);
});

following('unfollow does, once', async () => {
  const reading = sampleReading();
  assert.is(await done(reading, '/unfollow', { feed: bob.feed }), '/following?said=unfollowed');
  assert.not.ok(reading.following().includes(bob));
  assert.match(await done(reading, '/unfollow', { feed: bob.feed }), /^422: .*You do not follow it/);
});

following.run();
