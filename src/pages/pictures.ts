// The photos in the text of a post, as pages show them: in the formats and widths that there are, with room kept for them.
import { element, read, type Element } from '../feeds/xml.ts';
import { FORMATS, formAt, type Photo } from '../model/photo.ts';

/** One format of a photo, for `<source>`. */
export interface Source {
  readonly type: string;
  readonly srcset: string;
}

/**
 * How wide a photo is on the theme's pages: as the text, or half of that. It is said and not measured (`auto`), since not
 * all browsers do that, and the checker of the W3C refuses it in a picture that has two formats.
 */
export const SIZES = { whole: '(min-width: 44em) 44em, 100vw', half: '(min-width: 44em) 22em, 50vw' };

/** The formats of a photo at this address, the smallest first. */
export function sourcesOf(url: string, { widths }: Pick<Photo, 'widths'>): readonly Source[] {
  if (widths.length === 0) return [];
  const [address = url] = url.split(/[?#]/, 1);
  return FORMATS.map((format) => ({
    type: `image/${format}`,
    srcset: widths.map((width) => `${formAt(address, `${width}.${format}`)} ${width}w`).join(', '),
  }));
}

// All HTML of posts is XML, in which > is escaped.
const IMAGE = /<img\b[^>]*>/g;

/** The text of a post with its photos so. What its author has put into a <picture> stays. */
export function withPictures(html: string, photos: Readonly<Record<string, Photo>>): string {
  if (html.includes('<picture')) return html;
  // An image becomes an image: what was safe stays so.
  return html.replaceAll(IMAGE, (text) => pictureOf(text, photos) ?? text);
}

function pictureOf(text: string, photos: Readonly<Record<string, Photo>>): string | undefined {
  const image = read(text);
  const { src = '', srcset } = (image?.attrs ?? {}) as Readonly<Record<string, string | undefined>>;
  const photo = photos[src];
  if (!image || !photo || photo.width === 0 || srcset !== undefined) return undefined;
  const shown = sized(image, photo);
  const sources = sourcesOf(src, photo).map((source) => element('source', { ...source, sizes: SIZES.whole }));
  return (sources.length > 0 ? element('picture', {}, ...sources, shown) : shown).toString();
}

/** Of an image to which its author has given a size, that one holds. */
function sized({ attrs }: Element, { width, height }: Photo): Element {
  const given = attrs as Readonly<Record<string, string>>;
  const room = 'width' in given || 'height' in given ? {} : { width, height };
  return element('img', { loading: 'lazy', decoding: 'async', ...given, ...room });
}
