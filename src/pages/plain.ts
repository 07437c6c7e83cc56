// The files for machines that are no pages: the sitemap, one file a year, and robots.txt.
import { document, element } from '../feeds/xml.ts';
import { monthPath } from '../model/calendar.ts';
import type { Entry, Post } from '../model/entry.ts';
import { newestFirst } from '../model/entry.ts';
import { grouped } from '../model/grouped.ts';
import type { File } from '../model/page.ts';
import { addressOf, type Site } from '../model/site.ts';

const NAMESPACE = 'http://www.sitemaps.org/schemas/sitemap/0.9';

/** robots.txt and the sitemap (sitemaps.org). A site without posts has no sitemap: the schema forbids an empty one. */
export function plainFiles(site: Site, posts: readonly Post[]): readonly File[] {
  const entries = posts.map(({ entry }) => entry).sort(newestFirst);
  const years = grouped(entries, ({ published }) => monthPath(published, site.timezone).slice(0, 4));
  const files = [...years].map(([year, entries]) => ({ path: `sitemap/${year}.xml`, entries }));
  if (files.length === 0) return [robots([])];
  const index = element(
    'sitemapindex',
    { xmlns: NAMESPACE },
    ...files.map(({ path, entries }) => place('sitemap', addressOf(site, path), newestChange(entries))),
  );
  return [
    robots([addressOf(site, 'sitemap.xml')]),
    { path: 'sitemap.xml', bytes: document(index) },
    ...files.map(({ path, entries }) => ({ path, bytes: document(yearOf(entries)) })),
  ];
}

function yearOf(entries: readonly Entry[]): ReturnType<typeof element> {
  return element('urlset', { xmlns: NAMESPACE }, ...entries.map(({ url, updated }) => place('url', url, updated)));
}

function place(name: 'sitemap' | 'url', address: string, changed: string): ReturnType<typeof element> {
  return element(name, {}, element('loc', {}, address), element('lastmod', {}, changed));
}

function newestChange(entries: readonly Entry[]): string {
  return entries.reduce((newest, { updated }) => (updated > newest ? updated : newest), '');
}

function robots(sitemaps: readonly string[]): File {
  const lines = ['User-agent: *', 'Disallow:', ...sitemaps.map((address) => `Sitemap: ${address}`)];
  return { path: 'robots.txt', bytes: `${lines.join('\n')}\n` };
}
