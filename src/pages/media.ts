// What a page shows beside the words of a post: photos as a group, sounds and films to play, other files as links. In feeds
// the text holds the photos, each in a paragraph of its own, and an <img> for each sound and film; here these are cut out.
import type { Enclosure, Entry, Post } from '../model/entry.ts';
import type { Photo } from '../model/photo.ts';
import { SIZES, sourcesOf, withPictures, type Source } from './pictures.ts';

/** A picture that goes with a post. */
interface Picture {
  readonly url: string;
  readonly alt: string;
  /** In pixels, where they are known. */
  readonly width?: number;
  readonly height?: number;
  /** The same in other formats, and how wide it is on a page. */
  readonly sources?: readonly Source[];
  readonly sizes?: string;
}

/** The text that is left, and what stands beside it. */
export interface Beside {
  readonly html: string;
  readonly photos: readonly Picture[];
  readonly sounds: readonly Enclosure[];
  readonly films: readonly Enclosure[];
  readonly files: readonly Enclosure[];
}

const OTHER = /^(?!image\/|audio\/|video\/)/;

/** The photo that others show with a link to the post: its first, in a format that they read. */
export function sharedPhoto({ entry, photos = {} }: Post): Omit<Picture, 'sources' | 'sizes'> | undefined {
  const first = photosOf(entry.enclosures.filter(({ type }) => type !== 'image/svg+xml'))[0];
  const { width = 0, height = 0 } = (first && photos[first.url]) ?? {};
  return first && { ...first, ...(width > 0 && { width, height }) };
}

/** The pictures among the enclosures of an entry. */
function photosOf(enclosures: Entry['enclosures']): ReadonlyArray<Pick<Picture, 'url' | 'alt'>> {
  return enclosures
    .filter(({ type }) => type.startsWith('image/'))
    .map(({ url, title }) => ({ url, alt: title ?? '' }));
}

/** The text of a post without what stands beside it. What the text itself shows among its words stays there. */
export function besideOf({ entry, photos = {} }: Post): Beside {
  const { enclosures } = entry;
  if (enclosures.length === 0) return { html: entry.html, photos: [], sounds: [], films: [], files: [] };
  const html = enclosures.reduce(without, entry.html as string).trim();
  const isLeft = ({ url }: { readonly url: string }): boolean => !html.includes(`src="${inHtml(url)}"`);
  const of = (type: RegExp): readonly Enclosure[] => enclosures.filter((one) => type.test(one.type));
  return {
    html: withPictures(html, photos),
    photos: photosOf(enclosures)
      .filter(isLeft)
      .map((picture, at, all) => ({
        ...picture,
        ...roomOf(picture.url, photos[picture.url], sizesAt(at, all.length)),
      })),
    sounds: of(/^audio\//).filter(isLeft),
    films: of(/^video\//).filter(isLeft),
    files: of(OTHER),
  };
}

// As the stylesheet lays them out: two by two, and of an odd number the first is large.
function sizesAt(at: number, all: number): string {
  return at === 0 && all % 2 === 1 ? SIZES.whole : SIZES.half;
}

function roomOf(url: string, photo: Photo | undefined, sizes: string): Partial<Picture> {
  if (!photo || photo.width === 0) return {};
  const { width, height } = photo;
  return { width, height, sources: sourcesOf(url, photo), sizes };
}

/** The text without the <img> of this file, if that is alone in its paragraph: a photo below the text, a sound, a film. */
function without(html: string, { url, type }: Enclosure): string {
  const at = html.indexOf(`<p><img src="${inHtml(url)}"`);
  const end = html.indexOf('>', at + '<p><img'.length);
  const isAlone = at >= 0 && html.startsWith('</p>', end + 1);
  const isBelow = !type.startsWith('image/') || html.slice(at, end).includes(' class="u-photo"');
  return isAlone && isBelow ? html.slice(0, at) + html.slice(end + '></p>'.length) : html;
}

// As it stands in an attribute.
function inHtml(url: string): string {
  return url.replaceAll('&', '&amp;');
}
