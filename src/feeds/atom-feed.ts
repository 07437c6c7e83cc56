// A listing as an Atom feed (RFC 4287), and the archives of a site (RFC 5005 §4).
import { addressOf } from '../model/site.ts';
import type { Entry } from '../model/entry.ts';
import { ACTIVITY, ATOM, THREAD, author, bridge, feedEntry, pageLink } from './atom.ts';
import { FEEDS, feedOf, hubsOf, pageOf, updatedOf } from './listing.ts';
import type { Deleted, Listing } from './listing.ts';
import { nodeAddress } from './node-address.ts';
import { placesIn } from './place.ts';
import { document, element, lines } from './xml.ts';
import type { Element } from './xml.ts';

const HISTORY = 'http://purl.org/syndication/history/1.0';
/** RFC 6721. */
export const TOMBSTONES = 'http://purl.org/atompub/tombstones/1.0';
const ATOM_TYPE = 'application/atom+xml';

/**
 * The feed as a document. What may change later is only in feeds that may change: an archive names no hub, no node,
 * and no newer archive.
 */
export function atomFeed(listing: Listing): string {
  const { site, title, path, kind, deleted } = listing;
  const namespaces = { xmlns: ATOM, 'xmlns:thr': THREAD, 'xmlns:activity': ACTIVITY };
  const feed = element(
    'feed',
    {
      ...namespaces,
      ...placesIn(listing.entries),
      ...(kind === 'archive' && { 'xmlns:fh': HISTORY }),
      ...(deleted && { 'xmlns:at': TOMBSTONES }),
      'xml:lang': site.language || undefined,
    },
    ...lines(
      // No post's key holds a slash, so no entry has this id.
      element('id', {}, deleted ? site.id : `${site.id}feed/${encodeURI(path)}`),
      element('title', {}, title),
      site.description === '' ? undefined : element('subtitle', {}, site.description),
      element('updated', {}, updatedOf(listing)),
      author({ name: site.author.name, uri: site.url || pageOf(listing) }),
      deleted && bridge(),
      kind === 'archive' ? element('fh:archive') : undefined,
      ...links(listing),
      ...listing.entries.map((entry) => itemLinked(listing, entry)),
      ...(deleted ?? []).map(tombstone),
    ),
  );
  return document(feed);
}

/**
 * Of a bridged node each entry names its item, by which the bridge knows it again. Not as `alternate`: feedparser, for
 * one, takes the last of these for the page.
 */
function itemLinked({ site: { language, xmpp }, deleted }: Listing, entry: Entry): Element {
  const made = feedEntry(entry, language);
  if (!deleted || !xmpp) return made;
  const item = element('link', { rel: 'self', type: ATOM_TYPE, href: nodeAddress(xmpp, entry.key) });
  made.children = lines(item, ...made.getChildElements());
  return made;
}

function tombstone({ id, when }: Deleted): Element {
  return element('at:deleted-entry', { ref: id, when });
}

function links(listing: Listing): (Element | undefined)[] {
  const { site, path, kind, archive, deleted } = listing;
  const self = feedOf(listing, 'atom');
  const feedAt = (rel: string, folder: string): Element =>
    element('link', { rel, type: ATOM_TYPE, href: addressFrom(listing, folder + FEEDS.atom) });
  // The months of a bridged node have no pages.
  const hasPage = site.url !== '' && (!deleted || path === '');
  return [
    self === undefined ? undefined : element('link', { rel: 'self', type: ATOM_TYPE, href: self }),
    hasPage ? pageLink(pageOf(listing)) : undefined,
    path === '' && site.xmpp ? element('link', { rel: 'alternate', href: nodeAddress(site.xmpp) }) : undefined,
    ...hubsOf(listing).map((href) => element('link', { rel: 'hub', href })),
    kind === 'archive' ? feedAt('current', '') : undefined,
    archive === undefined ? undefined : feedAt('prev-archive', archive),
  ];
}

/** Of feeds that may be anywhere on the web, one is named as the other finds it (RFC 3986 §4.2). */
function addressFrom({ site, path }: Listing, to: string): string {
  return site.url === '' ? path.replace(/[^/]+\//g, '../') + to : addressOf(site, to);
}
