import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { gather, publicFiles } from '../../src/site/gather.ts';
import { deadLinks } from '../../src/site/links.ts';
import { writeSite } from '../../src/site/write.ts';
import { filesFrom } from '../fakes/files.ts';
import { ann } from '../posts/ann.ts';

const site = suite('the files of a site');

const file = (path: string, bytes = path) => ({ path, bytes });

site('two makers of one address are told, also when only case tells them apart', () => {
  const { problems } = gather(
    { 'the pages': [file('a/index.html'), file('b.txt')], 'the feeds': [file('A/index.html')] },
    [],
  );
  assert.equal(
    problems.map(({ where, what }) => `${where}  ${what}`),
    ['/A/index.html  Two want this address: the pages and the feeds.'],
  );
});

site('a file of public/ takes the place of a generated one, and this is said', () => {
  const { files, replaced, problems } = gather({ 'the pages': [file('robots.txt', 'made')] }, [
    file('robots.txt', 'own'),
  ]);
  assert.equal([files, replaced, problems], [[file('robots.txt', 'own')], ['robots.txt'], []]);
});

site('public/ is copied whole, but for what systems leave behind', async () => {
  const files = filesFrom({
    'public/.well-known/a': '1',
    'public/x/.DS_Store': '2',
    'public/b': '3',
    'posts/c.md': '4',
  });
  assert.equal((await publicFiles(files)).map(({ path }) => path).sort(), ['.well-known/a', 'b']);
});

site('only what differs is written, feeds last, and what is no more is removed', async () => {
  const built = filesFrom({ 'atom.xml': 'old', 'index.html': 'same', 'gone/index.html': 'x' });
  const wanted = [file('atom.xml', 'new'), file('index.html', 'same'), file('a/index.html', 'ü')];
  assert.equal(await writeSite(built, wanted), {
    written: ['a/index.html', 'atom.xml'],
    removed: ['gone/index.html'],
    all: 3,
  });
  assert.equal(await writeSite(built, wanted), { written: [], removed: [], all: 3 });
  assert.is(await built.read('a/index.html'), 'ü');
});

site('a link inside the site to nothing is told once, with the post that has it; other sites are not looked at', () => {
  const page =
    '<a href="/b/">b</a> <a href="../b#x">b</a> <img src="/none.png"> <a href="https://bob.example/no">no</a>';
  const pages = [
    file('index.html', page),
    file('b/index.html', page),
    file('c/index.html', '<a href="/%E0%A4%A">x</a>'),
  ];
  const sources = new Map([['b/index.html', 'posts/b.md']]);
  assert.equal(
    deadLinks(ann, pages, sources).map(({ where, what }) => `${where}  ${what}`),
    [
      'posts/b.md  The page /b/ links to /none.png, and there is nothing.',
      'https://ann.example/c/  The page /c/ links to /%E0%A4%A, and there is nothing.',
    ],
  );
});

site.run();
