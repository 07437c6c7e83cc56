// Pages become files: those that are data by templates of the theme, then the site's own.
import { join, relative, sep } from 'node:path';
import type { OwnPost } from '../model/entry.ts';
import type { Fingerprint } from '../model/fingerprint.ts';
import type { File, Page } from '../model/page.ts';
import { wrong, type Checked } from '../model/problem.ts';
import type { Site } from '../model/site.ts';
import { outdatedCode } from './code.ts';
import type { Kitchen } from './eleventy.ts';
import { ownPages } from './own.ts';
import { printOfSources } from './sources.ts';
import { templatesOf, type Templates } from './templates.ts';
import { themeOf, type Theme } from './theme.ts';

/** What renders pages: the theme, a site's own templates over it. */
export interface Render {
  /** Pages of the theme become files, in their order. Every broken template that they show is a problem. */
  pages(site: Site, pages: readonly Page[]): Promise<Checked<readonly File[]>>;
  /** The site's own pages, which may show any of `posts`, newest first; none where there are none. */
  own(site: Site, posts: readonly OwnPost[]): Promise<Checked<readonly File[]>>;
  /** Whether the site has pages of its own. */
  hasOwn(): Promise<boolean>;
  /** The theme's assets, a site's over them: `assets/site.css`, below which folder (absolute). */
  assets(): Promise<ReadonlyArray<{ readonly path: string; readonly folder: string }>>;
  /**
   * Of all that renders: settings, templates, config and what it imports, the program and its packages. While it stays,
   * the same data gives the same page.
   */
  hash(site: Site): Promise<Fingerprint>;
  /** Modules of the site that have changed since this process loaded them, relative to it: it goes on with the old ones. */
  outdated(): readonly string[];
}

interface Options extends Pick<Kitchen, 'root' | 'eleventy'> {
  /** The package's templates, absolute. */
  readonly theme: string;
}

/** Renders with the theme of the package, and with the templates/ of the site at `root` over it. */
export function renderer({ root, theme, eleventy }: Options): Render {
  const own = join(root, 'templates');
  const shelves = [own, join(own, '_includes'), theme];
  const lookedUp = (): Promise<Templates> => templatesOf(own, theme);
  const hashed = (site: Site, templates: Templates): Fingerprint => printOfSources({ root, site, templates });
  const ready = kept((site) => themeOf({ root, shelves, site, eleventy }));
  const inTurn = queue();
  return {
    pages: (site, pages) =>
      inTurn(async () => {
        const templates = await lookedUp();
        if (templates.problems.length > 0) return wrong(...templates.problems);
        const rendering = await ready(site, hashed(site, templates));
        return rendering.ok ? rendering.value(pages) : rendering;
      }),
    own: (site, posts) =>
      inTurn(async () => {
        const templates = await lookedUp();
        if (templates.problems.length > 0) return wrong(...templates.problems);
        return ownPages({ root, shelves, site, eleventy, templates, posts }, own);
      }),
    async assets() {
      const { assets } = await lookedUp();
      return [...assets].map(([path, file]) => ({ path, folder: file.slice(0, -path.length) }));
    },
    hash: async (site) => hashed(site, await lookedUp()),
    outdated: () => outdatedCode().flatMap((file) => (file.startsWith(root + sep) ? [relative(root, file)] : [])),
    hasOwn: async () => (await lookedUp()).own.length > 0,
  };
}

// Eleventy takes ten times longer to begin than to render a page, so the last one is kept while it would come out the same.
function kept(make: (site: Site) => Promise<Checked<Theme>>) {
  let last: { readonly print: Fingerprint; readonly theme: Checked<Theme> } | undefined;
  return async (site: Site, print: Fingerprint): Promise<Checked<Theme>> => {
    if (last?.print !== print || !last.theme.ok) last = { print, theme: await make(site) };
    return last.theme;
  };
}

/** Runs one after another what is asked at once. */
function queue(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };
}
