// Lists of the reader, as a browser without script has them.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { browserAt, classed, numbersIn } from './asking.ts';
import { carol, heard, sampleReading } from './sample.ts';

const lists = suite('lists of the reader');

lists('the timeline shows everyone, newest first', async () => {
  const { text } = await browserAt(sampleReading()).get('/');
  assert.equal(numbersIn(text), [8, 7, 6, 2, 1]);
  assert.equal(classed(text, 'groups'), ['Everyone Friends News']);
  assert.match(text, '<title>(4) Timeline · Ann’s flock</title>');
});

lists('the timeline of a group and of a person shows only theirs', async () => {
  const browser = browserAt(sampleReading());
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

lists('a list goes on where its page ends', async () => {
  const many = Array.from({ length: 120 }, (_, index) => heard(index + 1));
  const browser = browserAt(sampleReading({ shown: many }));
  const seen: number[] = [];
  for (let path: string | undefined = '/?group=Friends'; path;) {
    const { text }: { text: string } = await browser.get(path);
    seen.push(...numbersIn(text));
    path = /rel="next" href="([^"]+)"/.exec(text)?.[1]?.replaceAll('&amp;', '&');
  }
  assert.equal(seen, many.map(({ entry }) => entry.number).reverse());
});

lists('mentions say by which way each came', async () => {
  const { text } = await browserAt(sampleReading()).get('/mentions');
  assert.equal([numbersIn(text), classed(text, 'ways')], [[6], ['answers you, names you']]);
});

lists('starred shows what is starred, search what is found', async () => {
  const browser = browserAt(sampleReading());
  assert.equal(numbersIn((await browser.get('/starred')).text), [8]);
  assert.equal(numbersIn((await browser.get('/search?words=SHORE')).text), [7]);
  assert.equal(classed((await browser.get('/search?words=shore+%26+more')).text, 'empty'), [
    'Nothing is found. Fewer words find more.',
  ]);
  assert.match((await browser.get('/search?words=%22%3E%3Cb%3E')).text, 'value="&quot;&gt;&lt;b&gt;"');
});

lists('what is empty says what to do next', async () => {
  const browser = browserAt(sampleReading({ shown: [], following: [] }));
  const empty = async (path: string): Promise<string> => classed((await browser.get(path)).text, 'empty').join();
  assert.match(await empty('/'), /^You follow nobody yet\. Give the address/);
  assert.match(await empty('/following'), /^You follow nobody yet\. Give the address/);
  assert.match(await empty('/mentions'), /^Nobody you follow has answered you/);
  assert.match(await empty('/starred'), /^Nothing is starred\. Star an entry/);
  assert.match(await empty('/blocks'), /^Nothing is blocked\./);
  const waiting = await browserAt(sampleReading({ shown: [] })).get('/');
  assert.match(classed(waiting.text, 'empty').join(), /^Nothing has come in yet\./);
});

lists.run();
