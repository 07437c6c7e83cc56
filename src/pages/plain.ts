// The files for machines that are no pages, before they are written: the sitemap, one file a month, and robots.txt. A
// month, since a new post changes the whole file: that of a year would grow too long.
import type { Card } from '../model/card.ts';
import type { Shelf } from '../model/shelf.ts';
import type { Sketch } from '../model/sketch.ts';

const SITEMAP = 'sitemap.xml';

/** An address of the site, and when it last changed. */
export interface Place {
  readonly path: string;
  readonly updated: string;
}

/** A file that needs no words of any post: robots.txt, the sitemap of sitemaps, the sitemap of a month. */
export type PlainSketch = Sketch &
  (
    | { readonly maker: 'robots'; readonly frame: { readonly sitemaps: readonly string[] } }
    | { readonly maker: 'sitemap'; readonly frame: readonly Place[] }
    | { readonly maker: 'month'; readonly frame: undefined }
  );

/** robots.txt and the sitemap (sitemaps.org). A site without posts has no sitemap: the schema forbids an empty one. */
export function plainSketches({ months }: Shelf): readonly PlainSketch[] {
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
  ];
}

// A month's posts are the same array until one of them changes.
const known = new WeakMap<readonly Card[], string>();

function newestChange(cards: readonly Card[]): string {
  const newest = known.get(cards) ?? cards.reduce((newest, { updated }) => (updated > newest ? updated : newest), '');
  known.set(cards, newest);
  return newest;
}
