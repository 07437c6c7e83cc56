// eleventy(config) of skein.config.js: what it adds works on pages of the theme as it does on pages of Eleventy's own.
import * as eleventy from '@11ty/eleventy';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Page } from '../../src/model/page.ts';
import { render } from './sample.ts';

const configuring = suite('eleventy(config)');

// Eleventy has no types; here they are those of what the tests below write.
const { EleventyHtmlBasePlugin, RenderPlugin } = eleventy as unknown as Record<string, unknown>;

interface Within {
  readonly page: Readonly<Record<string, string>>;
  readonly ctx: { readonly name: string; readonly site: { readonly title: string } };
}

type Add = (name: string, work: (this: Within, ...words: string[]) => unknown) => void;

interface UserConfig extends Readonly<
  Record<
    | 'addFilter'
    | 'addAsyncFilter'
    | 'addShortcode'
    | 'addAsyncShortcode'
    | 'addPairedAsyncShortcode'
    | 'addLinter'
    | 'addTransform',
    Add
  >
> {
  addPlugin(plugin: unknown, options?: Readonly<Record<string, string>>): void;
  addPreprocessor(name: string, formats: string, work: () => false): void;
  addBundle(name: string): void;
}

const pages: readonly Page[] = [
  { path: 'index.html', template: '404.njk', data: { name: 'home' } },
  { path: '2026/11/a/index.html', template: '404.njk', data: { name: 'a' } },
  { path: 'b.html', template: 'parts/up.njk', data: { name: 'b' } },
];

/** What these pages become by one template. */
async function made(template: string, eleventy: (config: UserConfig) => unknown): Promise<unknown> {
  const templates = { 'templates/404.njk': template, 'templates/parts/up.njk': template };
  const { files, problems } = await render(templates, { pages, eleventy });
  return problems.length > 0 ? problems : Object.values(files);
}

configuring('a template and a filter know the page that they are in', async () => {
  const words = '{{ page.url }} {{ "x" | mine }}';
  const seen = await made(words, (config) =>
    config.addFilter('mine', function (word) {
      const { url, outputPath, inputPath, fileSlug } = this.page;
      return [word, this.ctx.name, url, outputPath, inputPath, fileSlug, this.ctx.site.title].join(' ');
    }),
  );
  assert.equal(seen, [
    '/ x home / ./_site/index.html ./templates/404.njk 404 Ann’s flock',
    '/2026/11/a/ x a /2026/11/a/ ./_site/2026/11/a/index.html ./templates/404.njk 404 Ann’s flock',
    '/b.html x b /b.html ./_site/b.html ./templates/parts/up.njk up Ann’s flock',
  ]);
});

function later(word = ''): Promise<string> {
  return new Promise((done) => setImmediate(done, `${word}!`));
}

configuring('filters and shortcodes may take their time', async () => {
  const words = '{{ name | later }} {% say name %} {% loud %}{{ name }}{% endloud %} {% now %}';
  const seen = await made(words, (config) => {
    config.addAsyncFilter('later', later);
    config.addAsyncShortcode('say', later);
    config.addPairedAsyncShortcode('loud', later);
    config.addShortcode('now', function () {
      return this.page['url'];
    });
  });
  assert.equal(seen, ['home! home! home! /', 'a! a! a! /2026/11/a/', 'b! b! b! /b.html']);
});

configuring('transforms and linters run on each page, one after the other', async () => {
  const linted: string[] = [];
  const seen = await made('{{ name }}', (config) => {
    config.addLinter('seen', (content, inputPath, outputPath) => linted.push(`${content} ${inputPath} ${outputPath}`));
    config.addTransform('first', async function (content) {
      return `${content} ${this.page['url']} ${this.page['outputPath']}`;
    });
    config.addTransform('second', (content, outputPath) => `<${content} ${outputPath}>`);
  });
  assert.equal(seen, [
    '<home / ./_site/index.html ./_site/index.html>',
    '<a /2026/11/a/ ./_site/2026/11/a/index.html ./_site/2026/11/a/index.html>',
    '<b /b.html ./_site/b.html ./_site/b.html>',
  ]);
  assert.equal(linted, [
    'home ./templates/404.njk ./_site/index.html',
    'a ./templates/404.njk ./_site/2026/11/a/index.html',
    'b ./templates/parts/up.njk ./_site/b.html',
  ]);
});

configuring('plugins of Eleventy do their work', async () => {
  const words = '<a href="c/">{{ name }}</a>{% renderTemplate "md" %}*x*{% endrenderTemplate %}';
  const seen = await made(words, (config) => {
    config.addPlugin(EleventyHtmlBasePlugin, { baseHref: 'https://base.example/' });
    config.addPlugin(RenderPlugin);
  });
  assert.equal(seen, [
    '<a href="https://base.example/c/">home</a><p><em>x</em></p>\n',
    '<a href="https://base.example/2026/11/a/c/">a</a><p><em>x</em></p>\n',
    '<a href="https://base.example/c/">b</a><p><em>x</em></p>\n',
  ]);
});

configuring('a bundle holds what its page put in, and no other', async () => {
  const words = '{% css %}/* {{ name }} */{% endcss %}<style>{% getBundle "css" %}</style>';
  const seen = await made(words, (config) => config.addBundle('css'));
  assert.equal(seen, ['<style>/* home */</style>', '<style>/* a */</style>', '<style>/* b */</style>']);
});

const mend = { where: 'skein.config.js', next: 'Mend the function, or leave it out.' };

configuring(
  'a transform that fails, or forgets to return the page, is a problem of the config, told once',
  async () => {
    const failing = await made('x', (config) =>
      config.addTransform('bad', () => {
        throw new Error('No more.');
      }),
    );
    const forgetting = await made('x', (config) => config.addTransform('bad', () => undefined));
    assert.equal(failing, [{ ...mend, what: 'The transform "bad" failed: No more.' }]);
    assert.equal(forgetting, [{ ...mend, what: 'The transform "bad" failed: It gave no page back.' }]);
  },
);

configuring('a preprocessor, which is for files of the site, leaves no page of the theme out', async () => {
  const seen = await made('{{ name }}', (config) => config.addPreprocessor('none', '*', () => false));
  assert.equal(seen, ['home', 'a', 'b']);
});

configuring.run();
