// The sitemap (sitemaps.org) and robots.txt, which names it.
import { document, element } from '../feeds/xml.ts';
import { addressOf, type Site } from '../model/site.ts';
import type { Place, PlainSketch } from './plain.ts';

const NAMESPACE = 'http://www.sitemaps.org/schemas/sitemap/0.9';

/** The file that a sketch is of. */
export function plainOf(site: Site, sketch: PlainSketch): string {
  switch (sketch.maker) {
    case 'robots':
      return robots(sketch.frame.sitemaps.map((path) => addressOf(site, path)));
    case 'sitemap':
      return document(element('sitemapindex', { xmlns: NAMESPACE }, ...elementsOf(site, 'sitemap', sketch.frame)));
    default:
      return document(element('urlset', { xmlns: NAMESPACE }, ...elementsOf(site, 'url', sketch.cards)));
  }
}

function elementsOf(site: Site, name: 'sitemap' | 'url', places: readonly Place[]): ReturnType<typeof element>[] {
  return places.map(({ path, updated }) =>
    element(name, {}, element('loc', {}, addressOf(site, path)), element('lastmod', {}, updated)),
  );
}

function robots(sitemaps: readonly string[]): string {
  const lines = ['User-agent: *', 'Disallow:', ...sitemaps.map((address) => `Sitemap: ${address}`)];
  return `${lines.join('\n')}\n`;
}
