// What people write, small: few enough that two posts often share a day, a tag, a name or a photo.

/** With and without a time; before and after the turns of a day, month and year in some zone; ahead of the clock. */
export const MOMENTS = [
  '2026-11-22',
  '2026-11-21T09:00:00Z',
  '2026-11-21T09:00:00Z',
  '2026-10-05',
  '2026-11-22T12:14:00Z',
  '2026-11-22T12:20:00Z',
  '2026-11-01T00:30',
  '2026-10-31T23:30:00Z',
  '2026-09-30T08:00:00Z',
  '2025-12-31T23:30:00Z',
  '2025-03-10',
  '2026-12-01T08:00:00Z',
  '2027-01-01',
  '2019-07-14T08:00:00Z',
] as const;

export const NAMES = ['geese', 'lake', 'why', 'Geese', 'swan', 'now', 'a.b', 'x_1', '22', 'grüße'] as const;

export const TAGS = ['[birds]', '[Birds]', '[élan]', '[birds, élan]', '[日本, lake]', '[zoo, a-b, STRASSE]'] as const;

/** Three letters with which a body ends. */
export const WORDS = ['one', 'two', 'six', 'ten'] as const;

export const BODIES = [
  'A short one',
  'Geese over the #lake two',
  '#Birds and #élan six',
  'To @bob and @carol ten',
  '![A goose](/photos/goose.png) and words one',
  'See [that](/2026/11/geese/) and https://bob.example/ two',
  'A note[^1] and *more*\n\n[^1]: Small print.\n\n```js\nlet a = 1;\n```\n\nsix',
  '<b>Bold</b> & "quoted" ten',
  `${'A long story. '.repeat(60)}one`,
] as const;

export const KEYS = [
  ['title', '"A title: of its own"'],
  ['photos', '[{ src: /photos/goose.png, alt: A goose }]'],
  ['warning', 'Birds'],
  ['lang', 'ar'],
  ['reply_to', 'https://bob.example/7'],
  ['reply_to', '{ url: "https://ann.example/2026/11/geese/", name: Ann, excerpt: So }'],
  ['repost_of', 'https://carol.example/1'],
  ['photos', '[{ src: /photos/song.mp3, alt: "" }, { src: /photos/goose.png, alt: Geese }]'],
  ['title', 'Another'],
  ['draft', 'false'],
] as const;

/** Namesakes of the theme's templates, and what they include. */
export const THEME = [
  [
    'templates/note.njk',
    '{% extends "base.njk" %}{% block main %}Mine: {{ post.html | safe }}{% endblock %}',
    '{% extends "base.njk" %}{% block main %}{% include "box.njk" %}{% include "parts/post.njk" %}{% endblock %}',
    '{% extends "base.njk" %}{% block main %}{{ head.name | shout }}{% endblock %}',
  ],
  ['templates/_includes/box.njk', '<p>A box</p>', '<p>Another</p>'],
  [
    'templates/parts/post.njk',
    '<p>{{ post.excerpt }} {{ post.published.day }}</p>',
    '<p>{{ post.path | url }}{% include "parts/small.njk" %}</p>',
  ],
  ['templates/parts/small.njk', '<small>{{ site.title }}</small>', '<small>!</small>'],
  ['templates/base.njk', '<title>{{ head.title or title }}</title>{% block main %}{{ content | safe }}{% endblock %}'],
  ['templates/parts/years.njk', '<p>{{ years.length }}</p>', ''],
  ['templates/lines.njk', '{% extends "base.njk" %}{% block main %}{{ months.length }}{% endblock %}'],
  ['templates/assets/site.css', 'p { color: red }', 'p { color: tan }'],
  ['templates/assets/more.css', 'a {}'],
  [
    'templates/home.njk',
    '{% for post in posts %}{{ post.nothing.at.all }}{% endfor %}',
    '{% if %}',
    '{{ site.author.name }}',
  ],
] as const;

/** Pages of the person's own, and what they are made of. */
export const OWN_PAGES = [
  [
    'templates/all.njk',
    '---\npermalink: /all/index.html\n---\n{% for post in posts %}{{ post.path }} {{ post.tags }}\n{% endfor %}',
    '---\nlayout: frame.njk\npermalink: /all.txt\n---\n{{ posts.length }} {{ extra.word }}',
  ],
  [
    'templates/each.njk',
    '---\npagination: { data: posts, size: 1, alias: one }\npermalink: "/each/{{ one.key }}.html"\n---\n{{ one.text }} {{ one.updated }}',
  ],
  [
    'templates/about.md',
    '---\nlayout: base.njk\ntitle: About\npermalink: /about/index.html\n---\nI *am*.',
    '---\nlayout: frame.njk\npermalink: /about/index.html\n---\nI was.',
  ],
  [
    'templates/_includes/frame.njk',
    '<main>{{ content | safe }}</main>',
    '<div>{{ content | safe }}{{ extra.word }}</div>',
  ],
  ['templates/_data/extra.json', '{"word":"one"}', '{"word":"two"}'],
  ['templates/lost.njk', '---\npermalink: /404.html\n---\nTwice.', '---\npermalink: /lost.html\n---\nOnce.'],
] as const;

/** What posts show. */
const BASE64 = 'data:image/png;base64,';

export const PHOTOS = [
  [
    'public/photos/goose.png',
    'png',
    `${BASE64}iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAASFvFNAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAAEElEQVQImWNYlWYMQQxwFgBOkgeT9BvurgAAAABJRU5ErkJggg==`,
    'gnp',
    `${BASE64}iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAASFvFNAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAAEElEQVQImWMwTlsFQQxwFgBI/geT9og2NgAAAABJRU5ErkJggg==`,
  ],
  ['public/photos/goose.png.3.webp', 'By hand.'],
  ['public/photos/song.mp3', 'la', 'la la'],
] as const;

/** Files of the person's own in the place of generated ones. */
export const REPLACING = [
  ['public/index.html', 'My home.'],
  ['public/robots.txt', 'User-agent: *\nDisallow: /\n'],
  ['public/2026/11/geese/index.html', 'By hand.'],
  ['public/tags/birds/atom.xml', '<feed/>'],
  ['public/atom.xml', '<feed/>', '<deef/>'],
  ['public/assets/site.css', 'b {}'],
  ['public/assets/Cover.png', 'A cover.'],
  ['public/About/Index.html', 'As another case.'],
] as const;

export const PUBLIC = [
  ['public/.well-known/me', 'ann', ''],
  ['public/a file.txt', 'a', 'b'],
  ['public/caf\u00e9.txt', 'nfc'],
  ['public/cafe\u0301.txt', 'nfd'],
  ['public/.DS_Store', 'x'],
] as const;

export const OPML = [
  '<opml version="2.0"><body><outline type="rss" text="Bob" xmlUrl="https://bob.example/atom.xml" htmlUrl="https://bob.example/"/></body></opml>',
  '<opml version="2.0"><body><outline type="rss" text="Bob" xmlUrl="https://bob.example/atom.xml" htmlUrl="https://rob.example/"/></body></opml>',
  '<opml version="2.0"><body><outline type="rss" text="Carol" xmlUrl="https://carol.example/atom.xml"/></body></opml>',
  '<opml',
] as const;

export const CONFIGS = [
  { title: 'Änne & <b>' },
  { title: 'Ann' },
  { url: 'https://ann.example/notes/' },
  { url: 'https://ann.example/' },
  { timezone: 'UTC' },
  { timezone: 'Pacific/Kiritimati' },
  { timezone: 'America/Los_Angeles' },
  { language: 'de' },
  { language: 'ar' },
  { language: 'en', timezone: 'Europe/Berlin' },
  { description: 'Notes.' },
  { accent: '#9a2f5f' },
  { accent: undefined },
  { author: { name: 'Ann B.', photo: '/photos/goose.png', me: ['https://social.example/@ann'] } },
  { author: { name: 'Ann' } },
  { id: 'tag:ann.example,2026:b/' },
  { id: 'tag:ann.example,2026:' },
  { announce: { hubs: ['https://hub.example/'] } },
  { announce: undefined },
  { xmpp: { jid: 'ann@xmpp.example' }, announce: { chat: true, rooms: ['room@muc.example'] } },
  { xmpp: undefined, announce: undefined },
  { deploy: { to: 'folder', folder: 'www' } },
  { langauge: 'en' },
  { langauge: undefined },
] as const;

/** What `eleventy` is: filters that a template of THEME may use, what all pages go through, data of own pages. */
export const HOOKS = [
  '',
  "(config) => config.addFilter('shout', (text) => text.toUpperCase())",
  "(config) => config.addFilter('shout', (text) => `${text}!`)",
  "(config) => config.addFilter('day', () => 'today')",
  "(config) => config.addTransform('mine', (content) => `${content}<!-- mine -->`)",
  "(config) => config.addGlobalData('extra', { word: 'global' })",
  "() => { throw new Error('not today'); }",
] as const;
