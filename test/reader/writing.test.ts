// Posts and replies that are written in the reader.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { browserAt, classed, done } from './asking.ts';
import { sampleReading } from './sample.ts';

const writing = suite('writing in the reader');

const BYTES = new Uint8Array([137, 80, 78, 71, 13, 10, 26, 10]);
const PNG = new File([BYTES], 'dawn.png', { type: 'image/png' });

writing('a post is written as it was typed, and the page says where', async () => {
  const reading = sampleReading();
  const to = await done(reading, '/compose', { text: '  One.\r\n\r\nTwo *stars*. ' });
  assert.is(to, '/written?file=posts%2F2026%2F2026-11-25-1.md');
  assert.equal(reading.written, [{ text: 'One.\n\nTwo *stars*.' }]);
  const { text } = await browserAt(reading).get(to);
  assert.equal(classed(text, 'said'), ['Your post is in posts/2026/2026-11-25-1.md. skein deploy publishes it.']);
});

writing('a reply carries what it answers', async () => {
  const reading = sampleReading();
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

writing('a picture comes with what it shows; one for decoration says so', async () => {
  const reading = sampleReading();
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

writing('what is no picture is refused, whatever its name says', async () => {
  const reading = sampleReading();
  const photo = new File(['Dear diary'], 'dawn.png', { type: 'image/png' });
  assert.match(
    await done(reading, '/compose', { text: 'Dawn', photo, alt: 'A red sky' }),
    /^422: .*This is no picture, though its name says so/,
  );
  assert.equal(reading.written, []);
});

writing('all that is wrong with a post is told, and what was typed stays', async () => {
  const reading = sampleReading();
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

writing('a preview shows how it would look, and writes nothing', async () => {
  const reading = sampleReading();
  const { text } = await browserAt(reading).post('/preview', { text: 'a < b' });
  assert.match(text, 'id="preview" dir="auto"><p>a &lt; b</p></div>');
  assert.match(await done(reading, '/preview', { text: '' }), /^422: .*nothing to post/);
  assert.equal(reading.written, []);
});

writing('it deploys where that is allowed, and says how it went', async () => {
  const problems = [{ where: 'host', what: 'It is slow.', next: 'Wait.' }];
  const allowed = sampleReading({ deploy: async () => ({ problems, said: '3 files.' }) });
  const { text } = await browserAt(allowed).post('/deploy', {});
  assert.equal([classed(text, 'problems'), classed(text, 'said')], [['host It is slow. Wait.'], ['3 files.']]);
  for (const path of ['/compose', '/written?file=posts/a.md']) {
    const offers = async (reading: typeof allowed): Promise<boolean> =>
      (await browserAt(reading).get(path)).text.includes('action="/deploy"');
    assert.equal([await offers(allowed), await offers(sampleReading())], [true, false]);
  }
  assert.is((await browserAt(sampleReading()).post('/deploy', {})).status, 404);
});

writing.run();
