// Plain Eleventy, as its own starter has it: each post a template, one layout, home and tags paginated, one feed of the
// newest. It builds the whole site at each change.
import { join } from 'node:path';
import type { SiteGenerator } from './generator.ts';

/** The package that Skein itself renders with. */
export const PACKAGE = join(import.meta.dirname, '..', '..', 'node_modules', '@11ty', 'eleventy');

// Tag pages are paginated twice, by tag and by ten posts, which only a collection of one's own can be.
const CONFIG = `export default function (config) {
  config.addCollection('listed', (all) => all.getFilteredByTag('posts').reverse());
  config.addCollection('newest', (all) => all.getFilteredByTag('posts').slice(-30).reverse());
  config.addCollection('shelves', (all) => {
    const tags = new Map();
    for (const post of all.getFilteredByTag('posts').reverse()) {
      for (const tag of post.data.tags) if (tag !== 'posts') tags.set(tag, [...(tags.get(tag) ?? []), post]);
    }
    return [...tags].flatMap(([tag, posts]) =>
      Array.from({ length: Math.ceil(posts.length / 10) }, (_, page) => ({
        path: page === 0 ? tag : tag + '/' + page,
        posts: posts.slice(page * 10, page * 10 + 10),
      })),
    );
  });
  return { markdownTemplateEngine: false };
}
`;

const LAYOUT = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{{ title }}</title></head><body>
<article>{{ content | safe }}<p>{{ page.date.toISOString() }}</p></article></body></html>
`;

const articles = (posts: string): string =>
  `{% for post in ${posts} %}<article><a href="{{ post.url }}">{{ post.date.toISOString() }}</a>{{ post.content | safe }}</article>
{% endfor %}`;

const HOME = `---
layout: layout.njk
pagination: { data: collections.listed, size: 10, alias: shown }
permalink: "{% if pagination.pageNumber > 0 %}page/{{ pagination.pageNumber }}/{% endif %}index.html"
---
${articles('shown')}
{% if pagination.href.next %}<a href="{{ pagination.href.next }}">Older</a>{% endif %}
`;

const TAGS = `---
layout: layout.njk
pagination: { data: collections.shelves, size: 1, alias: shelf }
permalink: "tags/{{ shelf.path }}/index.html"
---
${articles('shelf.posts')}
`;

const FEED = `---
permalink: atom.xml
---
<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Bench</title><id>https://bench.example/</id>
{% for post in collections.newest %}<entry><id>https://bench.example{{ post.url }}</id>
<updated>{{ post.date.toISOString() }}</updated><content type="html">{{ post.content | escape }}</content></entry>
{% endfor %}</feed>
`;

export function eleventy(folder: string): SiteGenerator {
  return {
    name: 'Eleventy',
    root: join(folder, 'eleventy'),
    command: [process.execPath, join(PACKAGE, 'cmd.cjs'), '--quiet'],
    posts: 'posts',
    output: '_site',
    caches: [],
    files: {
      'eleventy.config.js': CONFIG,
      'package.json': '{ "type": "module" }\n',
      '_includes/layout.njk': LAYOUT,
      'index.njk': HOME,
      'tags.njk': TAGS,
      'atom.njk': FEED,
      'posts/posts.json': '{ "layout": "layout.njk", "tags": "posts" }\n',
    },
    pageOf: ({ file }) => `posts/${file.replace(/\.md$/, '')}/index.html`,
  };
}
