// What the package's theme and a site's templates/ give together: a site's file wins over its namesake of the theme.
import { lstat, readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { Problem } from '../model/problem.ts';

/** Folders of templates/ that hold no pages of their own: Eleventy's, and the theme's. */
const NO_PAGES = ['_data/', '_includes/', 'parts/', 'assets/'];

export interface Templates {
  /** The theme's files by name (`parts/entry.njk`), each as an absolute path: the site's own where it has one. */
  readonly theme: ReadonlyMap<string, string>;
  /** Files of the site in assets/ and the theme's, by name (`assets/site.css`), as absolute paths. */
  readonly assets: ReadonlyMap<string, string>;
  /** Names of the site's files that are nobody's namesake and may be pages. */
  readonly own: readonly string[];
  /** Names of all of the site's files. */
  readonly mine: readonly string[];
  readonly problems: readonly Problem[];
}

/** Reads both folders. `site` need not be there, and may be the theme itself. */
export async function templatesOf(site: string, theme: string): Promise<Templates> {
  const [mine, base] = await Promise.all([namesBelow(site), namesBelow(theme)]);
  const all = new Map([...base.files.map(at(theme)), ...mine.files.map(at(site))]);
  const names = new Set(base.files);
  return {
    theme: new Map([...all].filter(([name]) => names.has(name))),
    assets: new Map([...all].filter(([name]) => name.startsWith('assets/'))),
    own: mine.files.filter((name) => !names.has(name) && !NO_PAGES.some((folder) => name.startsWith(folder))),
    mine: mine.files,
    problems: mine.links.map((name) => ({
      where: `templates/${name}`,
      what: 'A symbolic link; links are not followed.',
      next: 'Put the file itself here.',
    })),
  };
}

function at(folder: string): (name: string) => readonly [string, string] {
  return (name) => [name, join(folder, name)];
}

async function namesBelow(folder: string): Promise<{ files: string[]; links: string[] }> {
  const there = await lstat(folder).catch(() => undefined);
  if (!there?.isDirectory()) return { files: [], links: [] };
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const name = (entry: (typeof found)[number]): string =>
    relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/');
  return {
    files: found
      .filter((entry) => entry.isFile())
      .map(name)
      .sort(),
    links: found
      .filter((entry) => entry.isSymbolicLink())
      .map(name)
      .sort(),
  };
}
