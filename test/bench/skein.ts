// Skein as it is installed: the compiled program, the default theme, all listings, tags and feeds on.
import { join } from 'node:path';
import { CLI } from '../program.ts';
import type { SiteGenerator } from './generator.ts';

/** The config of a site; `more` is added to what every site has. */
export function configOf(more: Readonly<Record<string, unknown>> = {}): string {
  const usual = {
    title: 'Bench',
    url: 'https://bench.example/',
    author: { name: 'Ann' },
    id: 'tag:bench.example,2026:',
  };
  return `export default ${JSON.stringify({ ...usual, timezone: 'UTC', ...more })};\n`;
}

export function skein(folder: string): SiteGenerator {
  return {
    name: 'Skein',
    root: join(folder, 'skein'),
    command: [process.execPath, CLI, 'build'],
    posts: 'posts',
    output: '_site',
    caches: ['.skein'],
    files: { 'skein.config.js': configOf(), 'package.json': '{ "type": "module" }\n' },
    pageOf: ({ published, slug }) => `${published.toISOString().slice(0, 7).replace('-', '/')}/${slug}/index.html`,
  };
}
