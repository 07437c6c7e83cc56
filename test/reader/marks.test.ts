// Stars and marks of the reader, set by its forms.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { browserAt, classed, done } from './asking.ts';
import { sampleReading } from './sample.ts';

const marks = suite('marks of the reader');

marks('a star and a mark are set and taken back, and lead to where the entry stands', async () => {
  const reading = sampleReading();
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

marks('an entry that is marked as unread where it is opened stays so', async () => {
  const reading = sampleReading();
  const to = await done(reading, '/mark', { back: '/entry/1', shown: '1', unread: '1' });
  assert.is(to, '/entry/1?left=unread#e1');
  const { text } = await browserAt(reading).get(to);
  assert.equal([reading.entry(1)?.entry.read, classed(text, 'mark')], [false, ['Mark as read']]);
});

marks('all above is read down to the entry itself; all of the page is all of it', async () => {
  const reading = sampleReading();
  const unread = (): readonly number[] =>
    reading.list({ list: 'timeline' }).shown.flatMap(({ entry }) => (entry.read ? [] : [entry.number]));
  assert.is(await done(reading, '/mark', { back: '/', shown: '8 7 6 2 1', through: '7' }), '/#e7');
  assert.equal(unread(), [6, 2]);
  await done(reading, '/mark', { back: '/', shown: '8 7 6', all: 'all' });
  assert.equal(unread(), [2]);
});

marks('an act goes back to no place but the reader’s own', async () => {
  const reading = sampleReading();
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

marks.run();
