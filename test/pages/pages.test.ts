// Which pages a site has, and which of them a new post changes.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Post } from '../../src/model/entry.ts';
import { excerptOf } from '../../src/model/excerpt.ts';
import { pagesOf, plainFiles } from '../sketched.ts';
import { post, posts, site } from './sample.ts';

const pages = suite('pages');

const title = (path: string): unknown => (dataOf(posts, path)['head'] as { title: string }).title;

function dataOf(of: readonly Post[], path: string): Record<string, unknown> {
  const page = pagesOf(site, of).find((page) => page.path === path);
  assert.ok(page, path);
  return page.data;
}

pages('a site without posts has its frame', () => {
  assert.equal(
    pagesOf(site, []).map(({ path }) => path),
    ['index.html', 'tags/index.html', 'follow/index.html', '404.html'],
  );
});

pages('a post has its page, its month and year, and those of its tags', () => {
  const paths = pagesOf(site, [post('hello', { tags: ['geese', 'c++'] })]).map(({ path }) => path);
  assert.equal(paths, [
    'index.html',
    '2026/11/hello/index.html',
    '2026/index.html',
    '2026/11/index.html',
    'tags/index.html',
    'tags/c~2b~2b/index.html',
    'tags/c~2b~2b/2026/index.html',
    'tags/geese/index.html',
    'tags/geese/2026/index.html',
    'follow/index.html',
    '404.html',
  ]);
});

pages('a new post changes its own page, home, its month and year, and those of its tags', () => {
  const before = new Map(pagesOf(site, posts).map(({ path, data }) => [path, JSON.stringify(data)]));
  const after = pagesOf(site, [...posts, post('new', { tags: ['geese'], published: '2026-11-22T10:00:00Z' })]);
  const changed = after.filter(({ path, data }) => before.get(path) !== JSON.stringify(data)).map(({ path }) => path);
  assert.equal(changed, [
    'index.html',
    '2026/11/new/index.html',
    '2026/index.html',
    '2026/11/index.html',
    'tags/geese/index.html',
    'tags/geese/2026/index.html',
  ]);
});

pages('a month of more than 200 posts lists its days', () => {
  const many = Array.from({ length: 201 }, (_, n) =>
    post(`n${n}`, { published: `2026-11-0${n < 200 ? 1 : 2}T10:00:00Z` }),
  );
  const paths = pagesOf(site, many).map(({ path }) => path);
  assert.equal(
    paths.filter((path) => /^2026\/(\d+\/){0,2}index/.test(path)),
    ['2026/index.html', '2026/11/index.html', '2026/11/02/index.html', '2026/11/01/index.html'],
  );
  assert.equal(dataOf(many, '2026/11/index.html')['places'], [
    { name: '2 November 2026', path: '2026/11/02/', count: 1 },
    { name: '1 November 2026', path: '2026/11/01/', count: 200 },
  ]);
  assert.equal(dataOf(many, '2026/index.html')['places'], [{ name: 'November 2026', path: '2026/11/', count: 201 }]);
});

pages('home shows the newest 30, whatever order the posts come in', () => {
  const many = Array.from({ length: 40 }, (_, n) =>
    post(`n${n}`, { published: `2026-11-01T10:${String(n).padStart(2, '0')}:00Z` }),
  );
  const shown = dataOf(many, 'index.html')['posts'] as ReadonlyArray<{ path: string }>;
  assert.equal([shown.length, shown[0]?.path, shown.at(-1)?.path], [30, '2026/11/n39/', '2026/11/n10/']);
});

pages('the data of every page is plain JSON', () => {
  for (const { data } of pagesOf(site, posts)) assert.equal(JSON.parse(JSON.stringify(data)), data);
});

pages('what hides behind a warning is neither in the head nor in linked data', () => {
  const { head } = dataOf(posts, '2026/11/warned/index.html');
  assert.match(JSON.stringify(head), 'Death of a bird');
  assert.not.match(JSON.stringify(head), 'hawk');
});

pages('a note is called by author, day and beginning, an article by its title', () => {
  assert.equal(title('2026/11/reply/index.html'), 'Ann, 20 November 2026: I heard them too, at four.');
  assert.equal(title('2026/11/article/index.html'), 'How a “V” saves <strength> · Ann’s flock');
  assert.equal(title('2026/11/wordless/index.html'), 'Ann, 1 November 2026');
});

pages('an excerpt is one line without addresses, cut between words', () => {
  const text = 'See Bob (https://bob.example/a_(b)) and\n\n#geese (https://ann.example/tags/geese/), now.';
  assert.equal(excerptOf(text, 100), 'See Bob and #geese, now.');
  assert.equal(excerptOf(text, 22), 'See Bob and #geese…');
  assert.equal(excerptOf('雁が渡る。雁が渡る。', 6), '雁が渡る。…');
  assert.equal(excerptOf('🪿🪿🪿🪿', 4), '🪿…');
});

pages('the sitemap has a file a month, with the last change of each', () => {
  const files = new Map(plainFiles(site, posts).map(({ path, bytes }) => [path, String(bytes)]));
  assert.equal([...files.keys()], ['robots.txt', 'sitemap.xml', 'sitemap/2026-11.xml', 'sitemap/2025-03.xml']);
  assert.equal(
    files.get('sitemap/2025-03.xml'),
    '<?xml version="1.0" encoding="utf-8"?>\n' +
      '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url>' +
      '<loc>https://ann.example/2025/03/old/</loc><lastmod>2025-03-01T12:00:00Z</lastmod></url></urlset>\n',
  );
  assert.match(files.get('sitemap.xml') ?? '', '<lastmod>2026-11-22T09:00:00Z</lastmod>');
  assert.match(files.get('robots.txt') ?? '', 'Sitemap: https://ann.example/sitemap.xml');
});

pages('a site without posts has no sitemap, for an empty one is not valid', () => {
  assert.equal(
    plainFiles(site, []).map(({ path, bytes }) => [path, bytes]),
    [['robots.txt', 'User-agent: *\nDisallow:\n']],
  );
});

pages('follow names each way that the site offers, and no other', () => {
  const { node, chat, rooms } = dataOf([], 'follow/index.html');
  assert.equal(node, {
    href: 'xmpp:ann@ann.example?pubsub;action=subscribe;node=urn%3Axmpp%3Amicroblog%3A0',
    address: 'ann@ann.example',
    node: 'urn:xmpp:microblog:0',
  });
  assert.equal(chat, { href: 'xmpp:ann@ann.example?subscribe', address: 'ann@ann.example' });
  assert.equal(rooms, [{ href: 'xmpp:birds@rooms.example?join', address: 'birds@rooms.example' }]);

  const { xmpp: _, ...alone } = site;
  const silent = { ...alone, announce: { chat: false, rooms: [], hubs: [] } };
  const { head, ...data } = pagesOf(silent, []).find(({ path }) => path === 'follow/index.html')?.data ?? {};
  assert.ok(head);
  assert.equal(Object.keys(data), ['name', 'feeds', 'rooms']);
});

pages.run();
