// What was made of images goes when nobody has needed it for a month, and never what is needed.
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { drawn, note, placed, type Place } from '../../placed.ts';

const prune = suite('photos that nobody needs');

const KEPT = '.skein/cache/photos';
const day = (date: string): Date => new Date(`${date}T12:00:00Z`);

/** Which are kept: their folders. */
function kept({ root }: Place): readonly string[] {
  const entries = readdirSync(join(root, KEPT), { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

/** A site whose photo was another one at first, and what is kept of it: all, and what is needed. */
async function replaced(): Promise<{ place: Place; all: readonly string[]; needed: readonly string[] }> {
  const place = placed();
  place.write('posts/a.md', note(1, '![A cat](/cat.png)'));
  place.write('public/cat.png', await drawn(30, 20).png().toBuffer());
  await place.build({}, () => day('2026-11-02'));
  const first = kept(place);
  place.write('public/cat.png', await drawn(40, 20).png().toBuffer());
  await place.build({}, () => day('2026-11-03'));
  const all = kept(place);
  const isCover = (key: string): boolean => readdirSync(join(place.root, KEPT, key)).length === 2;
  return { place, all, needed: all.filter((key) => isCover(key) || !first.includes(key)) };
}

prune('go after a month, and the others stay', async () => {
  const { place, all, needed } = await replaced();
  assert.equal([all.length, needed.length], [3, 2]);
  await place.build({}, () => day('2026-12-02'));
  assert.equal(kept(place), all);
  await place.build({}, () => day('2026-12-03'));
  assert.equal(kept(place), needed);
  await place.build({}, () => day('2027-12-03'));
  assert.equal([kept(place), place.made.length], [needed, 2]);
});

prune('go too from an old cache that is brought to another machine, where nothing needed is made again', async () => {
  const { place, needed } = await replaced();
  const other = placed();
  for (const path of ['posts', 'public', KEPT])
    cpSync(join(place.root, path), join(other.root, path), { recursive: true });
  await other.build({}, () => day('2027-05-01'));
  assert.equal([kept(other), other.made, other.draws], [needed, [], []]);
});

prune('stay for another month where nobody knows when they were needed', async () => {
  const { place, all, needed } = await replaced();
  const list = join(place.root, KEPT, 'last-needed');
  writeFileSync(list, readFileSync(list, 'utf8').replaceAll('-', '+'));
  await place.build({}, () => day('2027-05-01'));
  assert.equal(kept(place), all);
  await place.build({}, () => day('2027-06-01'));
  assert.equal(kept(place), needed);
});

prune.run();
