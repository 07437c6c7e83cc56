// Hugo with as little to do as a blog can have: one template for a page, one for a list, its default kinds of lists
// (home, sections, tags), one feed of the newest. It builds the whole site at each change.
import { join } from 'node:path';
import type { SiteGenerator } from './generator.ts';

const CONFIG = `baseURL = "https://bench.example/"
title = "Bench"
[outputs]
home = ["HTML", "RSS"]
section = ["HTML"]
taxonomy = ["HTML"]
term = ["HTML"]
[services.rss]
limit = 30
`;

const HEAD = '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title></head><body>';

const LIST = `${HEAD}{{ $shown := .Paginate .Pages }}
{{ range $shown.Pages }}<article><a href="{{ .RelPermalink }}">{{ .Date }}</a>{{ .Content }}</article>
{{ end }}{{ if $shown.HasNext }}<a href="{{ $shown.Next.URL }}">Older</a>{{ end }}</body></html>
`;

const SINGLE = `${HEAD}<article>{{ .Content }}<p>{{ .Date }}</p>
{{ range .Params.tags }}<span>{{ . }}</span>{{ end }}</article></body></html>
`;

export function hugo(folder: string): SiteGenerator {
  return {
    name: 'Hugo',
    root: join(folder, 'hugo'),
    command: ['hugo', '--quiet'],
    posts: 'content/posts',
    output: 'public',
    caches: ['resources', '.hugo_build.lock'],
    files: { 'config.toml': CONFIG, 'layouts/_default/list.html': LIST, 'layouts/_default/single.html': SINGLE },
    pageOf: ({ file }) => `posts/${file.replace(/\.md$/, '')}/index.html`,
  };
}
