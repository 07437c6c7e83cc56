// A listing as JSON Feed 1.1 (jsonfeed.org/version/1.1): the package's version 1, completed as objects.
import type { Enclosure, Entry } from '../model/entry.ts';
import { BRIDGE } from './atom.ts';
import { hubsOf, pageOf } from './listing.ts';
import type { Listing } from './listing.ts';
import { shownHtml, shownText } from './shown.ts';
import { jsonFrame } from './syndication.ts';
import { clean } from './xml.ts';

interface Version1 {
  readonly author?: object;
  readonly items: readonly object[];
}

/** The feed as a document. */
export function jsonFeed(listing: Listing): string {
  const { items, ...feed } = JSON.parse(jsonFrame(listing)) as Version1;
  const hubs = hubsOf(listing).map((url) => ({ type: 'WebSub', url }));
  const completed = {
    ...feed,
    version: 'https://jsonfeed.org/version/1.1',
    authors: [feed.author],
    ...(listing.site.language !== '' && { language: listing.site.language }),
    ...(listing.deleted && { _bridge: { about: BRIDGE, from: pageOf(listing) } }),
    ...(hubs.length > 0 && { hubs }),
    items: listing.entries.map((entry, at) => ({ ...items[at], content_html: shownHtml(entry), ...added(entry) })),
  };
  return `${cleanJson(completed)}\n`;
}

/** JSON itself holds any string, but not every reader does. */
function cleanJson(value: object): string {
  const text = JSON.stringify(value, undefined, 2);
  // JSON writes most of what is not clean as \b, \f or \u0000.
  if (clean(text) === text && !/\\[bfu]/.test(text)) return text;
  return JSON.stringify(value, (_, each: unknown) => (typeof each === 'string' ? clean(each) : each), 2);
}

function added(entry: Entry): object {
  const { author, replyTo, repostOf, enclosures, tags } = entry;
  const image = enclosures.find(({ type }) => type.startsWith('image/'));
  return {
    ...(repostOf !== undefined && { external_url: repostOf }),
    content_text: shownText(entry),
    date_published: entry.published,
    date_modified: entry.updated,
    authors: [{ name: author.name, ...(author.uri !== undefined && { url: author.uri }) }],
    ...(entry.lang !== '' && { language: entry.lang }),
    ...(tags.length > 0 && { tags }),
    ...(image && { image: image.url }),
    ...(enclosures.length > 0 && { attachments: enclosures.map(attachment) }),
    ...(replyTo && { _reply_to: { url: replyTo.url, id: replyTo.ref, name: replyTo.name } }),
  };
}

/** Attachments of the same title would be taken for one in several formats, so each further one is numbered. */
function attachment({ url, type, length, title }: Enclosure, at: number, all: readonly Enclosure[]): object {
  const before = all.slice(0, at).filter((other) => other.title === title).length;
  return {
    url,
    mime_type: type,
    ...(title !== undefined && { title: before === 0 ? title : `${title} (${before + 1})` }),
    size_in_bytes: length,
  };
}
