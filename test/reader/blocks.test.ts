// Blocks, made and taken back by the forms of the reader.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { browserAt, classed, done, numbersIn } from './asking.ts';
import { sampleReading } from './sample.ts';

const blocks = suite('blocks in the reader');

blocks('an entry offers its author, its domain and its tags to be blocked', async () => {
  const { text } = await browserAt(sampleReading()).get('/entry/2/block');
  const offered = [...text.matchAll(/type="radio" name="what" value="([^"]*)"/g)].map(([, what]) => what);
  assert.equal(offered, ['https://bob.example/', 'bob.example', '#geese', 'words']);
});

blocks('a block hides old entries everywhere, and unblock brings them back', async () => {
  const reading = sampleReading();
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

blocks('words that were typed are blocked, whichever choice is ticked; a mute is one', async () => {
  const reading = sampleReading();
  assert.is(
    await done(reading, '/block', { what: 'bob.example', words: ' buy "now" ', mute: 'mute' }),
    '/blocks?said=muted',
  );
  assert.equal(
    reading.blocks().map(({ text }) => text),
    ['"buy now" mute'],
  );
});

blocks('what cannot be blocked is told, and stays in the field', async () => {
  const { status, text } = await browserAt(sampleReading()).post('/block', { what: 'everyone' });
  assert.is(status, 422);
  assert.match(text, 'value="everyone"');
});

blocks.run();
