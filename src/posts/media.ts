// The door of mrmime: the files of the site that go with a post, with their true type and length.
import { lookup } from 'mrmime';
import type { Enclosure } from '../model/entry.ts';
import type { Problem } from '../model/problem.ts';
import type { Site } from '../model/site.ts';
import type { Files } from '../world/world.ts';
import type { Shown } from './plain.ts';

/** Something that a post shows. `where` is the line of the front matter that asks for it. */
export interface Medium extends Shown {
  readonly where?: string;
}

/** The enclosures, and the files that the front matter names and that are not there. What other hosts have is neither. */
export async function enclosuresOf(
  files: Pick<Files, 'size'>,
  site: Site,
  media: readonly Medium[],
): Promise<{ enclosures: readonly Enclosure[]; problems: readonly Problem[] }> {
  const enclosures: Enclosure[] = [];
  const problems: Problem[] = [];
  for (const { url, alt, where } of media) {
    const path = publicPath(site, url);
    if (path === undefined) continue;
    const length = await files.size(path);
    const type = lookup(path) ?? '';
    if (length !== undefined && /^(?:image|audio|video)\//.test(type)) {
      enclosures.push({ url, type, length, ...(alt === '' ? {} : { title: alt }) });
    } else if (where !== undefined) problems.push({ where, ...(length === undefined ? missing(path) : noPhoto(path)) });
  }
  return { enclosures, problems };
}

function missing(path: string): Omit<Problem, 'where'> {
  return {
    what: `There is no ${path}.`,
    next: 'Put the photo there, or mend its src: /photos/cat.jpg is public/photos/cat.jpg.',
  };
}

function noPhoto(path: string): Omit<Problem, 'where'> {
  return {
    what: `${path} is not a picture, a sound or a film.`,
    next: 'Name one that ends in .jpg, .png, .mp3 or the like.',
  };
}

/** The file that an address of the site is, undefined for what is elsewhere. */
export function publicPath(site: Site, url: string): string | undefined {
  if (!url.startsWith(site.url)) return undefined;
  const path = decoded(url.slice(site.url.length).replace(/[?#].*$/, ''));
  // Encoded slashes and dots (%2F..) would lead out of the folder.
  const inside = path !== undefined && !/[\\\0]/.test(path) && !/(?:^|\/)(?:\.\.?)?(?:\/|$)/.test(path);
  return inside ? `public/${path}` : undefined;
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch (cause) {
    if (!(cause instanceof URIError)) throw cause;
    return undefined;
  }
}
