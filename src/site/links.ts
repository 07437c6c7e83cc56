// The links of a built site that lead nowhere in it.
import { scan } from '../feeds/markup.ts';
import type { Problem } from '../model/problem.ts';
import { addressOf, type Site } from '../model/site.ts';
import type { Files } from '../world/world.ts';

const LINKS: Readonly<Record<string, readonly string[]>> = {
  a: ['href'],
  link: ['href'],
  img: ['src'],
  source: ['src'],
  video: ['src', 'poster'],
  audio: ['src'],
  script: ['src'],
};

/**
 * Links and images of the pages that name an address of this site at which there is no file; each address once. The page
 * of a post is looked at before the listings that show it too; `sources` are the posts' files by the paths of their pages.
 */
export async function deadLinks(
  site: Site,
  built: Pick<Files, 'list' | 'read'>,
  sources: ReadonlyMap<string, string>,
): Promise<readonly Problem[]> {
  const paths = await built.list('');
  const there = new Set(paths);
  const dead = new Map<string, string>();
  const ofPosts = paths.filter((path) => sources.has(path));
  for (const page of [...ofPosts, ...paths.filter((path) => !sources.has(path))]) {
    if (!page.endsWith('.html')) continue;
    for (const link of linksOf((await built.read(page)) ?? '')) {
      const path = pathIn(site, link, page);
      if (path === undefined || [path, `${path}index.html`, `${path}/index.html`].some((each) => there.has(each)))
        continue;
      if (!dead.has(path)) dead.set(path, page);
    }
  }
  return [...dead].map(([path, page]) => ({
    where: sources.get(page) ?? addressOf(site, shown(page)),
    what: `The page /${shown(page)} links to /${path}, and there is nothing.`,
    next: 'Mend the link in the post or template, or put the file into public/.',
  }));
}

function shown(page: string): string {
  return page.replace(/(^|\/)index\.html$/, '$1');
}

function linksOf(html: string): string[] {
  const links: string[] = [];
  scan(html, 'html', () => ({
    opened(name, attributes) {
      for (const attribute of LINKS[name] ?? []) {
        const link = attributes[attribute];
        if (link !== undefined) links.push(link);
      }
    },
  }));
  return links;
}

// The path of an address inside the site, or undefined when it is another's.
function pathIn(site: Site, link: string, page: string): string | undefined {
  if (!URL.canParse(link, site.url)) return undefined;
  const { href } = new URL(link, new URL(page, site.url));
  if (!href.startsWith(site.url)) return undefined;
  const path = href.slice(site.url.length).replace(/[?#].*$/, '');
  try {
    return decodeURIComponent(path);
  } catch {
    // A per cent sign that begins no byte: no host finds a file by it either.
    return path;
  }
}
