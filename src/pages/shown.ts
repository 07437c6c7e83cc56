// What a page shows of a post: everything in it is ready to print, so that no template computes or looks anything up.
import type { Enclosure, Entry, Post, Reply } from '../model/entry.ts';
import type { Photo } from '../model/photo.ts';
import { dayIn, directionOf, timeIn } from '../model/language.ts';
import { sitePath, type Site } from '../model/site.ts';
import { tagPath } from '../model/tag.ts';
import { excerptOf } from '../model/excerpt.ts';
import { SIZES, sourcesOf, withPictures, type Source } from './pictures.ts';

/** How many posts the home page and the page of a tag show. */
export const NEWEST = 30;

/** A moment for machines and for people. */
interface Moment {
  readonly iso: string;
  readonly day: string;
  readonly time: string;
}

/** A picture that goes with a post. */
interface ShownPhoto {
  readonly url: string;
  readonly alt: string;
  /** In pixels, where they are known. */
  readonly width?: number;
  readonly height?: number;
  /** The same in other formats, and how wide it is on a page. */
  readonly sources?: readonly Source[];
  readonly sizes?: string;
}

/** A link inside the site, by its path. */
export interface Place {
  readonly name: string;
  readonly path: string;
}

/** A post as its page and the listings show it. Plain data; `html` is trusted, all else is text. */
export interface Shown {
  readonly path: string;
  readonly title?: string;
  readonly html: string;
  /** Of the text, or of the warning before it: what a list or a search engine may show. */
  readonly excerpt: string;
  readonly lang: string;
  readonly dir: 'ltr' | 'rtl';
  readonly author: { readonly name: string; readonly uri: string };
  readonly published: Moment;
  readonly updated?: Moment;
  readonly tags: readonly Place[];
  readonly replyTo?: Reply;
  readonly repostOf?: string;
  /** Those that the text does not show itself. */
  readonly photos: readonly ShownPhoto[];
  readonly sounds: readonly Enclosure[];
  readonly films: readonly Enclosure[];
  readonly files: readonly Enclosure[];
  readonly warning?: string;
  readonly draft: boolean;
}

function momentOf(site: Site, time: string): Moment {
  return { iso: time, day: dayIn(site, time), time: timeIn(site, time) };
}

/** The pictures among the enclosures of an entry. */
export function photosOf({ enclosures }: Entry): readonly Pick<ShownPhoto, 'url' | 'alt'>[] {
  return enclosures
    .filter(({ type }) => type.startsWith('image/'))
    .map(({ url, title }) => ({ url, alt: title ?? '' }));
}

function withSizes(photo: ShownPhoto, known: Photo | undefined): ShownPhoto {
  if (!known || known.width === 0) return photo;
  const { width, height } = known;
  return { ...photo, width, height, sources: sourcesOf(photo.url, known), sizes: SIZES };
}

function enclosuresOf({ entry, photos = {} }: Post): Pick<Shown, 'photos' | 'sounds' | 'films' | 'files'> {
  const { enclosures, html } = entry;
  return {
    photos: photosOf(entry)
      .filter(({ url }) => !html.includes(url.replaceAll('&', '&amp;')))
      .map((photo) => withSizes(photo, photos[photo.url])),
    sounds: enclosures.filter(({ type }) => type.startsWith('audio/')),
    films: enclosures.filter(({ type }) => type.startsWith('video/')),
    files: enclosures.filter(({ type }) => !/^(image|audio|video)\//.test(type)),
  };
}

// A post is on several pages, and is read for one site.
const known = new WeakMap<Post, Shown>();

/** A post, ready for the templates. */
export function shownOf(site: Site, post: Post): Shown {
  const shown = known.get(post) ?? readied(site, post);
  known.set(post, shown);
  return shown;
}

function readied(site: Site, post: Post): Shown {
  const { entry, path, draft, photos } = post;
  const { title, html, lang, author, published, updated, tags, replyTo, repostOf, warning } = entry;
  return {
    path,
    ...(title !== undefined && { title }),
    html: photos ? withPictures(html, photos) : html,
    excerpt: warning ?? excerptOf(entry.text, 280),
    lang,
    dir: directionOf(lang),
    author: { name: author.name, uri: author.uri ?? sitePath(site) },
    published: momentOf(site, published),
    ...(updated !== published && { updated: momentOf(site, updated) }),
    tags: tags.map((tag) => ({ name: tag, path: tagPath(tag) })),
    ...(replyTo && { replyTo }),
    ...(repostOf !== undefined && { repostOf }),
    ...enclosuresOf(post),
    ...(warning !== undefined && { warning }),
    draft,
  };
}
