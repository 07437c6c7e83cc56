// Which posts a build reads again.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Follow } from '../../src/model/people.ts';
import { unreadIn } from '../../src/posts/known.ts';
import { readerOf, type Known } from '../../src/posts/reader.ts';
import { textsOf } from '../../src/model/texts.ts';
import type { Seen } from '../../src/world/world.ts';
import { filesFrom } from '../fakes/files.ts';
import { ann } from './ann.ts';

const known = suite('posts that are known');

const FILE = 'posts/2026-05-01-a.md';
const WRITTEN = 1_000_000;
const LATER = WRITTEN + 60_000;
const BOB: Follow = { name: 'Bob', page: 'https://bob.example/', feed: 'https://bob.example/atom.xml' };

const TEXT = 'Hi @bob ![cat](/cat.png)';
const PUBLIC = { 'public/cat.png': '12345' };

interface Around {
  readonly follows?: readonly Follow[];
  readonly media?: number | undefined;
}

function seen({ size = TEXT.length, time = WRITTEN, at = LATER } = {}): Seen {
  return { paths: textsOf([FILE]), sizes: Float64Array.of(size), times: Float64Array.of(time), at };
}

/** What is read again of a post that was read when the disk said `first`, and how, once the disk says `now`. */
async function readAgain(now: Seen, around: Around = {}, first = seen()): Promise<string> {
  const { follows = [BOB] } = around;
  const media = (): number | undefined => ('media' in around ? around.media : 5);
  const reader = readerOf(filesFrom({ ...PUBLIC, [FILE]: TEXT }), { site: ann, follows: [BOB] });
  const known = new Map<string, Known>();
  for (const one of unreadIn(known, first, { follows: [BOB], media: () => 5, changed: () => undefined })) {
    const read = await reader.read(one);
    if (read.ok && read.value) known.set(FILE, read.value);
  }
  const unread = unreadIn(known, now, { follows, media, changed: () => undefined });
  if (known.size > 0) return 'not';
  return unread.map(({ before }) => (before ? 'its text alone' : 'all')).join() || 'gone';
}

known('one that is as it was is not read again', async () => {
  assert.is(await readAgain(seen()), 'not');
});

known('one that was touched is parsed again only if its text is another', async () => {
  assert.is(await readAgain(seen({ time: WRITTEN + 1 })), 'its text alone');
  assert.is(await readAgain(seen({ size: 3 })), 'its text alone');
  const reader = readerOf(filesFrom({ [FILE]: 'Text' }), { site: ann, follows: [] });
  const first = await reader.read({ file: FILE, size: 4, time: 1 });
  assert.ok(first.ok && first.value);
  const again = await reader.read({ file: FILE, size: 4, time: 2, before: first.value });
  assert.ok(again.ok && again.value?.card === first.value.card);
  assert.is(again.value.time, 2);
});

known('one that shows a file of the site is read again when that file has another size, or goes', async () => {
  assert.equal([await readAgain(seen(), { media: 6 }), await readAgain(seen(), { media: undefined })], ['all', 'all']);
});

known('one that mentions somebody is read again when they are followed no more, or elsewhere', async () => {
  const moved = { ...BOB, page: 'https://bob.example/new/' };
  assert.equal(
    [await readAgain(seen(), { follows: [] }), await readAgain(seen(), { follows: [moved] })],
    ['all', 'all'],
  );
});

known(
  'one that was read within two seconds of its last change is read again: it may have been written since',
  async () => {
    assert.is(await readAgain(seen(), {}, seen({ at: WRITTEN + 1_999 })), 'its text alone');
    assert.is(await readAgain(seen(), {}, seen({ at: WRITTEN + 2_000 })), 'not');
  },
);

known('one that is gone, or has become a folder, is neither known nor read', async () => {
  const none: Seen = { ...seen(), paths: textsOf([]) };
  assert.equal([await readAgain(seen({ size: -1 })), await readAgain(none)], ['gone', 'gone']);
});

known.run();
