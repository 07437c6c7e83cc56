// What must be true of a built site on disk, beside being what a clean build makes.
import * as assert from 'uvu/assert';
import type { Built } from '../../src/commands/build.ts';
import type { Clean } from './clean.ts';
import { differing, hashesOf, type Hashes, type Seen } from './disk.ts';

/** What a build says it changed is what changed, and it touched nothing else. */
export function truthful(
  { changes }: Built,
  before: ReadonlyMap<string, Seen>,
  after: ReadonlyMap<string, Seen>,
): void {
  const [was, is] = [hashesOf(before), hashesOf(after)];
  const different = differing(was, is).filter((path) => !path.endsWith('/'));
  const [written, removed] = [different.filter((path) => is.has(path)), different.filter((path) => !is.has(path))];
  assert.equal([...changes.written].sort(), written, 'it did not write what it says');
  assert.equal([...changes.removed].sort(), removed, 'it did not remove what it says');
  assert.is(changes.all, after.size);
  const touched = [...after].filter(
    ([path, { inode }]) => is.get(path) === was.get(path) && inode !== before.get(path)?.inode,
  );
  assert.equal(
    touched.map(([path]) => path),
    [],
    'it wrote what had not changed',
  );
}

/** Whether a folder is on its way from what it was to a clean build: a feed is renewed after all pages. */
export function whole(before: Hashes, now: Hashes, clean: Clean): void {
  if (clean.problems !== '') {
    assert.equal(differing(before, now), [], '_site/ is not as it was, though the build was refused');
    return;
  }
  // A folder that is made for a file to come, or left by one that went, is no file.
  const torn = [...now].filter(
    ([path, hash]) => !path.endsWith('/') && hash !== before.get(path) && hash !== clean.files.get(path),
  );
  assert.equal(
    torn.map(([path]) => path),
    [],
    'a file is neither the old nor the new one',
  );
  const news = [...now].filter(
    ([path, hash]) => /(^|\/)(atom\.xml|rss\.xml|feed\.json)$/.test(path) && hash !== before.get(path),
  );
  if (news.length === 0) return;
  const late = [...clean.files].filter(([path, hash]) => path.endsWith('.html') && now.get(path) !== hash);
  assert.equal(
    late.map(([path]) => path),
    [],
    `${news[0]?.[0]} is new before all pages are`,
  );
}
