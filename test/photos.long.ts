// Two hundred photos as phones take them: what the first build of a travel blog costs, and each after it.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { family } from './processes.ts';
import { staying, temporary } from './program.ts';

const PHOTOS = Number(process.env['SKEIN_PHOTOS'] ?? 200);

/** In megabytes. */
const MOST_MEMORY = 600;

const photos = suite('two hundred photos');

photos('are made within bounds, and never again', async () => {
  const cwd = temporary();
  mkdirSync(join(cwd, 'public/photos'), { recursive: true });
  mkdirSync(join(cwd, 'posts'));
  const config = { title: 'Ann', url: 'https://ann.example/', author: { name: 'Ann' }, id: 'tag:ann.example,2026:' };
  writeFileSync(join(cwd, 'skein.config.js'), `export default ${JSON.stringify(config)};\n`);
  writeFileSync(join(cwd, 'package.json'), '{ "type": "module" }');
  const photo = await drawn();
  for (let nth = 0; nth < PHOTOS; nth++) {
    // What follows the end of the picture makes it another file.
    writeFileSync(join(cwd, `public/photos/${nth}.jpg`), Buffer.concat([photo, Buffer.from(String(nth))]));
    const day = `2026-${String(1 + (nth % 10)).padStart(2, '0')}-01`;
    writeFileSync(join(cwd, `posts/${day}-n${nth}.md`), `![Photo ${nth}](/photos/${nth}.jpg)\n`);
  }
  const first = await built(cwd);
  rmSync(join(cwd, '_site'), { recursive: true });
  const second = await built(cwd);
  const third = await built(cwd);
  console.log({ photos: PHOTOS, bytes: photo.length, first, second, third });
  for (const { memory } of [first, second, third]) assert.ok(memory < MOST_MEMORY, `${memory} MB`);
  assert.ok(second.seconds < first.seconds / 5, `${second.seconds} s after ${first.seconds} s`);
});

function layer(width: number, height: number, sigma: number): Promise<Buffer> {
  const noise = { type: 'gaussian', mean: 128, sigma } as const;
  return sharp({ create: { width, height, channels: 3, background: '#000', noise } })
    .png()
    .toBuffer();
}

/** Hills in a haze, with the grain of a sensor: 12 megapixels that are about as hard to pack as those of a phone. */
async function drawn(): Promise<Buffer> {
  const hills = await sharp(await layer(40, 30, 70))
    .resize(4000, 3000, { kernel: 'cubic' })
    .png()
    .toBuffer();
  const leaves = await sharp(await layer(400, 300, 30))
    .resize(4000, 3000, { kernel: 'cubic' })
    .png()
    .toBuffer();
  return sharp(hills)
    .composite([{ input: leaves, blend: 'soft-light' }])
    .jpeg({ quality: 92 })
    .toBuffer();
}

/** Seconds of a build, and the most megabytes that all its programs had at one time. */
async function built(cwd: string): Promise<{ seconds: number; memory: number }> {
  const began = Date.now();
  const { pid, ended } = staying(['build'], { cwd, most: 600_000 });
  let memory = 0;
  const looks = setInterval(() => (memory = Math.max(memory, memoryOf(pid))), 100);
  const { code, err } = await ended;
  clearInterval(looks);
  assert.is(code, 0, err);
  return { seconds: (Date.now() - began) / 1000, memory };
}

function memoryOf(pid: number): number {
  const own = family(pid);
  return Math.round(own.reduce((sum, { memory }) => sum + memory, 0));
}

photos.run();
