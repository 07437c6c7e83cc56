// A listing as RSS 2.0: the package's frame, completed as a tree.
import { leadOf } from '../model/excerpt.ts';
import type { Enclosure, Entry } from '../model/entry.ts';
import { ATOM, THREAD, inReplyTo } from './atom.ts';
import { hubsOf } from './listing.ts';
import type { Listing } from './listing.ts';
import { placesIn, pointOf } from './place.ts';
import { beginning, oneLine, shownHtml } from './shown.ts';
import { rssFrame } from './syndication.ts';
import { clean, document, element, lines, read } from './xml.ts';
import type { Element } from './xml.ts';

const NAMESPACES = {
  'xmlns:atom': ATOM,
  'xmlns:content': 'http://purl.org/rss/1.0/modules/content/',
  'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
  'xmlns:media': 'http://search.yahoo.com/mrss/',
  'xmlns:thr': THREAD,
};

/** An article's excerpt, in characters. */
const EXCERPT = 300;

/** The feed as a document. A note has no title, and its full HTML as description. */
export function rssFeed(listing: Listing): string {
  const rss = read(clean(rssFrame(listing, hasContent)));
  const channel = rss?.getChild('channel');
  if (!rss || !channel) throw new Error('The package `feed` has written RSS that is not well-formed.');
  for (const [prefix, namespace] of Object.entries({ ...NAMESPACES, ...placesIn(listing.entries) }))
    rss.attrs[prefix] = namespace;
  say(channel, 'title', listing.title);
  say(channel, 'description', listing.site.description || listing.title);
  const items = channel.getChildren('item');
  channel.children = lines(
    ...channel.getChildElements().filter((each) => each.getName() !== 'item'),
    ...hubsOf(listing).map((href) => element('atom:link', { rel: 'hub', href })),
    ...items,
  );
  rss.children = [...lines(channel), '\n'];
  listing.entries.forEach((entry, at) => items[at] && complete(items[at], entry, listing.site.language));
  return document(rss);
}

/**
 * Readers take a description beside `content:encoded` for a summary, so a note has none; but for one with files, since
 * feedparser takes the description of a file for that of the item.
 */
function hasContent({ title, enclosures }: Entry): boolean {
  return title !== undefined || enclosures.length > 0;
}

function sayBodies(item: Element, entry: Entry): void {
  // One of title and description must be there.
  const html = shownHtml(entry) || element('a', { href: entry.url }, entry.url).toString();
  const excerpt = (): string => element('p', {}, beginning(entry.warning ?? leadOf(entry), EXCERPT)).toString();
  say(item, 'description', entry.title === undefined ? html : excerpt());
  say(item, 'content:encoded', html);
}

function complete(item: Element, entry: Entry, lang: string): void {
  const { title, author, replyTo, enclosures } = entry;
  const [enclosure] = enclosures;
  sayBodies(item, entry);
  item.children = lines(
    title === undefined ? undefined : element('title', {}, title),
    ...item.getChildElements(),
    element('dc:creator', {}, author.name),
    entry.lang === lang || entry.lang === '' ? undefined : element('dc:language', {}, entry.lang),
    ...entry.tags.map((tag) => element('category', {}, oneLine(tag))),
    replyTo && inReplyTo('thr:in-reply-to', replyTo),
    entry.comments === undefined ? undefined : element('atom:link', { rel: 'replies', href: entry.comments }),
    ...(entry.place ? pointOf(entry.place) : []),
    // RSS 2.0 knows one file an item, so all of them are given again in the way of those who give many.
    enclosure && element('enclosure', { url: enclosure.url, length: enclosure.length, type: enclosure.type }),
    ...enclosures.map(media),
  );
}

function media({ url, type, length, title }: Enclosure): Element {
  const [medium = ''] = type.split('/');
  const known = ['image', 'audio', 'video'].includes(medium);
  return element(
    'media:content',
    { url, type, fileSize: length || undefined, medium: known ? medium : 'document' },
    title === undefined ? undefined : element('media:description', { type: 'plain' }, title),
  );
}

function say(parent: Element, name: string, text: string): void {
  const said = parent.getChildElements().find((each) => each.name === name);
  if (said) said.children = [clean(text)];
}
