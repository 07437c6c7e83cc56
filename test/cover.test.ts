// What others show of a page: its photo, else the cover of the site, which a build draws.
import { readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { hashesOf, seenIn } from './incremental/disk.ts';
import { drawn, note, placed, type Place } from './placed.ts';

const cover = suite('cover');

const COVER = 'assets/cover.png';
const DRAWN = [
  ['og:image', 'https://ann.example/assets/cover.png'],
  ['og:image:width', '1200'],
  ['og:image:height', '630'],
  ['og:image:alt', 'Ann'],
];

/** What a page says of its picture. */
function shared({ read }: Place, page: string): readonly (readonly (string | undefined)[])[] {
  const metas = String(read(page)).matchAll(/<meta property="(og:image[^"]*)" content="([^"]*)">/g);
  return [...metas].map(([, name, value]) => [name, value]);
}

cover('is drawn for the site, and shown of each page that has no photo to show', async () => {
  const place = placed();
  place.write('public/cat.jpg', await drawn(300, 200).jpeg().toBuffer());
  place.write('public/map.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>');
  place.write('posts/words.md', note(1, 'Words.'));
  place.write('posts/photo.md', note(2, '![A map](/map.svg) ![A cat](/cat.jpg)'));
  place.write('posts/warned.md', note(3, '![A cat](/cat.jpg)', 'warning: A cat\n'));
  await place.build();
  const { format, width, height } = await sharp(place.read(COVER)).metadata();
  assert.equal([format, width, height], ['png', 1200, 630]);
  assert.ok(place.read(COVER).length < 20_000);
  for (const page of ['index.html', 'tags/index.html', '2026/11/words/index.html', '2026/11/warned/index.html'])
    assert.equal(shared(place, page), DRAWN, page);
  assert.equal(shared(place, '2026/11/photo/index.html'), [
    ['og:image', 'https://ann.example/cat.jpg'],
    ['og:image:width', '300'],
    ['og:image:height', '200'],
    ['og:image:alt', 'A cat'],
  ]);
  assert.equal(shared(place, '404.html'), []);
});

cover('is drawn once, and again where the cache is lost or damaged, with the same bytes', async () => {
  const { root, write, build, read, draws } = placed();
  write('posts/a.md', note(1, 'One.'));
  await build();
  const bytes = read(COVER);
  write('posts/b.md', note(2, 'Two.'));
  await build();
  rmSync(join(root, '_site'), { recursive: true });
  await build();
  assert.is(draws.length, 1);
  rmSync(join(root, '_site'), { recursive: true });
  rmSync(join(root, '.skein/cache/photos'), { recursive: true });
  await build();
  assert.equal([draws.length, read(COVER).equals(bytes)], [2, true]);
});

cover('is the site’s own where it has one, and drawn again when that goes', async () => {
  const place = placed();
  place.write('posts/a.md', note(1, 'One.'));
  await place.build();
  const bytes = place.read(COVER);
  for (const own of ['public/assets/cover.png', 'templates/assets/cover.png']) {
    place.write(own, `of ${own}`);
    await place.build();
    assert.is(String(place.read(COVER)), `of ${own}`);
    assert.equal(shared(place, '2026/11/a/index.html'), [DRAWN[0], DRAWN[3]]);
    renameSync(join(place.root, own), join(place.root, 'away'));
    await place.build();
    assert.ok(place.read(COVER).equals(bytes));
    assert.equal(shared(place, '2026/11/a/index.html'), DRAWN);
  }
});

cover('changes with the title and the accent as in a clean build', async () => {
  const settings = { title: 'Ann’s geese', accent: '#9a2f5f', author: { name: 'Ann' } };
  const config = { ...settings, url: 'https://ann.example/', id: 'tag:ann.example,2026:' };
  const [before, clean] = [placed(), placed()];
  before.write('posts/a.md', note(1, 'One.'));
  await before.build();
  const bytes = before.read(COVER);
  for (const place of [before, clean]) {
    place.write('posts/a.md', note(1, 'One.'));
    place.write('skein.config.js', `export default ${JSON.stringify(config)};\n`);
    await place.build();
  }
  assert.not(before.read(COVER).equals(bytes));
  const [one, other] = [before, clean].map(({ root }) => hashesOf(seenIn(join(root, '_site'))));
  assert.equal(one, other);
});

cover('is not there where nothing is installed that draws: then it is who writes', async () => {
  const place = placed();
  const author = { name: 'Ann', photo: '/ann.png' };
  const config = readFileSync(join(place.root, 'skein.config.js'), 'utf8');
  place.write('skein.config.js', config.replace('{"name":"Ann"}', JSON.stringify(author)));
  place.write('posts/a.md', note(1, 'One.'));
  await place.build({ recipe: () => Promise.resolve(undefined) });
  assert.not(place.built('assets').includes('cover.png'));
  assert.equal(shared(place, '2026/11/a/index.html'), [
    ['og:image', 'https://ann.example/ann.png'],
    ['og:image:alt', 'Ann'],
  ]);
});

cover.run();
