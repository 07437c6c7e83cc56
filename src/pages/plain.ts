// The files for machines that are no pages, before they are written: the sitemap, one file a month, robots.txt, and what
// says where the site's feed is. A month, since a new post changes the whole file: that of a year would grow too long.
import type { Card } from '../model/card.ts';
import { remembered } from '../model/remembered.ts';
import type { Shelf } from '../model/shelf.ts';
import { sitePath, type Site } from '../model/site.ts';
import type { Sketch } from '../model/sketch.ts';

const SITEMAP = 'sitemap.xml';
/** The subscription to the site, for readers that import a list. */
export const OPML = 'follow/subscribe.opml';
// RFC 7033 §4, RFC 6415 §2: of a host, and so only of a site at its root.
const OF_HOST = [
  { path: '.well-known/webfinger', maker: 'webfinger' as const },
  { path: '.well-known/host-meta', maker: 'host-meta' as const },
];

/** An address of the site, and when it last changed. */
export interface Place {
  readonly path: string;
  readonly updated: string;
}

/** A file that needs no words of any post: robots.txt, the sitemap of sitemaps, that of a month, and what leads to the feed. */
export type PlainSketch = Sketch &
  (
    | { readonly maker: 'robots'; readonly frame: { readonly sitemaps: readonly string[] } }
    | { readonly maker: 'sitemap'; readonly frame: readonly Place[] }
    | { readonly maker: 'month' | 'opml' | 'webfinger' | 'host-meta'; readonly frame: undefined }
  );

const MAKERS: ReadonlySet<string> = new Set<PlainSketch['maker']>([
  'robots',
  'sitemap',
  'month',
  'opml',
  'webfinger',
  'host-meta',
]);

/** Whether a sketch is of such a file. */
export function isPlainSketch(sketch: Sketch): sketch is PlainSketch {
  return MAKERS.has(sketch.maker);
}

/** All such files. A site without posts has no sitemap (sitemaps.org): the schema forbids an empty one. */
export function plainSketches(site: Site, { months }: Shelf): readonly PlainSketch[] {
  const files = [...months].map(([month, cards]) => ({
    path: `sitemap/${month.slice(0, 4)}-${month.slice(5, 7)}.xml`,
    cards,
  }));
  const sitemaps = files.length > 0 ? [SITEMAP] : [];
  const places = files.map(({ path, cards }) => ({ path, updated: newestChange(cards) }));
  return [
    { path: 'robots.txt', maker: 'robots', frame: { sitemaps }, cards: [] },
    ...sitemaps.map((path) => ({ path, maker: 'sitemap' as const, frame: places, cards: [] })),
    ...files.map(({ path, cards }) => ({ path, maker: 'month' as const, frame: undefined, cards })),
    { path: OPML, maker: 'opml', frame: undefined, cards: [] },
    ...(sitePath(site) === '/' ? OF_HOST : []).map((file) => ({ ...file, frame: undefined, cards: [] })),
  ];
}

// A month's posts are the same array until one of them changes.
const newestChange = remembered((cards: readonly Card[]): string => {
  return cards.reduce((newest, { updated }) => (updated > newest ? updated : newest), '');
});
