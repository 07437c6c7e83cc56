// What the head of a page tells machines: its name, its address, its feeds and its node.
import { addressOf, type Site } from '../model/site.ts';
import { linkedListing, type Linked } from './linked.ts';
import { nodeAddress } from '../feeds/node-address.ts';
import type { Place, ThemePlace } from './shown.ts';

/** A `<link>`. */
interface Link {
  readonly rel: string;
  readonly href: string;
  readonly type?: string;
  readonly title?: string;
}

/** The picture that others show with a link to the page; its size where that is known. */
interface Shared {
  readonly url: string;
  readonly alt: string;
  readonly width?: number;
  readonly height?: number;
}

/** What `base.njk` prints in the head. A page without `url` is not for search engines. */
export interface Head {
  /** For a tab or a search engine: with the name of the site. */
  readonly title?: string;
  /** The same where the name of the site stands beside it. */
  readonly name?: string;
  /** In place of both: the page is called by a word of the theme. */
  readonly word?: string;
  readonly description: string;
  readonly url?: string;
  /** The OpenGraph type. */
  readonly type: 'website' | 'article';
  readonly image?: Shared;
  readonly published?: string;
  readonly updated?: string;
  readonly tags?: readonly string[];
  readonly links: readonly Link[];
  readonly linked?: Linked;
}

const TYPES = {
  'atom.xml': 'application/atom+xml',
  'rss.xml': 'application/rss+xml',
  'feed.json': 'application/feed+json',
};

/** The three feeds beside a listing: the home page (`''`) or a tag. */
export function feedLinks(site: Site, path: string, title: string): readonly Link[] {
  return Object.entries(TYPES).map(([file, type]) => alternate(type, addressOf(site, path + file), title));
}

/** The one feed of a month, or of a day of a big month. */
export function periodLink(site: Site, path: string, title: string): Link {
  return alternate(TYPES['atom.xml'], addressOf(site, `${path}atom.xml`), title);
}

/** What leads to all of the site: its feeds and its node. */
export function siteLinks(site: Site): readonly Link[] {
  return [...feedLinks(site, '', site.title), ...nodeLinks(site)];
}

/** What leads to a post: the feeds it is in, and its item on the node. */
export function postLinks(site: Site, key: string): readonly Link[] {
  return [...feedLinks(site, '', site.title), ...nodeLinks(site, key)];
}

/** The head of a page that lists posts or places. */
export function listingHead(site: Site, { name, path }: Place, links = siteLinks(site)): Head {
  return {
    ...placeHead(site, path, links),
    title: path === '' ? site.title : `${name} · ${site.title}`,
    name,
    description: path === '' ? descriptionOf(site) : `${site.title}, ${name}`,
    linked: linkedListing(site, path, name),
  };
}

/** The head of a page that the theme names. */
export function themeHead(site: Site, { word, path }: ThemePlace): Head {
  return { ...placeHead(site, path, siteLinks(site)), word, linked: linkedListing(site, path) };
}

function placeHead(site: Site, path: string, links: readonly Link[]) {
  return {
    description: descriptionOf(site),
    url: addressOf(site, path),
    type: 'website' as const,
    ...sharedOf(site),
    links,
  };
}

// Search engines want one of every page.
function descriptionOf({ description, title, author }: Site): string {
  if (description !== '') return description;
  return title.includes(author.name) ? title : `${title}, ${author.name}`;
}

/** What stands for the whole site: its cover, and where there is none who writes. */
export function sharedOf({ url, title, author, cover }: Site): Pick<Head, 'image'> {
  if (cover) {
    const { path, drawn } = cover;
    const size = drawn && { width: drawn.width, height: drawn.height };
    return { image: { url: addressOf({ url }, path), alt: title, ...size } };
  }
  return author.photo === undefined ? {} : { image: { url: addressOf({ url }, author.photo), alt: author.name } };
}

/** The node, or one item of it; none when the site has no account. */
export function nodeLinks(site: Site, item?: string): readonly Link[] {
  if (!site.xmpp) return [];
  return [alternate(TYPES['atom.xml'], nodeAddress(site.xmpp, item), `${site.title} (XMPP)`)];
}

function alternate(type: string, href: string, title: string): Link {
  return { rel: 'alternate', type, href, title };
}
