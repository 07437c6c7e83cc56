// The Atom entry writer: the pieces that a feed and a node share, and the form that a feed carries (RFC 4287). The
// form that a node carries is in atom-item.ts. What both say is read back by written.ts.
import type { Enclosure, Entry, Person, Reply } from '../model/entry.ts';
import { pointOf } from './place.ts';
import { oneLine, shownHtml } from './shown.ts';
import { element, lines } from './xml.ts';
import type { Element } from './xml.ts';

export const ATOM = 'http://www.w3.org/2005/Atom';
export const THREAD = 'http://purl.org/syndication/thread/1.0';
/** How everything that a bridge writes says so (RFC 4287 §4.2.4): by this no bridge takes it in again. */
export const BRIDGE = 'Skein bridge';
export const ACTIVITY = 'http://activitystrea.ms/spec/1.0/';
const SCHEMA = 'http://activitystrea.ms/schema/1.0/';

/**
 * The entry as a feed carries it, to stand in a feed that declares `thr`, `activity` and `georss`. A note's title is empty and
 * its kind is said by `activity:object-type`: bridges take whatever has a title for an article.
 *
 * @param lang the language of the feed around it
 */
export function feedEntry(entry: Entry, lang: string): Element {
  const { replyTo, repostOf } = entry;
  const kind = entry.title === undefined ? 'note' : 'article';
  return element(
    'entry',
    entry.lang === lang || entry.lang === '' ? {} : { 'xml:lang': entry.lang },
    ...lines(
      element('id', {}, entry.id),
      element('title', {}, entry.title),
      author(entry.author),
      ...dates(entry),
      element('activity:object-type', {}, `${SCHEMA}${kind}`),
      repostOf === undefined ? undefined : element('activity:verb', {}, `${SCHEMA}share`),
      pageLink(entry.url),
      replyTo && inReplyTo('thr:in-reply-to', replyTo),
      replyTo && element('link', { rel: 'related', type: pageType(replyTo.url), href: replyTo.url }),
      repostOf === undefined ? undefined : viaLink(repostOf),
      entry.comments === undefined ? undefined : commentsLink(entry.comments),
      // `mentioned` is what most write, but no registered relation; OStatus's own name is an address, and as well known.
      ...entry.mentions.map((href) => element('link', { rel: 'ostatus:attention', href })),
      ...entry.enclosures.map(enclosureLink),
      ...entry.tags.map(category),
      ...(entry.place ? pointOf(entry.place) : []),
      entry.warning === undefined ? undefined : element('summary', {}, entry.warning),
      element('content', { type: 'html' }, shownHtml(entry)),
    ),
  );
}

/** Who wrote it. */
export function author({ name, uri }: Person): Element {
  return element('author', {}, element('name', {}, name), uri === undefined ? undefined : element('uri', {}, uri));
}

/** The program that it came out of. */
export function bridge(): Element {
  return element('generator', {}, BRIDGE);
}

/** The node that takes comments on it (XEP-0277 §5). */
export function commentsLink(href: string): Element {
  return element('link', { rel: 'replies', title: 'comments', href });
}

/** When it was published, and last changed by its author. */
export function dates({ published, updated }: Pick<Entry, 'published' | 'updated'>): [Element, Element] {
  return [element('published', {}, published), element('updated', {}, updated)];
}

/** The page of it. */
export function pageLink(href: string): Element {
  return element('link', { rel: 'alternate', type: pageType(href), href });
}

/** What it passes on. */
export function viaLink(href: string): Element {
  return element('link', { rel: 'via', type: pageType(href), href });
}

/** A file that goes with it; the alternative text is the link's title. */
export function enclosureLink({ type, length, title, url }: Enclosure): Element {
  return element('link', { rel: 'enclosure', type, length, title: oneLine(title ?? '') || undefined, href: url });
}

export function category(term: string): Element {
  return element('category', { term: oneLine(term).toLowerCase() });
}

/** What it answers (RFC 4685 §3). `ref` is required there: an address stands in for an id that is not known. */
export function inReplyTo(name: string, { url, ref }: Reply): Element {
  return element(name, { ref: ref ?? url, href: url, type: pageType(url) });
}

function pageType(url: string): string | undefined {
  return /^https?:/i.test(url) ? 'text/html' : undefined;
}
