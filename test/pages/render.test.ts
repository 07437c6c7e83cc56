// The real Eleventy over folders of templates: what a site may change, and what it is told when that goes wrong.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { File, Page } from '../../src/model/page.ts';
import type { Checked, Problem } from '../../src/model/problem.ts';
import { pagesOf } from '../sketched.ts';
import { renderer } from '../../src/world/render.ts';
import { folder, posts, render, site, textOf, THEME } from './sample.ts';

const rendering = suite('render');

/** Files as words by path, or what is wrong. */
function texts(made: Checked<readonly File[]>): Record<string, string> | readonly Problem[] {
  return made.ok ? Object.fromEntries(made.value.map(({ path, bytes }) => [path, textOf(bytes)])) : made.problems;
}

const page = (template: string, data: Page['data'] = {}): Page => ({ path: `${template}.html`, template, data });

rendering('a template of the site wins over its namesake of the theme', async () => {
  const { files } = await render(
    { 'templates/parts/up.njk': 'UP AND AWAY' },
    { pages: pagesOf(site, posts).filter(({ path }) => path === '2026/11/plain/index.html') },
  );
  assert.equal(Object.keys(files), ['2026/11/plain/index.html']);
  assert.match(files['2026/11/plain/index.html'] ?? '', 'UP AND AWAY');
  assert.match(files['2026/11/plain/index.html'] ?? '', 'a skein of geese');
});

rendering('what a page is given is escaped, but for trusted HTML', async () => {
  const { files } = await render(
    { 'templates/404.njk': '{{ name }} {{ html | safe }}' },
    { pages: [page('404.njk', { name: '<b>&"', html: '<b>x</b>' })] },
  );
  assert.equal(files, { '404.njk.html': '&lt;b&gt;&amp;&quot; <b>x</b>' });
});

rendering('data that looks like a template is not run', async () => {
  const path = 'tags/{{ 1 + 1 }} é/index.html';
  const { files } = await render(
    { 'templates/404.njk': '{{ name }}' },
    { pages: [{ path, template: '404.njk', data: { name: '{{ 1 + 1 }}' } }] },
  );
  assert.equal(files, { [path]: '{{ 1 + 1 }}' });
});

rendering('the filters say dates in the zone and language, addresses, and JSON that ends no script', async () => {
  const text =
    '{{ t | day }}|{{ t | time }}|{{ t | iso }}|{{ "a/é" | url }}|{{ "/a" | absolute }}|{{ "ar" | dir }}|{{ j | json | safe }}';
  const { files } = await render(
    { 'templates/404.njk': text },
    { pages: [page('404.njk', { t: '2026-11-22T23:30:00Z', j: '</script>\u2028&' })] },
  );
  assert.equal(
    files['404.njk.html'],
    '23 November 2026|00:30|2026-11-22T23:30:00Z|/a/%C3%A9|https://ann.example/a|rtl|"\\u003c/script\\u003e\\u2028\\u0026"',
  );
});

rendering(
  'a page of the site is an ordinary template that uses the theme as a layout, data files and posts',
  async () => {
    const { files, problems } = await render(
      {
        'templates/about.md': '---\nlayout: base.njk\ntitle: About\n---\n# Me {{ x }}\n',
        'templates/list.njk': '{% for post in posts %}{{ post.path }} {% endfor %}{{ links.a }}',
        'templates/_data/links.json': '{"a":"A"}',
      },
      { posts: posts.slice(0, 2) },
    );
    assert.equal(problems, []);
    assert.equal(Object.keys(files).sort(), ['about/index.html', 'list/index.html']);
    assert.equal(files['list/index.html'], '2026/11/plain/ 2026/11/article/ A');
    assert.match(files['about/index.html'] ?? '', '<title>About · Ann’s flock</title>');
    assert.match(files['about/index.html'] ?? '', '<h1>Me {{ x }}</h1>');
  },
);

rendering('a site in a folder of its host has its path before every link', async () => {
  const { root, gone } = folder({ 'templates/404.njk': '{{ "" | url }} {{ "tags/" | url }} {{ "a.css" | absolute }}' });
  const home = { ...site, url: 'https://host.example/~ann/' };
  const made = await renderer({ root, theme: THEME }).pages(home, [page('404.njk')]);
  gone();
  assert.equal(texts(made), { '404.njk.html': '/~ann/ /~ann/tags/ https://host.example/~ann/a.css' });
});

rendering('assets and parts of the site are no pages, and parts can be included', async () => {
  const { files } = await render({
    'templates/parts/mine.njk': 'MINE',
    'templates/assets/demo.html': 'x',
    'templates/a.njk': '{% include "parts/mine.njk" %}',
  });
  assert.equal(files, { 'a/index.html': 'MINE' });
});

rendering('a page without a date has none of its file', async () => {
  const { files } = await render({ 'templates/a.njk': '{{ page.date | iso }}' });
  assert.equal(files, { 'a/index.html': '1970-01-01T00:00:00Z' });
});

rendering('a folder with signs of a glob in its name holds pages as any other', async () => {
  const { root, gone } = folder({
    'my (site) [1]/templates/a.md': 'x',
    'my (site) [1]/templates/404.njk': 'y',
    'my (site) [1]/templates/parts/z [2].md': 'z',
  });
  const theirs = renderer({ root: join(root, 'my (site) [1]'), theme: THEME });
  const pages = await theirs.pages(site, [page('404.njk')]);
  const own = await theirs.own(site, []);
  gone();
  assert.equal([texts(pages), texts(own)], [{ '404.njk.html': 'y' }, { 'a/index.html': '<p>x</p>\n' }]);
});

rendering('a site whose templates are the theme has no pages of its own', async () => {
  const { root, gone } = folder({ 'templates/home.njk': 'HOME', 'templates/README.md': 'x' });
  const theirs = renderer({ root, theme: join(root, 'templates') });
  const seen = [texts(await theirs.pages(site, [page('home.njk')])), await theirs.hasOwn(), await theirs.own(site, [])];
  gone();
  assert.equal(seen, [{ 'home.njk.html': 'HOME' }, false, { ok: true, value: [] }]);
});

rendering('eleventy(config) reaches the config of Eleventy', async () => {
  const { files } = await render(
    { 'templates/404.njk': '{{ "x" | loud }}{{ "y" | url }}' },
    {
      pages: [page('404.njk')],
      eleventy: (config: { addFilter(name: string, filter: (text: string) => string): void }) => {
        config.addFilter('loud', (text) => `${text.toUpperCase()}!`);
        config.addFilter('url', (text) => `my ${text}`);
      },
    },
  );
  assert.equal(files, { '404.njk.html': 'X!my y' });
});

rendering('an eleventy(config) that throws is a problem of the config', async () => {
  const { problems } = await render(
    {},
    {
      pages: [page('404.njk')],
      eleventy: () => {
        throw new Error('no such plugin.');
      },
    },
  );
  assert.equal(problems, [
    {
      where: 'skein.config.js',
      what: 'eleventy(config) failed: no such plugin.',
      next: 'Mend the function, or leave it out.',
    },
  ]);
});

/** What is told of broken templates, as `where what`. */
async function told(files: Record<string, string>, pages: readonly Page[] = []): Promise<string[]> {
  const { problems } = await render(files, { pages });
  return problems.map(({ where, what }) => `${where} ${what}`).sort();
}

rendering('every broken template is told, with its line, and once', async () => {
  const seen = await told(
    {
      'templates/home.njk': 'a\n{% if %}\n',
      'templates/note.njk': 'a\nb\n{{ x | nofilter }}',
      'templates/posts.njk': 'a\n\n{{ foo.bar() }}',
      'templates/places.njk': '{% include "parts/up.njk" %}',
      'templates/lines.njk': '{% include "parts/up.njk" %}',
      'templates/parts/up.njk': '\n{% include "gone.njk" %}',
    },
    ['home.njk', 'note.njk', 'posts.njk', 'places.njk', 'lines.njk', '404.njk'].map((name) =>
      page(name, { head: { links: [] } }),
    ),
  );
  assert.equal(seen, [
    'templates/home.njk:2 unexpected token: %}.',
    'templates/note.njk:3 filter not found: nofilter.',
    'templates/parts/up.njk:2 template not found: gone.njk.',
    'templates/posts.njk:3 Unable to call `foo["bar"]`, which is undefined or falsey.',
  ]);
});

rendering('every broken page of the site is told', async () => {
  const seen = await told({
    'templates/a.md': '---\ntitle: [x\n---\nhi',
    'templates/b.md': '---js\n({ title: 1 })\n---\nhi',
    'templates/c.njk': 'hi\n\n{{ x | nope }}',
    'templates/d.md': '---\nlayout: none.njk\n---\nhi',
    'templates/e.liquid': 'a\n{{ x | nope }',
    'templates/f.md': 'fine',
  });
  assert.equal(seen, [
    'templates/a.md:3 unexpected end of the stream within a flow collection (3:1).',
    'templates/b.md Front matter is YAML; JavaScript in it is refused.',
    'templates/c.njk:3 filter not found: nope.',
    'templates/d.md You’re trying to use a layout that does not exist: templates/_includes/none.njk (via `layout: none.njk`).',
    'templates/e.liquid:2 output "{{ x | nope }" not closed.',
  ]);
});

rendering('JavaScript in front matter is not run', async () => {
  await told({ 'templates/b.md': '---js\n(globalThis.ranFrontMatter = true, {})\n---\nhi' });
  assert.is('ranFrontMatter' in globalThis, false);
});

rendering('a permalink that leaves the site is refused', async () => {
  const seen = await told({
    'templates/a.njk': '---\npermalink: ../../a.html\n---\nhi',
    'templates/b.11ty.cjs':
      'exports.data = { permalink: "/../b.html", permalinkBypassOutputDir: true }; exports.render = () => "x";',
  });
  assert.is(seen.length, 2);
  assert.match(seen[0] ?? '', 'templates/a.njk Its permalink leaves the site: ../../a.html.');
  assert.match(seen[1] ?? '', 'templates/b.11ty.cjs Its permalink leaves the site: ../');
});

rendering('two pages of the site at one address are refused', async () => {
  assert.match(
    (
      await told({ 'templates/a.md': '---\npermalink: /x/\n---\n', 'templates/b.md': '---\npermalink: /x/\n---\n' })
    )[0] ?? '',
    /^templates\/[ab]\.md Output conflict/,
  );
});

rendering('symbolic links are not followed', async () => {
  assert.equal(await told({ 'templates/link.md': '-> /etc/hostname', 'templates/dir': '-> /etc' }), [
    'templates/dir A symbolic link; links are not followed.',
    'templates/link.md A symbolic link; links are not followed.',
  ]);
});

rendering('nothing is written, and no config or ignore file of the project is read', async () => {
  const { root, gone } = folder({
    '.gitignore': 'templates/',
    '.eleventy.js': 'throw new Error("read")',
    'eleventy.config.js': 'throw new Error("read")',
    'templates/a.md': 'hi',
  });
  const before = readdirSync(root, { recursive: true });
  const here = process.cwd();
  process.chdir(root);
  const theirs = renderer({ root, theme: THEME });
  const pages = await theirs.pages(site, pagesOf(site, posts));
  const own = await theirs.own(site, []);
  process.chdir(here);
  assert.equal([pages.ok, texts(own)], [true, { 'a/index.html': '<p>hi</p>\n' }]);
  assert.equal(readdirSync(root, { recursive: true }), before);
  gone();
});

function slowFilter(config: { addFilter(name: string, filter: () => string): void }): void {
  config.addFilter('slow', () => {
    const start = performance.now();
    while (performance.now() - start < 200);
    return '';
  });
}

rendering('nothing is printed, whatever breaks or is slow', async () => {
  const printed: unknown[] = [];
  const kept = { log: console.log, warn: console.warn, error: console.error, info: console.info };
  const hear = (...words: unknown[]): number => printed.push(words);
  Object.assign(console, { log: hear, warn: hear, error: hear, info: hear });
  try {
    await told({ 'templates/home.njk': '{% if %}', 'templates/a.md': '---\nx: [\n---\n' }, [page('home.njk')]);
    await render({ 'templates/404.njk': '{{ 1 | slow }}' }, { pages: [page('404.njk')], eleventy: slowFilter });
  } finally {
    Object.assign(console, kept);
  }
  assert.equal(printed, []);
});

rendering('a template that changes is seen by the next batch, and so are other settings', async () => {
  const { root, gone } = folder({ 'templates/404.njk': '{{ site.title }} {{ it }}{% include "parts/up.njk" %}' });
  const theirs = renderer({ root, theme: THEME });
  const ask = async (of = site): Promise<unknown> => texts(await theirs.pages(of, [page('404.njk', { it: 1 })]));
  mkdirSync(join(root, 'templates/parts'));
  const seen = [];
  for (const words of ['one', 'two', '{% nope']) {
    writeFileSync(join(root, 'templates/parts/up.njk'), words);
    seen.push(await ask());
  }
  rmSync(join(root, 'templates/parts'), { recursive: true });
  seen.push(await ask({ ...site, title: 'Bob' }));
  gone();
  assert.equal(seen, [
    { '404.njk.html': 'Ann’s flock 1one' },
    { '404.njk.html': 'Ann’s flock 1two' },
    [
      {
        where: 'templates/parts/up.njk:1',
        what: 'unknown block tag: nope.',
        next: 'Mend it, or delete it: the theme’s own is used where it has one of that name.',
      },
    ],
    { '404.njk.html': 'Bob 1' },
  ]);
});

rendering('batches that are asked for at once are each given their own', async () => {
  const { root, gone } = folder({ 'templates/404.njk': '{{ it }}', 'templates/a.njk': 'a' });
  const theirs = renderer({ root, theme: THEME });
  const asked = ['one', 'two'].map(async (it) => texts(await theirs.pages(site, [page('404.njk', { it })])));
  const seen = await Promise.all([...asked, theirs.own(site, []).then(texts)]);
  gone();
  assert.equal(seen, [{ '404.njk.html': 'one' }, { '404.njk.html': 'two' }, { 'a/index.html': 'a' }]);
});

rendering('assets are those of the theme, with the site’s over them', async () => {
  const { root, gone } = folder({
    'theme/assets/site.css': 'theirs',
    'theme/assets/icon.svg': 'icon',
    'theme/home.njk': 'no asset',
    'templates/assets/site.css': 'mine',
    'templates/assets/logo.svg': 'logo',
  });
  const assets = await renderer({ root, theme: join(root, 'theme') }).assets();
  const seen = assets.map(({ path, folder }) => [path, readFileSync(join(folder, path), 'utf8')]);
  gone();
  assert.equal(seen, [
    ['assets/icon.svg', 'icon'],
    ['assets/site.css', 'mine'],
    ['assets/logo.svg', 'logo'],
  ]);
});

rendering.run();
