// The files for machines that are no pages: the sitemap (sitemaps.org), robots.txt, which names it, and what leads to the
// feed: from a list of subscriptions (OPML 2.0) and from the host (WebFinger, RFC 7033; host-meta, RFC 6415).
import { document, element } from '../feeds/xml.ts';
import { addressOf, type Site } from '../model/site.ts';
import type { Place, PlainSketch } from './plain.ts';

const XRD = 'http://docs.oasis-open.org/ns/xri/xrd-1.0';
const NAMESPACE = 'http://www.sitemaps.org/schemas/sitemap/0.9';

/** The file that a sketch is of. */
export function plainOf(site: Site, sketch: PlainSketch): string {
  switch (sketch.maker) {
    case 'robots':
      return robots(sketch.frame.sitemaps.map((path) => addressOf(site, path)));
    case 'sitemap':
      return document(element('sitemapindex', { xmlns: NAMESPACE }, ...elementsOf(site, 'sitemap', sketch.frame)));
    case 'opml':
      return document(opml(site));
    case 'webfinger':
      return `${JSON.stringify(webfinger(site), null, 2)}\n`;
    case 'host-meta':
      return document(hostMeta(site));
    default:
      return document(element('urlset', { xmlns: NAMESPACE }, ...elementsOf(site, 'url', sketch.cards)));
  }
}

function elementsOf(site: Site, name: 'sitemap' | 'url', places: readonly Place[]): ReturnType<typeof element>[] {
  return places.map(({ path, updated }) =>
    element(name, {}, element('loc', {}, addressOf(site, path)), element('lastmod', {}, updated)),
  );
}

// One feed of the three: who takes all of them would read each post three times.
function opml({ title, url }: Site): ReturnType<typeof element> {
  const xmlUrl = addressOf({ url }, 'atom.xml');
  const feed = element('outline', { type: 'rss', text: title, title, xmlUrl, htmlUrl: url });
  return element(
    'opml',
    { version: '2.0' },
    element('head', {}, element('title', {}, title)),
    element('body', {}, feed),
  );
}

// A static host gives this answer whoever is asked for; there is but one who writes here.
function webfinger(site: Site) {
  const { photo, me } = site.author;
  return {
    subject: site.url,
    ...(me.length > 0 && { aliases: me }),
    links: [
      { rel: 'http://webfinger.net/rel/profile-page', type: 'text/html', href: site.url },
      ...(photo === undefined ? [] : [{ rel: 'http://webfinger.net/rel/avatar', href: addressOf(site, photo) }]),
      {
        rel: 'http://schemas.google.com/g/2010#updates-from',
        type: 'application/atom+xml',
        href: addressOf(site, 'atom.xml'),
      },
    ],
  };
}

function hostMeta(site: Site): ReturnType<typeof element> {
  const template = `${addressOf(site, '.well-known/webfinger')}?resource={uri}`;
  return element('XRD', { xmlns: XRD }, element('Link', { rel: 'lrdd', type: 'application/jrd+json', template }));
}

function robots(sitemaps: readonly string[]): string {
  const lines = ['User-agent: *', 'Disallow:', ...sitemaps.map((address) => `Sitemap: ${address}`)];
  return `${lines.join('\n')}\n`;
}
