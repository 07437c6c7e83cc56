import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Follow } from '../../src/model/people.ts';
import type { Post } from '../../src/model/entry.ts';
import type { Problem } from '../../src/model/problem.ts';
import { shelfOf } from '../../src/model/shelf.ts';
import { doubled, indexOf, shownOf, unreadIn } from '../../src/posts/known.ts';
import { readerOf } from '../../src/posts/reader.ts';
import type { Known } from '../../src/posts/reader.ts';
import type { Files } from '../../src/world/world.ts';
import { filesFrom } from '../fakes/files.ts';
import { ann } from './ann.ts';

const read = suite('reading posts');

const now = new Date('2026-11-22T12:00:00Z');

interface Posts {
  readonly posts: readonly Post[];
  readonly drafts: readonly Post[];
  readonly waiting: readonly Post[];
  readonly problems: readonly Problem[];
}

/** All posts of a folder, as a build reads them when it knows nothing. */
async function postsIn(files: Files, follows: readonly Follow[] = []): Promise<Posts> {
  const unread = unreadIn(new Map(), await files.scan('posts'), {
    follows,
    media: () => undefined,
    changed: () => undefined,
  });
  const reader = readerOf(files, { site: ann, follows });
  const known = new Map<string, Known>();
  const problems: Problem[] = [];
  for (const one of unread) {
    const read = await reader.read(one);
    if (!read.ok) problems.push(...read.problems);
    else if (read.value) known.set(one.file, read.value);
  }
  const live = shelfOf(shownOf(known.values(), 'hidden', now)).all;
  const index = indexOf(live, known.values(), now);
  return {
    posts: await reader.postsOf(index.live),
    drafts: await reader.postsOf(index.drafts),
    waiting: await reader.postsOf(index.waiting),
    problems: [...problems, ...doubled(known, [...known.values()])],
  };
}

async function postsOf(map: Record<string, string>, follows: readonly Follow[] = []): Promise<Posts> {
  return postsIn(filesFrom(map), follows);
}

const at = (date: string): string => `---\ndate: ${date}\n---\nText`;
const keys = (posts: Posts['posts']): readonly string[] => posts.map(({ entry }) => entry.key);

read('the newest comes first, of one time the greater key, from folders of any depth', async () => {
  const { posts } = await postsOf({
    'posts/2026-05-01-a.md': 'a',
    'posts/2026-05-01-b.md': 'b',
    'posts/2025/12/2025-12-31-c.md': 'c',
    'posts/x/2026-05-02-d.md': 'd',
  });
  assert.equal(keys(posts), ['2026-05-02-d', '2026-05-01-b', '2026-05-01-a', '2025-12-31-c']);
});

read('drafts, and posts further ahead than a quarter of an hour, are not published', async () => {
  const { posts, drafts, waiting, problems } = await postsOf({
    'posts/due.md': at('2026-11-22T12:15:00Z'),
    'posts/early.md': at('2026-11-22T12:15:01Z'),
    'posts/draft.md': '---\ndate: 2030-01-01\ndraft: true\n---\nText',
  });
  assert.equal([posts, waiting, drafts].map(keys), [['due'], ['early'], ['draft']]);
  assert.equal(problems, []);
});

read('hidden files and those that are not Markdown are no posts', async () => {
  const read = await postsOf({
    'posts/.2026-05-01-a.md.swp': 'a',
    'posts/.#2026-05-01-a.md': 'a',
    'posts/.git/2026-05-01-a.md': 'a',
    'posts/2026-05-01-a.md~': 'a',
    'posts/notes.txt': 'a',
    '2026-05-01-outside.md': 'a',
  });
  assert.equal(read, { posts: [], drafts: [], waiting: [], problems: [] });
});

read('files of the site that a post shows are enclosures with their true type and length, each once', async () => {
  const { posts } = await postsOf({
    'posts/2026-05-01-a.md':
      '---\nphotos: [{ src: /photos/caf%C3%A9.jpg, alt: A café }]\n---\n' +
      '![one](/one.png) ![again](/one.png) ![other host](https://b.example/x.png) ![not there](/none.png)\n\n' +
      '<video src="/film.mp4?x#t=1"></video>',
    'public/one.png': '12345',
    'public/film.mp4': '123',
    'public/photos/café.jpg': '1',
  });
  assert.equal(posts[0]?.entry.enclosures, [
    { url: 'https://ann.example/one.png', type: 'image/png', length: 5, title: 'one' },
    { url: 'https://ann.example/film.mp4?x#t=1', type: 'video/mp4', length: 3 },
    { url: 'https://ann.example/photos/caf%C3%A9.jpg', type: 'image/jpeg', length: 1, title: 'A café' },
  ]);
});

read('no address leads to a file outside public/', async () => {
  const { posts, problems } = await postsOf({
    'posts/2026-05-01-a.md': '![a](/..%2fsecret.png) ![b](/%2e%2e/secret.png) ![c](/..%5csecret.png) ![d](/%00.png)',
    'secret.png': '1',
  });
  assert.equal([posts[0]?.entry.enclosures, problems], [[], []]);
});

read('a mention is looked up among those one follows', async () => {
  const follows = [{ name: 'Bob', page: 'https://bob.example/', feed: 'https://bob.example/atom.xml' }];
  const { posts } = await postsOf({ 'posts/2026-05-01-a.md': 'Hi @bob' }, follows);
  assert.equal(posts[0]?.entry.mentions, ['https://bob.example/']);
});

read('a file that goes while it is read is no post and no problem', async () => {
  const files = filesFrom({});
  const seen = await filesFrom({ 'posts/2026-05-01-gone.md': 'Text' }).scan('posts');
  const read = await postsIn({ ...files, scan: async () => seen });
  assert.equal(read, { posts: [], drafts: [], waiting: [], problems: [] });
});

read.run();
