// What the values of a front matter may be. All of them arrive as the strings, lists and maps that the author wrote.
import { clean } from '../feeds/xml.ts';
import type { Reply } from '../model/entry.ts';
import type { Problem } from '../model/problem.ts';
import type { Repost } from './repost.ts';
import { tagOf } from './tags.ts';

/** What is wrong with a value. `words` stand in its line, where the key alone would not show it. */
export interface Wrong extends Omit<Problem, 'where'> {
  readonly words?: string;
}

type Read<T> = { readonly value: T } | { readonly wrong: readonly Wrong[] };

export type Reader<T> = (value: unknown, key: string) => Read<T>;

export interface Photo {
  readonly src: string;
  /** Empty only where the author wrote it so. */
  readonly alt: string;
}

const YES_OR_NO = new Map([
  ['true', true],
  ['yes', true],
  ['false', false],
  ['no', false],
]);

// Few posts name a language, and to load all their names takes a while.
let languages: Intl.DisplayNames | undefined;

function isLanguage(tag: string): boolean {
  languages ??= new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });
  return languages.of(new Intl.Locale(tag).language) !== undefined;
}

/** One line of text: white space is one space, in Unicode's composed form. */
export function text(value: unknown, key: string): Read<string> {
  if (typeof value !== 'string') {
    return wrong(
      `"${key}" must be one value, not a list or keys of its own.`,
      `Write ${key}: and the value in one line.`,
    );
  }
  const line = clean(value.normalize('NFC')).replaceAll(/\s+/g, ' ').trim();
  if (line !== '') return { value: line };
  return wrong(
    `"${key}" is empty.`,
    'Write a value or remove the line. What follows # is a comment: put it in quotes.',
  );
}

/** `true` and `false`, also as `yes` and `no`. */
export function yesOrNo(value: unknown, key: string): Read<boolean> {
  const said = typeof value === 'string' ? YES_OR_NO.get(value.toLowerCase()) : undefined;
  if (said !== undefined) return { value: said };
  return wrong(`"${key}" is neither true nor false.`, `Write ${key}: true or ${key}: false.`);
}

/** An absolute address of the web or of XMPP. */
export function address(value: unknown, key: string): Read<string> {
  const read = text(value, key);
  if (!('value' in read)) return read;
  const url = URL.canParse(read.value) ? new URL(read.value) : undefined;
  if (url && /^(?:https?|xmpp):$/.test(url.protocol)) return { value: url.href };
  return wrong(
    `"${read.value}" is not an address.`,
    'Write the whole of it, such as https://bob.example/7.',
    read.value,
  );
}

/** A BCP 47 tag in its canonical form: `en`, `de-AT`. */
export function language(value: unknown, key: string): Read<string> {
  const read = text(value, key);
  if (!('value' in read)) return read;
  try {
    const [tag = ''] = Intl.getCanonicalLocales(read.value);
    if (isLanguage(tag)) return { value: tag };
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
  }
  return wrong(`"${read.value}" is not the tag of a language.`, 'Write it as en or de-AT.');
}

/** A list, or words with commas or spaces between them; with or without #. Each tag once. */
export function tags(value: unknown, key: string): Read<readonly string[]> {
  const list = Array.isArray(value) ? value : text(value, key);
  if ('wrong' in list) return list;
  const words = Array.isArray(list) ? list.map(String) : list.value.split(/[\s,]+/).filter((word) => word !== '');
  const found = words.map((word) => ({ word, tag: tagOf(word.trim().replace(/^#/, '')) }));
  const bad = found.filter(({ tag }) => tag === undefined);
  if (bad.length === 0) return { value: [...new Set(found.flatMap(({ tag }) => tag ?? []))] };
  const next = 'A tag is made of letters, digits, _ and -, with at least one letter, and has no spaces.';
  return { wrong: bad.map(({ word }) => ({ what: `"${word}" cannot be a tag.`, next, words: word })) };
}

/** An address, or `url`, `name`, `excerpt`, `ref` and `comments`. */
export function reply(value: unknown, key: string): Read<Reply> {
  return cited(value, key, REPLY);
}

/** An address, or `url`, `name` and `excerpt`. */
export function repost(value: unknown, key: string): Read<Repost> {
  return cited(value, key, REPOST);
}

function cited(value: unknown, key: string, names: ReadonlyArray<keyof Reply>): Read<Reply> {
  const { parts, bad } = partsOf(typeof value === 'string' ? { url: value } : value, key, names);
  if (parts.comments !== undefined && !parts.comments.startsWith('xmpp:')) bad.push(noNode(parts.comments));
  if (parts.url === undefined) return { wrong: [...bad, noUrl(key)] };
  const url = address(parts.url, `${key}.url`);
  if ('wrong' in url) return { wrong: [...bad, ...url.wrong] };
  return bad.length > 0 ? { wrong: bad } : { value: { ...parts, url: url.value } };
}

/** A list of `src` and `alt`. */
export function photos(value: unknown, key: string): Read<readonly Photo[]> {
  if (!Array.isArray(value) || value.length === 0) {
    return wrong(`"${key}" must be a list.`, 'Write it as - src: /photos/cat.jpg and below it, indented, alt: A cat.');
  }
  const read = value.map((item: unknown) => photo(typeof item === 'string' ? { src: item } : item, key));
  const bad = read.flatMap((each) => ('wrong' in each ? each.wrong : []));
  return bad.length > 0 ? { wrong: bad } : { value: read.flatMap((each) => ('value' in each ? each.value : [])) };
}

function photo(value: unknown, key: string): Read<Photo> {
  const { parts, bad } = partsOf(value, key, PHOTO);
  const { src, alt } = parts;
  const isAddress = src !== undefined && URL.canParse(src, SOMEWHERE) && /^https?:/.test(new URL(src, SOMEWHERE).href);
  if (isAddress && alt !== undefined && bad.length === 0) return { value: { src, alt } };
  if (src === undefined) bad.push(NO_SRC);
  else if (!isAddress) bad.push({ what: `"${src}" is not the address of a photo.`, next: NO_SRC.next, words: src });
  else if (alt === undefined) bad.push({ what: `The photo "${src}" has no alt.`, next: NO_ALT, words: src });
  return { wrong: bad };
}

const REPLY = ['url', 'name', 'excerpt', 'ref', 'comments'] as const;
const REPOST = ['url', 'name', 'excerpt'] as const;
const PHOTO = ['src', 'alt'] as const;
const SOMEWHERE = 'https://a.example/';
const NO_SRC: Wrong = { what: 'A photo has no src.', next: 'Write its address: src: /photos/cat.jpg.' };
const NODE = 'Write the address of the node that takes comments: comments: xmpp:bob@example.org?;node=…';
const NO_ALT = 'Say in alt: what is seen, for those who cannot see it; alt: "" when there is nothing to say.';

function noUrl(key: string): Wrong {
  return { what: `"${key}" has no url.`, next: 'Write which page it is about: url: https://bob.example/7.' };
}

function noNode(comments: string): Wrong {
  return { what: `"${comments}" is not the address of a node.`, next: NODE, words: comments };
}

/** The texts of a map that has no other keys than these, and what is wrong with it. */
function partsOf<K extends string>(value: unknown, key: string, names: readonly K[]) {
  const parts: Partial<Record<K, string>> = {};
  const bad: Wrong[] = [];
  for (const [part, written] of Object.entries(typeof value === 'object' && value !== null ? value : {})) {
    const name = names.find((each) => each === part);
    // An empty alt is an answer. Every other text that is empty is a mistake.
    const read = name === 'alt' && written === '' ? { value: '' } : text(written, `${key}.${part}`);
    if (name === undefined) {
      bad.push({ what: `There is no "${part}" in ${key}.`, next: `It has ${names.join(', ')}.`, words: part });
    } else if ('wrong' in read) bad.push(...read.wrong);
    else parts[name] = read.value;
  }
  return { parts, bad };
}

function wrong(what: string, next: string, words?: string): { readonly wrong: readonly Wrong[] } {
  return { wrong: [{ what, next, ...(words === undefined ? {} : { words }) }] };
}
