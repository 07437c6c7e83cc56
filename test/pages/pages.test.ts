// Which pages a site has, and which of them a new post changes.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Post } from '../../src/model/entry.ts';
import { excerptOf } from '../../src/model/excerpt.ts';
import { pageProblems } from '../../src/pages/pages.ts';
import { pagesOf, plainFiles, shelfFrom } from '../sketched.ts';
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
    ['index.html', 'tags/index.html', 'search/index.html', 'follow/index.html', '404.html'],
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
    'search/index.html',
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

pages('an excerpt has what it quotes in marks, and not with the signs of an e-mail', () => {
  assert.equal(excerptOf('> Look\n> up.\n>\n> > Now?\n\nI did.\n\n>\n\n1 > 0', 100), '“Look up. Now?” I did. 1 > 0');
});

pages('the sitemap has a file a month, with the last change of each', () => {
  const files = new Map(plainFiles(site, posts).map(({ path, bytes }) => [path, String(bytes)]));
  assert.equal(
    [...files.keys()].filter((path) => /robots|sitemap/.test(path)),
    ['robots.txt', 'sitemap.xml', 'sitemap/2026-11.xml', 'sitemap/2025-03.xml'],
  );
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
  const files = new Map(plainFiles(site, []).map(({ path, bytes }) => [path, bytes]));
  assert.is(files.get('robots.txt'), 'User-agent: *\nDisallow:\n');
  assert.not.ok(files.has('sitemap.xml'));
});

pages('the post that the config names is pinned, and one that is not there is told', () => {
  const pinned = { ...site, pinned: 'old' };
  const home = pagesOf(pinned, posts)[0]?.data as { pinned: { path: string }; posts: readonly unknown[] };
  assert.equal([home.pinned.path, home.posts.length], ['2025/03/old/', posts.length]);
  const shelf = shelfFrom(
    pinned,
    posts.map(({ entry }) => entry),
  );
  assert.equal(pageProblems(pinned, shelf), []);
  assert.equal(
    pageProblems({ ...site, pinned: 'gone' }, shelf).map(({ where }) => where),
    ['skein.config.js: pinned'],
  );
});

pages('a year is drawn as a thread through its months, the newest first', () => {
  const few = [post('a', { published: '2026-03-01T12:00:00Z' }), post('b', { published: '2026-03-02T12:00:00Z' })];
  const year = [...few, post('c', { published: '2026-01-02T12:00:00Z' })];
  assert.equal(dataOf(year, '2026/index.html')['chart'], {
    months: [
      { name: 'March', path: '2026/03/', count: 2 },
      { name: 'February', path: '2026/02/', count: 0 },
      { name: 'January', path: '2026/01/', count: 1 },
    ],
    rows: 3,
    thread: 'M98 0V0.5C98 1 2 1 2 1.5C2 2 50 2 50 2.5V3',
    knots: 'M98 0.5h0M50 2.5h0',
  });
});

pages('tags come by use, in steps, so that few posts change their order', () => {
  const used = [
    ...Array.from({ length: 5 }, (_, n) => post(`n${n}`, { tags: ['wool'] })),
    post('x', { tags: ['ark'] }),
  ];
  assert.equal(dataOf(used, 'tags/index.html')['places'], [
    { name: '#wool', path: 'tags/wool/', use: 1 },
    { name: '#ark', path: 'tags/ark/', use: 0 },
  ]);
});

pages.run();
