// Files that Media RSS names, alone or in groups, with what is said of them.
import type { Enclosure } from '../../model/entry.ts';
import type { Element } from '../xml.ts';
import { baseOf, webAddress } from './address.ts';
import { all, attribute, saidIn, textIn, words, type Said } from './vocabulary.ts';

// WordPress.com gives the portrait of the author as a file of the entry; YouTube a player that is no more.
const NO_FILES = /^https?:\/\/(?:[\w-]+\.)*gravatar\.com\/avatar\//i;
const NO_TYPES = /^application\/x-shockwave-flash$/i;

interface Media {
  readonly files: readonly Enclosure[];
  /** What is said of them all; empty where nothing is. */
  readonly description: string;
}

/** The files of an entry. Thumbnails are none. */
export function mediaIn(said: Said, address: string): Media {
  const groups = all(said, 'media:group');
  const inGroups = groups.map(saidIn);
  const contents = [said, ...inGroups].flatMap((each) => all(each, 'media:content'));
  const description = [...inGroups, said].map((each) => words(each, 'media:description')).find(Boolean) ?? '';
  return { files: contents.flatMap((content) => fileOf(content, address)), description };
}

function fileOf(content: Element, address: string): Enclosure[] {
  const url = webAddress(attribute(content, 'url'), baseOf(content, address));
  const type = typeOf(content);
  if (url === undefined || NO_FILES.test(url) || NO_TYPES.test(type)) return [];
  const inside = saidIn(content);
  const title = all(inside, 'media:description', 'media:title')
    .map((each) => textIn(each).trim())
    .find(Boolean);
  return [{ url, type, length: lengthFrom(attribute(content, 'filesize')), ...(title !== undefined && { title }) }];
}

/** Of one that says only what medium it is, a media range. */
function typeOf(content: Element): string {
  const [type, medium] = [attribute(content, 'type'), attribute(content, 'medium').toLowerCase()];
  return type === '' && /^(?:image|audio|video)$/.test(medium) ? `${medium}/*` : type;
}

/** A size in bytes; 0 where it is not known. */
export function lengthFrom(written: string): number {
  return /^\d{1,15}$/.test(written) ? Number(written) : 0;
}
