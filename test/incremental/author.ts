// What a person has: posts, config, templates, public files and a clock, as a value. Its files are `sourcesOf`.

import { HOOKS, OPML, OWN_PAGES, THEME } from './pool.ts';

/** A post as it is written; the values of the keys are YAML. */
export interface Written {
  readonly file: string;
  readonly keys: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Author {
  readonly posts: readonly Written[];
  /** Settings of the config but for `eleventy`. */
  readonly config: Readonly<Record<string, unknown>>;
  /** What stands for `eleventy` in the config, as JavaScript. */
  readonly hook: string;
  /** All other files by their paths: templates, public files, whom one follows. */
  readonly own: Readonly<Record<string, string>>;
  /** What the clock shows, in ms. */
  readonly now: number;
  /** The same person one change ago. */
  readonly before?: Author;
}

/** Texts by their paths in the site's folder. */
export type Sources = ReadonlyMap<string, string>;

export const START = Date.parse('2026-11-22T12:00:00Z');

const CONFIG = {
  title: 'Ann',
  url: 'https://ann.example/',
  author: { name: 'Ann' },
  id: 'tag:ann.example,2026:',
  timezone: 'Europe/Berlin',
};

export function textOf({ keys, body }: Written): string {
  const front = Object.entries(keys).map(([key, value]) => `${key}: ${value}\n`);
  return `${front.length > 0 ? `---\n${front.join('')}---\n` : ''}${body}\n`;
}

export function sourcesOf({ posts, config, hook, own }: Author): Sources {
  const settings = JSON.stringify(config).slice(1, -1);
  return new Map([
    ...posts.map((post) => [post.file, textOf(post)] as const),
    ['skein.config.js', `export default { ${settings}${hook === '' ? '' : `, eleventy: ${hook}`} };\n`] as const,
    ['package.json', '{ "type": "module" }'] as const,
    ...Object.entries(own),
  ]);
}

function post(file: string, body: string, keys: Written['keys'] = {}): Written {
  return { file: `posts/${file}.md`, keys, body };
}

const PHOTO = '[{ src: /photos/goose.png, alt: A goose }]';

const NOBODY: Author = { posts: [], config: CONFIG, hook: '', own: {}, now: START };

/** The sites that sequences begin with. */
export const BEGINNINGS: readonly Author[] = [
  NOBODY,
  {
    ...NOBODY,
    posts: [
      post('2026-11-21-geese', 'Geese over the #lake one'),
      post('2026-11-20-lake', 'A quiet day two', { tags: '[birds]' }),
      post('2026-11-21T1200-on', 'And on two', { reply_to: 'https://ann.example/2026/11/geese/' }),
      post('2026-11-21T1300-x_1', 'And on ten', { reply_to: 'https://ann.example/2026/11/on/' }),
      post('2026-10-05-why', 'A long story six', { title: 'Why', tags: '[birds, élan]' }),
    ],
    own: { 'public/photos/goose.png': 'png' },
  },
  {
    ...NOBODY,
    posts: [
      post('2026/2026-11-22T0900-now', 'To @bob one', { reply_to: '{ url: "https://bob.example/7", name: Bob }' }),
      post('2026-10-31-late', 'Almost November two', { date: '2026-10-31T23:30:00Z' }),
      post('year', 'The year ends six', { date: '2025-12-31T23:30:00Z', tags: '[élan]' }),
      post('2026-11-22-soon', 'In a moment ten', { date: '2026-11-22T12:20:00Z', tags: '[birds]' }),
    ],
    own: {
      'templates/all.njk':
        '---\npermalink: /all/index.html\n---\n{% for post in posts %}{{ post.title or post.text }}\n{% endfor %}',
      'following.opml':
        '<opml version="2.0"><body><outline type="rss" text="Bob" xmlUrl="https://bob.example/atom.xml" htmlUrl="https://bob.example/"/></body></opml>',
    },
  },
  {
    ...NOBODY,
    posts: [
      post('2026-11-21-geese', 'Geese with @carol one', { tags: '[birds]', photos: PHOTO }),
      post('2026-11-19-song', 'A #lake two', { title: 'A song', updated: '2026-11-20' }),
      post('2019-07-14-old', '![A goose](/photos/goose.png) six', { tags: '[birds, lake]' }),
    ],
    hook: HOOKS[1],
    own: {
      'following.opml': OPML[2],
      'public/photos/goose.png': 'png',
      'public/robots.txt': 'User-agent: *\nDisallow: /\n',
      'templates/note.njk': THEME[0][2],
      'templates/_includes/box.njk': '<p>A box</p>',
      'templates/parts/post.njk': THEME[2][2],
      'templates/parts/small.njk': '<small>{{ site.title }}</small>',
      'templates/all.njk': OWN_PAGES[0][2],
      'templates/_includes/frame.njk': '<main>{{ content | safe }}</main>',
      'templates/_data/extra.json': '{"word":"one"}',
    },
  },
];

/** Posts of one month, as many as wanted; above 200 it is a big one (DESIGN §5). */
export function prolific(posts: number): Author {
  const days = Array.from({ length: posts }, (_, nth) => String((nth % 28) + 1).padStart(2, '0'));
  return { ...NOBODY, posts: days.map((day, nth) => post(`2026-09-${day}-n${nth}`, `Note ${nth} #t${nth % 3}`)) };
}
