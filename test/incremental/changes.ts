// What a person may do to a site between two builds. A change carries two small numbers that pick among what is there,
// so that any sequence of changes means something and stays short when it is shrunk.
import { START, type Author, type Written } from './author.ts';
import {
  BODIES,
  CONFIGS,
  HOOKS,
  KEYS,
  MOMENTS,
  NAMES,
  OPML,
  OWN_PAGES,
  PHOTOS,
  PUBLIC,
  REPLACING,
  TAGS,
  THEME,
  WORDS,
} from './pool.ts';

/** `at` picks what is changed, `pick` what becomes of it. */
export interface Nth {
  readonly at: number;
  readonly pick: number;
}

type Change = (author: Author, nth: Nth) => Author;

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const JUMPS = [20 * MINUTE, DAY, 10 * DAY, 40 * DAY, -DAY];
const FOLDERS = ['', '2026/', 'old/deep/', '2026/11/'];

function chosen<T>(list: readonly T[], nth: number): T {
  const one = list[nth % list.length];
  if (one === undefined) throw new Error('There is nothing to choose from.');
  return one;
}

/** The change of one post. */
function inPost(change: (post: Written, pick: number) => Written): Change {
  return (author, { at, pick }) => {
    const index = at % author.posts.length;
    return { ...author, posts: author.posts.map((post, nth) => (nth === index ? change(post, pick) : post)) };
  };
}

/** The change of one post and the one after it. */
function inTwo(change: (first: Written, second: Written) => readonly [Written, Written]): Change {
  return (author, { at }) => {
    const [one, two] = [at % author.posts.length, (at + 1) % author.posts.length];
    const [a, b] = [author.posts[one], author.posts[two]];
    if (!a || !b || a === b) return author;
    const changed = change(a, b);
    return { ...author, posts: author.posts.map((post) => (post === a ? changed[0] : post === b ? changed[1] : post)) };
  };
}

/** Puts one of these texts at one of these paths, or takes the file away; half the time at one that is there. */
function inOwn(pool: readonly Own[]): Change {
  return (author, { at, pick }) => {
    const there = pool.filter(([path]) => path in author.own);
    const [path, ...texts] =
      at % 2 === 1 && there.length > 0 ? chosen(there, Math.floor(at / 2)) : chosen(pool, Math.floor(at / 2));
    const { [path]: before, ...others } = author.own;
    const ways = before === undefined ? texts : ['', ...texts.filter((text) => text !== before)];
    const nth = pick % ways.length;
    return { ...author, own: before !== undefined && nth === 0 ? others : { ...others, [path]: ways[nth] ?? '' } };
  };
}

type Own = readonly [path: string, ...texts: string[]];

function withKey({ keys, ...post }: Written, key: string, value: string | undefined): Written {
  const { [key]: _, ...others } = keys;
  return { ...post, keys: value === undefined ? others : { ...others, [key]: value } };
}

function stem({ file }: Written): string {
  return file.slice(file.lastIndexOf('/') + 1, -'.md'.length);
}

function folder({ file }: Written): string {
  return file.slice(0, file.lastIndexOf('/') + 1);
}

function named(post: Written, name: string): Written {
  return { ...post, file: `${folder(post)}${name}.md` };
}

function datedName(post: Written, name: string): string {
  return `${/^\d{4}-\d\d-\d\d(T\d{4})?-/.exec(stem(post))?.[0] ?? ''}${name}`;
}

function slugOf(post: Written): string {
  const name = stem(post).replace(/^\d{4}-\d\d-\d\d(T\d{4})?-/, '');
  return post.keys['slug'] ?? name.toLowerCase();
}

/** Where its page is, when it is not at the turn of a month. */
function pageOf(post: Written): string {
  const moment = post.keys['date'] ?? stem(post);
  return `https://ann.example/${moment.slice(0, 4)}/${moment.slice(5, 7)}/${slugOf(post)}/`;
}

function fresh({ at, pick }: Nth): Written {
  const moment = chosen(MOMENTS, pick);
  const name = chosen(NAMES, at + pick);
  const [key, value] = chosen(KEYS, at);
  const dated = `${moment.slice(0, 10)}-${name}`;
  const keys = { ...(moment.length > 10 && { date: moment }), ...(at % 2 === 1 && { [key]: value }) };
  const file = at % 5 === 4 && 'date' in keys ? name : dated;
  return { file: `posts/${chosen(['', '', '2026/'], at)}${file}.md`, keys, body: chosen(BODIES, at + pick) };
}

/** A note with one tag: what most people publish. */
const note: Change = (author, { pick }) => {
  const keys = { date: chosen(MOMENTS, pick), tags: chosen(['[birds]', '[Birds]', '[élan]', '[new]'], pick) };
  return {
    ...author,
    posts: [...author.posts, { file: `posts/note-${author.posts.length}-${pick}.md`, keys, body: 'A note one' }],
  };
};

export const CHANGES = {
  note,
  add: (author, nth) => ({ ...author, posts: [...author.posts, fresh(nth)] }),
  delete: (author, { at }) => ({ ...author, posts: author.posts.filter((_, nth) => nth !== at % author.posts.length) }),
  edit: inPost((post, pick) => ({ ...post, body: chosen(BODIES, pick) })),
  // One word for another of three letters: the file has as many bytes as before.
  word: inPost((post, pick) => {
    const others = WORDS.filter((word) => !post.body.endsWith(word));
    return { ...post, body: post.body.replace(/\w{3}$/, chosen(others, pick)) };
  }),
  rename: inPost((post, pick) => named(post, datedName(post, chosen(NAMES, pick)))),
  'rename, keeping its id': inPost((post, pick) => {
    return withKey(named(post, datedName(post, chosen(NAMES, pick))), 'id', post.keys['id'] ?? stem(post));
  }),
  'change the case of its name': inPost((post) => {
    const name = stem(post);
    return named(
      post,
      name.replace(/[a-z](?=[a-z]*$)/i, (a) => (a === a.toLowerCase() ? a.toUpperCase() : a.toLowerCase())),
    );
  }),
  move: inPost((post, pick) => ({ ...post, file: `posts/${chosen(FOLDERS, pick)}${stem(post)}.md` })),
  retag: inPost((post, pick) => withKey(post, 'tags', [...TAGS, undefined][pick % (TAGS.length + 1)])),
  redate: inPost((post, pick) => withKey(post, 'date', chosen(MOMENTS, pick))),
  reslug: inPost((post, pick) =>
    withKey(post, 'slug', [...NAMES, undefined][pick % (NAMES.length + 1)]?.toLowerCase()),
  ),
  draft: inPost((post) => withKey(post, 'draft', post.keys['draft'] === undefined ? 'true' : undefined)),
  updated: inPost((post, pick) =>
    withKey(post, 'updated', ['2026-11-22T11:00:00Z', '2027-02-01', undefined][pick % 3]),
  ),
  key: inPost((post, pick) => {
    const [key, value] = chosen(KEYS, pick);
    return withKey(post, key, post.keys[key] === value ? undefined : value);
  }),
  'swap files': inTwo((a, b) => [
    { ...a, file: b.file },
    { ...b, file: a.file },
  ]),
  'swap slugs': inTwo((a, b) => {
    return [withKey(a, 'slug', slugOf(b)), withKey(b, 'slug', slugOf(a))];
  }),
  'swap bodies': inTwo((a, b) => [
    { ...a, body: b.body },
    { ...b, body: a.body },
  ]),
  answer: inTwo((a, b) => {
    const address = pageOf(b);
    return [withKey(a, 'reply_to', a.keys['reply_to'] === address ? undefined : address), b];
  }),
  break: inPost((post) => withKey(post, 'date', 'tomorrow')),
  theme: inOwn(THEME),
  'own page': inOwn(OWN_PAGES),
  public: inOwn(PUBLIC),
  photo: inOwn(PHOTOS),
  'own file for a generated one': inOwn(REPLACING),
  'a file becomes a folder, or a folder a file': (author) => {
    const { 'public/notes': file, 'public/notes/a.txt': inner, ...own } = author.own;
    return {
      ...author,
      own: { ...own, [file === undefined ? 'public/notes' : 'public/notes/a.txt']: inner ?? 'Notes.' },
    };
  },
  follow: inOwn([['following.opml', ...OPML]]),
  config: (author, { pick }) => ({ ...author, config: { ...author.config, ...chosen(CONFIGS, pick) } }),
  hook: (author, { pick }) => ({ ...author, hook: chosen(HOOKS, pick) }),
  clock: (author, { pick }) => ({ ...author, now: author.now + chosen(JUMPS, pick) }),
  'clock set': (author) => ({ ...author, now: START }),
  undo: (author) => (author.before ? { ...author.before, now: author.now } : author),
} satisfies Record<string, Change>;
