// What the author wrote, read back from an Atom entry of either form, so that two versions can be compared: never
// XHTML, generator, comments link or clock (DESIGN §3, rule 4).
import type { Enclosure, Entry, Reply } from '../model/entry.ts';
import { ATOM, THREAD } from './atom.ts';
import { itemTexts, plainAddress } from './atom-item.ts';
import { placeIn } from './place.ts';
import { htmlFrom, oneLine, shownHtml } from './shown.ts';
import { child, children, clean } from './xml.ts';
import type { Element } from './xml.ts';

/** As in `Entry`; a feed gives `html`, a node `text`. A note whose item has content comes back with a title. */
export interface Written extends Pick<
  Entry,
  'id' | 'url' | 'title' | 'published' | 'updated' | 'tags' | 'repostOf' | 'enclosures' | 'warning' | 'place'
> {
  readonly html?: string;
  readonly text?: string;
  readonly replyTo?: Pick<Reply, 'url' | 'ref'>;
}

/** What the author wrote, straight from the entry. */
export function writtenOf(entry: Entry): Written {
  const { id, url, html, text, published, updated, tags, enclosures, title, warning, repostOf, replyTo, place } = entry;
  const always = { id, url, html, text, published, updated, tags, enclosures };
  return {
    ...always,
    ...(title !== undefined && { title }),
    ...(warning !== undefined && { warning }),
    ...(repostOf !== undefined && { repostOf }),
    ...(replyTo && { replyTo: replyOf(replyTo.url, replyTo.ref) }),
    ...(place && { place }),
  };
}

/** What an entry element of either form says; undefined when it is no Atom entry with an id. `url` may be empty. */
export function entryFrom(entry: Element): Written | undefined {
  const id = child(entry, 'id', ATOM)?.getText().trim();
  if (entry.getName() !== 'entry' || entry.getNS() !== ATOM || !id) return undefined;
  const said = (name: string): string | undefined => child(entry, name, ATOM)?.getText() || undefined;
  const links = (rel: string): Element[] =>
    children(entry, 'link', ATOM).filter(({ attrs }) => (attrs['rel'] ?? 'alternate') === rel && attrs['href']);
  const page = links('alternate').find(({ attrs }) => /^https?:/i.test(String(attrs['href'])));
  const via = links('via')[0];
  const [warning, place] = [said('summary'), placeIn(entry)];
  const around = { enclosures: links('enclosure').map(enclosureFrom), ...(warning !== undefined && { warning }) };
  return {
    id,
    url: String(page?.attrs['href'] ?? ''),
    ...textsFrom(entry, around),
    ...around,
    published: said('published') ?? '',
    updated: said('updated') ?? '',
    tags: children(entry, 'category', ATOM).map(({ attrs }) => String(attrs['term'] ?? '')),
    ...(via && { repostOf: String(via.attrs['href']) }),
    ...replyFrom(child(entry, 'in-reply-to', THREAD)),
    ...(place && { place }),
  };
}

function textsFrom(entry: Element, around: Pick<Written, 'enclosures' | 'warning'>): Partial<Written> {
  const contents = children(entry, 'content', ATOM);
  const ofType = (type: string): string | undefined =>
    contents.find(({ attrs }) => (attrs['type'] ?? 'text') === type)?.getText();
  const title = child(entry, 'title', ATOM)?.getText() || undefined;
  const titled = title === undefined ? {} : { title };
  const html = ofType('html');
  if (html !== undefined) return { ...titled, html: htmlFrom(html, around) };
  const text = ofType('text');
  if (text !== undefined) return { ...titled, text };
  return contents.length === 0 ? { text: title ?? '' } : titled;
}

function enclosureFrom({ attrs }: Element): Enclosure {
  const { href, type, length, title } = attrs;
  return {
    url: String(href),
    type: String(type ?? ''),
    length: Number(length ?? 0),
    ...(title !== undefined && { title: String(title) }),
  };
}

function replyFrom(reply: Element | undefined): Pick<Written, 'replyTo'> {
  const { href, ref } = reply?.attrs ?? {};
  if (href === undefined && ref === undefined) return {};
  return { replyTo: replyOf(String(href ?? ref), ref === undefined ? undefined : String(ref)) };
}

/** An address that stands in for an id is no id. */
function replyOf(url: string, ref: string | undefined): Pick<Reply, 'url' | 'ref'> {
  return ref === undefined || plainAddress(ref) === plainAddress(url) ? { url } : { url, ref };
}

/** Whether both say the same, as far as a feed can carry it. */
export function sameOnFeed(a: Written, b: Written): boolean {
  return compared(a, onFeed(a)) === compared(b, onFeed(b));
}

/** Whether both say the same, as far as an item on a node can carry it. */
export function sameOnNode(a: Written, b: Written): boolean {
  return compared(a, onNode(a)) === compared(b, onNode(b));
}

function onFeed({ html = '', ...written }: Written): readonly (string | undefined)[] {
  return [written.title, written.warning, shownHtml({ ...written, html })];
}

function onNode({ text = '', ...written }: Written): readonly (string | undefined)[] {
  const { title, summary, content } = itemTexts({ ...written, text });
  return [title, summary, content];
}

/** One string for all that counts, with what XML readers and writers change on the way evened out. */
function compared(written: Written, texts: readonly (string | undefined)[]): string {
  const { id, url, published, updated, tags, replyTo, repostOf, enclosures, place } = written;
  const reply = replyTo && [plainAddress(replyTo.url), replyTo.ref];
  const files = enclosures.map(({ url, type, length, title = '' }) => [url, type, length, oneLine(title)]);
  const point = place && [place.lat, place.lon, place.name];
  const terms = tags.map((tag) => oneLine(tag).toLowerCase());
  return JSON.stringify(
    [id, url, published, updated, terms, reply, repostOf, files, point, texts],
    (_, value: unknown) => (typeof value === 'string' ? clean(value.replace(/\r\n?/g, '\n')).trim() : value),
  );
}
