// A listing as an Atom feed (RFC 4287), and the archives of a site (RFC 5005 §4).
import { addressOf } from '../model/site.ts';
import { ACTIVITY, ATOM, THREAD, author, feedEntry } from './atom.ts';
import { FEEDS, feedOf, hubsOf, pageOf, updatedOf } from './listing.ts';
import type { Listing } from './listing.ts';
import { nodeAddress } from './node-address.ts';
import { document, element, lines } from './xml.ts';
import type { Element } from './xml.ts';

const HISTORY = 'http://purl.org/syndication/history/1.0';
const ATOM_TYPE = 'application/atom+xml';

/**
 * The feed as a document. What may change later is only in feeds that may change: an archive names no hub, no node,
 * and no newer archive.
 */
export function atomFeed(listing: Listing): string {
  const { site, title, path, kind } = listing;
  const namespaces = { xmlns: ATOM, 'xmlns:thr': THREAD, 'xmlns:activity': ACTIVITY };
  const feed = element(
    'feed',
    { ...namespaces, ...(kind === 'archive' && { 'xmlns:fh': HISTORY }), 'xml:lang': site.language },
    ...lines(
      // No post's key holds a slash, so no entry has this id.
      element('id', {}, `${site.id}feed/${encodeURI(path)}`),
      element('title', {}, title),
      site.description === '' ? undefined : element('subtitle', {}, site.description),
      element('updated', {}, updatedOf(listing)),
      author({ name: site.author.name, uri: site.url }),
      kind === 'archive' ? element('fh:archive') : undefined,
      ...links(listing),
      ...listing.entries.map((entry) => feedEntry(entry, site.language)),
    ),
  );
  return document(feed);
}

function links(listing: Listing): (Element | undefined)[] {
  const { site, path, kind, archive } = listing;
  const feedAt = (rel: string, folder: string): Element =>
    element('link', { rel, type: ATOM_TYPE, href: addressOf(site, folder + FEEDS.atom) });
  return [
    element('link', { rel: 'self', type: ATOM_TYPE, href: feedOf(listing, 'atom') }),
    element('link', { rel: 'alternate', type: 'text/html', href: pageOf(listing) }),
    path === '' && site.xmpp ? element('link', { rel: 'alternate', href: nodeAddress(site.xmpp) }) : undefined,
    ...hubsOf(listing).map((href) => element('link', { rel: 'hub', href })),
    kind === 'archive' ? feedAt('current', '') : undefined,
    archive === undefined ? undefined : feedAt('prev-archive', archive),
  ];
}
