// What the formats have in common: an entry as one of them states it, made whole.
import type { Enclosure, Person, Place, Reply } from '../../model/entry.ts';
import type { Received, Reference } from '../../model/received.ts';
import { beginning, oneLine } from '../shown.ts';
import { clean, type Element } from '../xml.ts';
import { linksIn, namesIn, withoutFragment } from './pointed.ts';
import { textsOf } from './texts.ts';
import { isTitle } from './title.ts';

/** What it answers, as stated: an address, an id, or both. */
export interface Answered {
  readonly url?: string;
  readonly ref?: string;
  readonly name?: string;
}

/** An entry as its format states it. Addresses are absolute; texts may be anything. */
export interface Stated {
  /** Empty where it has none. */
  readonly id: string;
  readonly url?: string;
  /** What stands in for `url`: its source's page, or its source. */
  readonly instead: string;
  /** Plain text; empty where it has none. */
  readonly title: string;
  /** One of them is made of the other. */
  readonly html?: string;
  readonly text?: string;
  /** At which relative addresses in its HTML begin. */
  readonly base: string;
  readonly lang: string;
  readonly author: Person;
  /** As in `Received`. */
  readonly published: string;
  readonly updated: string;
  readonly tags: readonly string[];
  readonly answers: readonly Answered[];
  readonly repostOf?: string;
  /** Addresses that it points to beside those in its text. */
  readonly links?: readonly string[];
  readonly mentions: readonly string[];
  readonly enclosures: readonly Enclosure[];
  /** What a reader is warned of, where the format says it. */
  readonly warning?: string;
  /** What is said of it beside its text: of an article the warning above the text is there too. */
  readonly summary?: string;
  readonly comments?: string;
  readonly place?: Place;
  readonly item?: string;
  readonly bridged?: true;
}

/** Of one entry: references; tags and files. */
const MOST_REFERENCES = 200;
const MOST = 100;

/** In characters. What is longer is known by its beginning. */
const LONGEST_ID = 4096;

/** The entry, whole and safe. */
export function receivedOf(stated: Stated): Received {
  const { html, tree, text, warning } = textsOf(stated);
  const title = clean(stated.title);
  const { url, repostOf, comments, place, item, bridged, lang, author, published, updated } = stated;
  const reply = replyOf(stated.answers);
  const found: Omit<Received, 'id'> = {
    url: url ?? webId(stated.id) ?? stated.instead,
    ...(isTitle(title, { text, apart: beginsApart(tree) }) && { title }),
    html,
    text,
    lang,
    author: personOf(author),
    // One that says only when it was changed was not published later.
    published: published || updated,
    updated,
    tags: distinct(stated.tags.map(tagFrom)),
    ...(reply && { replyTo: reply }),
    ...(repostOf !== undefined && { repostOf }),
    mentions: distinct(stated.mentions),
    enclosures: filesOf(stated.enclosures),
    ...(warning !== undefined && { warning }),
    references: referencesOf(stated, tree),
    ...(comments !== undefined && { comments }),
    ...(place && { place }),
    ...(item !== undefined && { item }),
    ...(bridged && { bridged }),
  };
  return { id: idFrom(stated.id) || (url ?? madeId({ ...found, title })), ...found };
}

/** An id as it is kept. */
export function idFrom(written: string): string {
  return clean(written.trim().slice(0, LONGEST_ID));
}

/** An id for an entry that states none: what it says, which is the same as long as it says the same. */
export function madeId({ published, title = '', text }: Pick<Received, 'published' | 'title' | 'text'>): string {
  return [published, title, beginning(text, 100)].filter(Boolean).join(' ');
}

function webId(id: string): string | undefined {
  return /^https?:\/\//.test(id) && URL.canParse(id) ? id : undefined;
}

/** Whether a text begins with a heading or a picture, which say the title again and are no text. */
function beginsApart(html: Element): boolean {
  const first = html.children.find((each) => typeof each !== 'string' || each.trim() !== '');
  if (typeof first !== 'object') return false;
  return /^(?:h[1-6]|img)$/.test(first.name) || beginsApart(first);
}

function personOf({ name, uri }: Person): Person {
  return { name: clean(oneLine(name).slice(0, 200)), ...(uri !== undefined && { uri: clean(uri) }) };
}

function tagFrom(written: string): string {
  return clean(oneLine(written).replace(/^#+/, '').toLowerCase().slice(0, 100));
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts.map(clean))].filter(Boolean).slice(0, MOST);
}

/** Each file once; what a later mention of it adds is added. */
function filesOf(enclosures: readonly Enclosure[]): Enclosure[] {
  const files = new Map<string, Enclosure>();
  for (const { url, type, length, title } of enclosures.slice(0, MOST)) {
    const before = files.get(url);
    const said = clean(oneLine(title ?? '')) || before?.title;
    const known = { type: before?.type || clean(type.slice(0, 100)), length: before?.length || length };
    files.set(url, { url, ...known, ...(said !== undefined && said !== '' && { title: said }) });
  }
  return [...files.values()];
}

/** The first that has an address of the web stands for what is answered; a bridge names one entry in several ways. */
function replyOf(answers: readonly Answered[]): Reply | undefined {
  const first = answers.find(({ url }) => url !== undefined && /^https?:/.test(url)) ?? answers[0];
  const url = first?.url ?? first?.ref;
  if (first === undefined || url === undefined) return undefined;
  const { ref, name } = first;
  const known = ref !== undefined && ref !== first.url && { ref: idFrom(ref) };
  return { url, ...known, ...(name && { name: clean(oneLine(name)) }) };
}

function referencesOf({ answers, repostOf, links = [] }: Stated, html: Element): Reference[] {
  const replies = answers.flatMap(({ url, ref }) => [ref, url]);
  const all: [Reference['how'], (string | undefined)[]][] = [
    ['reply', replies],
    ['repost', [repostOf]],
    ['link', [...linksIn(html), ...links.map(withoutFragment)]],
    ['name', namesIn(html)],
  ];
  return all
    .flatMap(([how, to]) => [...new Set(to)].flatMap((each) => (each ? [{ how, to: idFrom(each) }] : [])))
    .slice(0, MOST_REFERENCES);
}
