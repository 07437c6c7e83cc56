// templates/README.md: its examples are built, and it says of each template what that is given.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Site } from '../../src/model/site.ts';
import { elsewherePage } from '../../src/pages/elsewhere.ts';
import type { Head } from '../../src/pages/head.ts';
import { shownOf } from '../../src/pages/shown.ts';
import { filtersOf } from '../../src/world/filters.ts';
import { note, placed } from '../placed.ts';
import { pagesOf } from '../sketched.ts';
import { post, posts, site, THEME } from './sample.ts';

const theme = suite('the page about the theme');

const DOCS = readFileSync(join(import.meta.dirname, '../../templates/README.md'), 'utf8');

/** What its tables name, by the headings above them. */
const tables = new Map(
  DOCS.split(/^### /m)
    .slice(1)
    .map((section) => {
      const [heading = '', ...lines] = section.split('\n');
      const named = lines.flatMap((line) => [...(/^\| (`.*?) \|/.exec(line)?.[1] ?? '').matchAll(/`(\w+)`/g)]);
      return [heading.replaceAll('`', ''), named.map(([, name = '']) => name).sort()];
    }),
);

/** All that a site can say. */
const full: Required<Site> = {
  ...site,
  accent: '#9a2f5f',
  pinned: 'old',
  fediverse: '@ann.example@web.brid.gy',
  xmpp: { jid: 'ann@ann.example', node: 'urn:xmpp:microblog:0' },
  deploy: { to: 'folder', folder: 'www' },
  preview: '/reload.js',
  cover: { path: 'assets/cover.png' },
};

const film = { url: 'https://ann.example/a.mp4', type: 'video/mp4', length: 1 };
const all = [
  post('first', { published: '2026-11-23T09:00:00Z' }),
  post('second', {
    published: '2026-11-24T09:00:00Z',
    replyTo: { url: 'https://ann.example/2026/11/first/' },
    enclosures: [film],
  }),
  // A month above 200 posts lists its days.
  ...Array.from({ length: 201 }, (_, at) => post(`many-${at}`, { published: '2024-05-01T09:00:00Z' })),
  ...posts,
];
const pages = [...pagesOf(full, all), elsewherePage(full, all[0]!, [])];

/** The names of all that any of these has. */
function namesIn(objects: readonly object[]): readonly string[] {
  return [...new Set(objects.flatMap(Object.keys))].sort();
}

theme('names every template, and all that each is given', () => {
  const given = new Map<string, object[]>();
  for (const { template, data } of pages) {
    const { head: _, ...rest } = data;
    given.set(template, [...(given.get(template) ?? []), rest]);
  }
  for (const [template, data] of given) assert.equal(tables.get(template), namesIn(data), template);
  const files = readdirSync(THEME, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.njk'));
  const unnamed = files.filter((name) => !DOCS.includes(`\`${name}\``));
  assert.equal(unnamed, []);
});

theme('names every field of a post, of the head and of the site, and every filter', () => {
  assert.equal(tables.get('A post'), namesIn(all.map((post) => shownOf(full, post))));
  assert.equal(tables.get('The head'), namesIn(pages.map(({ data }) => data['head'] as Head)));
  assert.equal(tables.get('The site'), namesIn([full]));
  assert.equal(tables.get('Filters'), namesIn([filtersOf(site)]));
});

theme('has examples that are a site: words, a template, a page, a colour, a filter and a plugin', async () => {
  const { write, build, read } = placed();
  const examples = [...DOCS.matchAll(/^\*\*`([^`]+)`\*\*\n\n```\w+\n([\s\S]*?)^```$/gm)];
  for (const [, file = '', text = ''] of examples) write(file, text);
  write('posts/geese.md', note(22, 'Geese over the lake.'));
  await build({}, () => new Date('2026-11-23T12:00:00Z'));
  const page = (path: string): string => String(read(path));
  assert.match(page('index.html'), 'aria-label="What I saw last"');
  assert.match(page('index.html'), '--accent: #9a2f5f');
  assert.match(page('404.html'), 'The geese have left. <a href="/">Home</a>');
  assert.match(page('now/index.html'), '<title>Now · Ann</title>');
  assert.match(
    page('now/index.html'),
    '<p>Last heard of on <a href="/2026/11/geese/">November 22, 2026</a>: Geese over the lake.</p>',
  );
  assert.match(page('2026/11/geese/index.html'), '<p class="quiet">ANN · 1 min</p>');
  assert.is(examples.length, 6);
});

theme.run();
