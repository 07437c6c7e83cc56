// The door to the package `feed`: what it writes well of RSS and JSON. It is given no text that it would spoil (it
// escapes nothing in attributes, undoes `&amp;`, and knows one `]]>` a text) and none that is long, since its RSS is read
// again; rss.ts and json.ts put those in after.
import { Feed } from 'feed';
import type { Entry } from '../model/entry.ts';
import { addressOf } from '../model/site.ts';
import { BRIDGE } from './atom.ts';
import { feedOf, pageOf, updatedOf } from './listing.ts';
import type { Listing } from './listing.ts';

/** An RSS 2.0 document without titles, categories and files, with `-` for each description and content. */
export function rssFrame(listing: Listing, hasContent: (entry: Entry) => boolean): string {
  const feed = frame(listing);
  for (const entry of listing.entries) {
    feed.addItem({ ...facts(entry), description: '-', ...(hasContent(entry) && { content: '-' }) });
  }
  return feed.rss2();
}

/** A JSON Feed of version 1, without what version 1.1 has, with `-` for each content. */
export function jsonFrame(listing: Listing): string {
  const feed = frame(listing);
  for (const entry of listing.entries) feed.addItem({ ...facts(entry), title: entry.title ?? '', content: '-' });
  return feed.json1();
}

function frame(listing: Listing): Feed {
  const { site, title } = listing;
  const { name, photo } = site.author;
  const [rss, json] = [feedOf(listing, 'rss'), feedOf(listing, 'json')];
  return new Feed({
    title,
    description: site.description,
    link: pageOf(listing),
    feedLinks: { ...(rss !== undefined && { rss }), ...(json !== undefined && { json }) },
    ...(site.language !== '' && { language: site.language }),
    updated: new Date(updatedOf(listing)),
    author: { name, link: site.url || pageOf(listing), ...(photo !== undefined && { avatar: addressOf(site, photo) }) },
    generator: listing.deleted ? BRIDGE : false,
  });
}

function facts({ id, url, published, updated }: Entry) {
  return { id, link: url, title: '', date: new Date(updated), published: new Date(published) };
}
