// An item of a node and the entry in it: what is ours, and what an entry's item has to be.
import { itemEntry } from '../feeds/atom-item.ts';
import { ATOM } from '../feeds/atom.ts';
import { strangerHtml } from '../feeds/clean.ts';
import { beginning } from '../feeds/shown.ts';
import { sameOnNode, entryFrom, writtenOf, type Written } from '../feeds/written.ts';
import { child, children, element, type Element } from '../feeds/xml.ts';
import type { Entry } from '../model/entry.ts';
import type { Account, Site } from '../model/site.ts';
import { itemsIn } from './stanzas.ts';

/** An item as a node holds it. `written` is absent where there is no Atom entry in it. */
export interface Item {
  readonly id: string;
  readonly written?: Written;
  /** The node that takes comments on it, where it names one. */
  readonly comments?: string;
  /** The feed that it was taken out of, where it says so. */
  readonly source?: string;
}

/** An item of ours. */
export interface OwnItem extends Item {
  readonly written: Written;
}

export function itemsFrom(stanza: Element): readonly Item[] {
  return itemsIn(stanza).map((item) => {
    const entry = child(item, 'entry', ATOM);
    const written = entry && entryFrom(entry);
    const comments = entry && commentsIn(entry);
    const source = entry && sourceOf(entry);
    return {
      id: String(item.attrs['id']),
      ...(written && { written }),
      ...(comments !== undefined && { comments }),
      ...(source !== undefined && { source }),
    };
  });
}

function sourceOf(entry: Element): string | undefined {
  const source = child(entry, 'source', ATOM);
  return (source && child(source, 'id', ATOM)?.getText().trim()) || undefined;
}

/** The node that takes comments on an entry, as the entry says (XEP-0277 §5). */
export function commentsIn(entry: Element): string | undefined {
  const links = children(entry, 'link', ATOM).map(({ attrs }) => attrs as Readonly<Record<string, string | undefined>>);
  return links.find(({ rel, href }) => rel === 'replies' && href?.startsWith('xmpp:'))?.['href'];
}

/**
 * Whether an item is this site's: its atom:id is the site's prefix and the item's id. By the whole id, since the prefix
 * of a site may begin with another's (`tag:h.example,2026:` and `tag:h.example,2026:blog/`).
 */
export function isOurs(site: Site, item: Item): item is OwnItem {
  return item.written?.id === site.id + item.id;
}

/** Beyond this, in bytes, an item is slow on servers that shape their traffic, and beyond 256 KiB it ends the stream. */
const LARGE = 32 * 1024;
const SMALL = 8_000;

/** What a large entry says on a node, in characters. */
const SUMMARY = 500;

/** The item of an entry: whole, or its beginning and a link where the whole is large. */
export function itemOf(entry: Entry, at: Account): Element {
  const whole = wrapped(entry, at);
  return bytesOf(whole) > LARGE ? wrapped(summaryOf(entry), at) : whole;
}

/** Whether an entry's item is too large even without its text. */
export function isTooLarge(item: Element): boolean {
  return bytesOf(item) > LARGE;
}

/** Whether every server takes it: with all around it, it stays below 10,000 bytes (RFC 6120 §13.12). */
export function isSmall(item: Element): boolean {
  return bytesOf(item) < SMALL;
}

/** Whether what the node holds is what the entry's item would say. */
export function isOnNode(entry: Entry, { written }: OwnItem, at: Account): boolean {
  const large = bytesOf(wrapped(entry, at)) > LARGE;
  return sameOnNode(written, writtenOf(large ? summaryOf(entry) : entry));
}

function wrapped(entry: Entry, at: Account): Element {
  return element('item', { id: entry.key }, itemEntry(entry, at));
}

function bytesOf(item: Element): number {
  return new TextEncoder().encode(item.toString()).length;
}

function summaryOf(entry: Entry): Entry {
  const text = beginning(entry.text, SUMMARY);
  const html = [element('p', {}, text), element('p', {}, element('a', { href: entry.url }, entry.url))];
  return { ...entry, text: `${text}\n\n${entry.url}`, html: strangerHtml(html.join('')) };
}
