// Photos as a person has them: what becomes of them in a built site, and what it costs.
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { photoFindings } from '../src/commands/check-photos.ts';
import { realWorld } from '../src/world/real.ts';
import { hashesOf, seenIn } from './incremental/disk.ts';
import { site } from './pages/sample.ts';
import { drawn, note, placed } from './placed.ts';

/** As a phone takes it: lying on its side, and with the place in it. */
function taken(width: number, height: number): Promise<Buffer> {
  return drawn(width, height)
    .jpeg()
    .withExif({ IFD0: { Orientation: '6', Make: 'Phone' }, IFD3: { GPSLatitude: '52/1 31/1 0/1' } })
    .withMetadata({ orientation: 6 })
    .toBuffer();
}

const CAT = 'photos: [{ src: /photos/cat.jpg, alt: A cat }]\n';

const photos = suite('photos');

photos('a photo becomes smaller ones in newer formats, with room kept, and tells nothing of where it was', async () => {
  const { write, build, read, built } = placed();
  write('public/photos/cat.jpg', await taken(1200, 1000));
  write('posts/a.md', note(1, 'A cat.', CAT));
  await build();
  assert.equal(built('photos'), [
    'cat.jpg',
    'cat.jpg.1000.avif',
    'cat.jpg.1000.webp',
    'cat.jpg.480.avif',
    'cat.jpg.480.webp',
  ]);
  for (const [name, format, width, height] of [
    ['cat.jpg', 'jpeg', 1000, 1200],
    ['cat.jpg.1000.avif', 'heif', 1000, 1200],
    ['cat.jpg.480.webp', 'webp', 480, 576],
  ]) {
    const made = await sharp(read(`photos/${name}`)).metadata();
    assert.equal([made.format, made.width, made.height], [format, width, height]);
    assert.equal([made.exif, made.xmp, made.orientation], [undefined, undefined, undefined]);
  }
  const at = 'https://ann.example/photos/cat.jpg';
  // Seen first on its page, so it waits for nothing.
  const sizes = 'sizes="(min-width: 44em) 44em, 100vw"';
  const picture =
    `<picture><source type="image/avif" srcset="${at}.480.avif 480w, ${at}.1000.avif 1000w" ${sizes}>` +
    `<source type="image/webp" srcset="${at}.480.webp 480w, ${at}.1000.webp 1000w" ${sizes}>` +
    `<img class="u-photo" src="${at}" alt="A cat" width="1000" height="1200" fetchpriority="high"></picture>`;
  assert.ok(String(read('2026/11/a/index.html')).includes(picture), String(read('2026/11/a/index.html')));
  assert.match(String(read('index.html')), / sizes="[^>]*><img [^>]* loading="lazy" decoding="async">/);
  const length = read('photos/cat.jpg').length;
  assert.ok(String(read('atom.xml')).includes(`length="${length}"`));
  assert.not.match(String(read('atom.xml')), /picture|avif/);
});

photos('nothing is made twice: not by the next build, nor on another machine that has only the cache', async () => {
  const { root, made, write, build, read } = placed();
  const cat = await taken(600, 500);
  write('public/photos/cat.jpg', cat);
  write('posts/a.md', note(1, 'A cat.', CAT));
  await build();
  const page = read('2026/11/a/index.html');
  write('posts/b.md', note(2, 'No photo.'));
  await build();
  write('public/photos/dog.png', await drawn(300, 200).png().toBuffer());
  write('posts/c.md', note(3, '![A dog](/photos/dog.png)'));
  await build();
  assert.equal(made, ['photos/cat.jpg', 'photos/dog.png']);
  rmSync(join(root, '_site'), { recursive: true });
  for (const name of readdirSync(join(root, '.skein/cache')))
    if (name !== 'photos') rmSync(join(root, '.skein/cache', name), { recursive: true });
  rmSync(join(root, 'public/photos/cat.jpg'));
  write('public/photos/cat.jpg', cat);
  const again = await build();
  assert.equal([made.length, String(read('2026/11/a/index.html'))], [2, String(page)]);
  assert.ok(again.changes.written.includes('photos/dog.png.300.avif'));
});

photos('a photo that is replaced is made anew, one that goes takes its files along', async () => {
  const { root, made, write, build, read, built } = placed();
  write('public/photos/cat.jpg', await drawn(600, 500).jpeg().toBuffer());
  write('posts/a.md', note(1, 'A cat.', CAT));
  await build();
  write('public/photos/cat.jpg', await drawn(500, 400, '#36a').jpeg().toBuffer());
  await build();
  assert.equal(made, ['photos/cat.jpg', 'photos/cat.jpg']);
  assert.equal(built('photos'), ['cat.jpg', 'cat.jpg.500.avif', 'cat.jpg.500.webp']);
  assert.match(String(read('2026/11/a/index.html')), /width="500" height="400"/);
  write('posts/a.md', note(1, 'No cat.'));
  const original = readFileSync(join(root, 'public/photos/cat.jpg'));
  await build();
  assert.equal([built('photos'), read('photos/cat.jpg').equals(original)], [['cat.jpg'], true]);
  rmSync(join(root, 'public/photos/cat.jpg'));
  await build();
  assert.not(existsSync(join(root, '_site/photos')));
});

photos(
  'the incremental build has the bytes of a clean one, by threads or not, also when only the cache was lost',
  async () => {
    const { root, write, build } = placed();
    for (let nth = 1; nth <= 4; nth++) {
      const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const;
      const image = sharp({ create: { width: 700, height: 500, channels: 3, background: '#000', noise } });
      write(`public/photos/${nth}.jpg`, await image.jpeg().toBuffer());
      write(`posts/${nth}.md`, note(nth, `![Nr ${nth}](/photos/${nth}.jpg)`));
      await build();
    }
    const grown = hashesOf(seenIn(join(root, '_site')));
    rmSync(join(root, '.skein'), { recursive: true });
    renameSync(join(root, '_site'), join(root, 'before'));
    await build({ atOnce: 4 });
    assert.equal(hashesOf(seenIn(join(root, '_site'))), grown);
    rmSync(join(root, '_site/photos'), { recursive: true });
    rmSync(join(root, '.skein/cache/photos'), { recursive: true });
    await build();
    assert.equal(hashesOf(seenIn(join(root, '_site'))), grown);
  },
);

photos('what cannot be made smaller is published as it is', async () => {
  const { write, build, read, built } = placed();
  const jpeg = await drawn(600, 500).jpeg().toBuffer();
  const frames = await Promise.all(['#f00', '#0f0'].map((colour) => drawn(20, 10, colour).png().toBuffer()));
  const files: Readonly<Record<string, string | Uint8Array>> = {
    'empty.jpg': '',
    'text.jpg': 'No picture.',
    'cut.jpg': jpeg.subarray(0, jpeg.length / 2),
    'bomb.png': bomb(await drawn(20, 10).png().toBuffer()),
    'moves.gif': await sharp(frames, { join: { animated: true } })
      .gif()
      .toBuffer(),
    'moves.webp': await sharp(frames, { join: { animated: true } })
      .webp()
      .toBuffer(),
    'drawn.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
  };
  for (const [name, bytes] of Object.entries(files)) write(`public/${name}`, bytes);
  write(
    'posts/a.md',
    note(
      1,
      Object.keys(files)
        .map((name) => `![One](/${name})`)
        .join('\n'),
    ),
  );
  const { index } = await build();
  for (const [name, bytes] of Object.entries(files)) assert.ok(read(name).equals(Buffer.from(bytes)), name);
  assert.equal(
    built('').filter((name) => /avif|webp/.test(name)),
    ['moves.webp'],
  );
  const broken = index.live[0]?.photos?.filter((photo) => photo.broken !== undefined).map(({ path }) => path);
  assert.equal(broken, ['empty.jpg', 'text.jpg', 'cut.jpg', 'bomb.png']);
  assert.match(
    String(read('2026/11/a/index.html')),
    /src="https:\/\/ann.example\/moves.gif" alt="One" width="20" height="10"/,
  );
});

/** The same picture, said to be 60,000 pixels wide and high. */
function bomb(png: Buffer): Buffer {
  const ends = png.indexOf('IHDR') + 4;
  const bytes = Buffer.from(png);
  bytes.writeUInt32BE(60_000, ends);
  bytes.writeUInt32BE(60_000, ends + 4);
  return bytes;
}

photos('a photo for print comes in the colours of screens', async () => {
  const { write, build, read } = placed();
  write('public/print.jpg', await drawn(300, 200).toColourspace('cmyk').jpeg().toBuffer());
  write('posts/a.md', note(1, '![Print](/print.jpg)'));
  await build();
  assert.is((await sharp(read('print.jpg')).metadata()).space, 'srgb');
});

photos('without what makes them, photos are copied, and once that is known other posts ask for nothing', async () => {
  const { write, build, read, built } = placed();
  const cat = await taken(600, 500);
  write('public/photos/cat.jpg', cat);
  await build({ recipe: () => Promise.resolve(undefined) });
  write('posts/b.md', note(2, 'No photo.'));
  const nobody = { recipe: () => Promise.reject(new Error('asked for')) };
  await build(nobody);
  write('posts/a.md', note(1, 'A cat.', CAT));
  await build({ recipe: () => Promise.resolve(undefined) });
  assert.equal([built('photos'), read('photos/cat.jpg').equals(cat)], [['cat.jpg'], true]);
  assert.ok(String(read('atom.xml')).includes(`length="${cat.length}"`));
});

photos('whoever waits for photos sees how far they are', async () => {
  const { write, build, progress } = placed();
  for (const nth of [1, 2, 3])
    write(
      `public/${nth}.png`,
      await drawn(20 * nth, 20)
        .png()
        .toBuffer(),
    );
  write('posts/a.md', note(1, [1, 2, 3].map((nth) => `![A photo](/${nth}.png)`).join('\n\n')));
  let seconds = Date.now() / 1000;
  await build({}, () => new Date(1000 * (seconds += 2)));
  assert.equal(
    progress.filter((line) => line.endsWith(' photos')),
    [1, 2, 3].map((count) => `looked at ${count} of 3 photos`),
  );
});

photos('without the package that makes them small, a check says so', async () => {
  const { root, write } = placed();
  write('public/cat.jpg', await drawn(30, 20).jpeg().toBuffer());
  const world = await realWorld(root, new AbortController().signal);
  const lines: string[] = [];
  const say = { ...world.say, line: (text: string) => lines.push(text) };
  const images = { ...world.images, recipe: () => Promise.resolve(undefined) };
  assert.equal(await photoFindings({ ...world, say, images }, site, []), []);
  assert.equal(lines.slice(1), [
    '--  photos are published as they are, with the place and camera that they tell of: type npm install sharp',
  ]);
});

photos('a site that has its own template for posts has its photos as well', async () => {
  const { write, build, read } = placed();
  write('public/cat.jpg', await drawn(300, 200).jpeg().toBuffer());
  write('templates/parts/post.njk', '<div>{{ post.html | safe }}</div>');
  write('posts/a.md', note(1, '<p><img src="/cat.jpg" alt="A cat" width="100"></p>'));
  await build();
  const page = String(read('2026/11/a/index.html'));
  assert.match(page, /<div><p><picture><source type="image\/avif" /);
  assert.match(page, /alt="A cat" width="100"\/><\/picture>/);
});

photos.run();
