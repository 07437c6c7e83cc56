import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { textsOf } from '../../src/model/texts.ts';
import { addressKey, publicSketches, twice } from '../../src/site/gather.ts';
import { deadLinks } from '../../src/site/links.ts';
import { bringOut } from '../../src/site/write.ts';
import { filesFrom } from '../fakes/files.ts';
import { ann } from '../posts/ann.ts';

const site = suite('the files of a site');

site('a page of one’s own at an address of Skein’s is told', () => {
  assert.equal(
    twice(['a/index.html']).map(({ where, what }) => `${where}  ${what}`),
    ['templates/  A page of your own becomes a/index.html, which is a file of Skein’s already.'],
  );
});

site('addresses that only case or composition tells apart are one', () => {
  assert.is(addressKey('Tags/E\u0301LAN.html'), addressKey('tags/\u00e9lan.html'));
});

site('public/ is copied whole, but for what systems leave behind', async () => {
  const files = filesFrom({
    'public/.well-known/a': '1',
    'public/x/.DS_Store': '2',
    'public/b': '3',
    'posts/c.md': '4',
  });
  const copies = publicSketches(await files.scan('public'));
  assert.equal(copies.map(({ path }) => path).sort(), ['.well-known/a', 'b']);
});

site('a file that was written a moment ago is looked at again next time', async () => {
  const [paths, sizes, times] = [textsOf(['public/a']), Float64Array.of(1), Float64Array.of(10_000)];
  const seen = [10_500, 11_000, 20_000, 30_000].map((at) => publicSketches({ paths, sizes, times, at })[0]?.frame.time);
  assert.equal(seen, [-10_500, -11_000, 10_000, 10_000]);
});

site('what waits on the stage comes out, and what is no more goes', async () => {
  const files = filesFrom({
    '_site/atom.xml': 'old',
    '_site/gone/index.html': 'x',
    '_site/was/index.html': 'a folder that becomes a file',
    '.skein/stage/atom.xml': 'new',
    '.skein/stage/was': 'file',
  });
  await bringOut(files, '_site', { written: ['atom.xml', 'was'], removed: ['gone/index.html', 'was/index.html'] });
  const built = files.folder('_site');
  assert.equal(await built.list(''), ['atom.xml', 'was']);
  assert.equal([await built.read('atom.xml'), await files.list('.skein')], ['new', []]);
});

site(
  'a link inside the site to nothing is told once, with the post that has it; other sites are not looked at',
  async () => {
    const page =
      '<a href="/b/">b</a> <a href="../b#x">b</a> <img src="/none.png"> <a href="https://bob.example/no">no</a>';
    const built = filesFrom({
      'index.html': page,
      'b/index.html': page,
      'c/index.html': '<a href="/%E0%A4%A">x</a>',
    });
    const sources = new Map([['b/index.html', 'posts/b.md']]);
    assert.equal(
      (await deadLinks(ann, built, sources)).map(({ where, what }) => `${where}  ${what}`),
      [
        'posts/b.md  The page /b/ links to /none.png, and there is nothing.',
        'https://ann.example/c/  The page /c/ links to /%E0%A4%A, and there is nothing.',
      ],
    );
  },
);

site.run();
