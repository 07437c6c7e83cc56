// What every page of the reader has around it.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { browserAt, classed } from './asking.ts';
import { sampleReading, site } from './sample.ts';

const frame = suite('the frame of the reader');

frame('the frame counts what is unread, and says where one is', async () => {
  const { text } = await browserAt(sampleReading()).get('/mentions');
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

frame('dates are English, as the words around them, and in the site’s zone', async () => {
  const { text } = await browserAt(
    sampleReading({ site: { ...site, language: 'de', timezone: 'America/New_York' } }),
  ).get('/');
  assert.is(classed(text, 'dt-published')[0], '24 November 2026, 19:08');
});

frame('what a page wears is kept until it changes', async () => {
  const browser = browserAt(sampleReading());
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

frame.run();
