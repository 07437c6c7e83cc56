// What a parser of microformats finds on the page of a post, of each kind: test/mf2/NAME.md is the post as it was written,
// NAME.json all that was read back. UPDATE_MF2=1 writes these anew: look at the difference before you commit.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mf2 } from 'microformats-parser';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { drawn, placed } from './placed.ts';

const written = suite('microformats of each kind of post');

const FOLDER = join(import.meta.dirname, 'mf2');
const AT = 'https://ann.example/';

const place = placed();
const picture = await drawn(30, 20).png().toBuffer();
for (const file of ['public/photos/dawn.png', 'public/photos/reed.png']) place.write(file, picture);
for (const file of ['public/call.mp3', 'public/flight.mp4', 'public/count.pdf']) place.write(file, 'Words.');
const names = readdirSync(FOLDER).flatMap((file) => (file.endsWith('.md') ? [file.slice(0, -'.md'.length)] : []));
for (const name of names) place.write(`posts/${name}.md`, readFileSync(join(FOLDER, `${name}.md`), 'utf8'));
await place.build({}, () => new Date('2026-11-22T12:00:00Z'));

/** All that is found on a page, as text. */
function found(path: string): string {
  const { items } = mf2(String(place.read(`${path}index.html`)), { baseUrl: AT + path });
  return `${JSON.stringify(items, null, 2)}\n`;
}

for (const name of [...names, 'thread']) {
  const path = name === 'thread' ? '2026/11/first/thread/' : `2026/11/${name.replace(/^[\d-]+/, '')}/`;
  written(`${name} is read back as in its file`, () => {
    const file = join(FOLDER, `${name}.json`);
    if (process.env['UPDATE_MF2']) writeFileSync(file, found(path));
    assert.fixture(found(path), readFileSync(file, 'utf8'));
  });
}

written.run();
