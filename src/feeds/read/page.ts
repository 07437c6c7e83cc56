// What a web page says of its feeds and its node: by links in its head, and by the header of its answer.
import { nodeIn } from '../node-address.ts';
import { oneLine } from '../shown.ts';
import { scan, type Attributes } from '../markup.ts';
import { absolute, webAddress } from './address.ts';

/** A feed that a page names. */
export interface FeedLink {
  readonly url: string;
  /** Empty where it has none. */
  readonly title: string;
  /** Its media type: `application/atom+xml`. */
  readonly type: string;
}

/** What a page, or a `Link` header, leads to. */
export interface Links {
  /** In the order of the page, those of comments last. */
  readonly feeds: readonly FeedLink[];
  /** The `xmpp:` address of the node that has the same posts. */
  readonly node?: string;
  readonly hubs: readonly string[];
  readonly self?: string;
}

export interface PageLinks extends Links {
  /** Empty where it has none. */
  readonly title: string;
  /** Whether the page is a feed itself: it marks its entries (`h-entry`). */
  readonly isFeed: boolean;
}

const TYPES =
  /^(?:application\/(?:atom|rss|rdf|feed)\+(?:xml|json)|application\/x-atom\+xml|(?:text|application)\/xml|application\/json)$/i;

// WordPress offers every page as data.
const NO_FEEDS = /\/wp-json\//;

interface Link {
  readonly rel: string;
  readonly href: string;
  readonly type: string;
  readonly title: string;
}

/** What an HTML page says. Addresses begin at its `base`, or else at its own. */
export function linksOf(html: string, address: string): PageLinks {
  const links: Link[] = [];
  let [base, title, isFeed, inTitle] = [address, '', false, false];
  scan(html, 'html', () => ({
    opened(name, attributes) {
      isFeed ||= /(?:^|\s)(?:h-entry|h-feed|hentry|hfeed)(?:\s|$)/.test(attributes['class'] ?? '');
      if (name === 'base' && base === address) base = webAddress(attributes['href'] ?? '', address) ?? address;
      inTitle = name === 'title' && title === '';
      if ((name === 'link' || name === 'a') && links.length < 1000) links.push(...linkFrom(attributes, name));
    },
    words: (text) => void (inTitle && title.length < 500 && (title += text)),
    closed: () => void (inTitle = false),
  }));
  return { ...found(links, base), title: oneLine(title), isFeed };
}

// Links in the text of a page are many, and lead to feeds only where they say so.
function linkFrom(attributes: Attributes, name: string): Link[] {
  const { rel = '', href = '', type = '', title = '' } = attributes;
  if (name === 'a' && !/\balternate\b/i.test(rel)) return [];
  return [{ rel, href, type: type.split(';')[0]?.trim() ?? '', title }];
}

//   <https://ann.example/atom.xml>; rel="alternate"; type="application/atom+xml"; title="Ann", <https://hub.example/>; rel=hub
const HEADER = /<([^<>]*)>((?:\s*;\s*[\w*-]+(?:\s*=\s*(?:"[^"]*"|[^\s",;]+))?)*)/g;
const PARAMETER = /;\s*([\w*-]+)\s*=\s*(?:"([^"]*)"|([^\s",;]+))/g;

/** What the `Link` header of an answer says (RFC 8288). */
export function linksOfHeader(header: string, address: string): Links {
  const links = [...header.slice(0, 10_000).matchAll(HEADER)].map(([, href = '', rest = '']) => {
    const said = [...rest.matchAll(PARAMETER)].map(([, name = '', quoted, bare]) => [
      name.toLowerCase(),
      quoted ?? bare ?? '',
    ]);
    const { rel = '', type = '', title = '' } = Object.fromEntries(said) as Record<string, string>;
    return { rel, href, type, title };
  });
  return found(links, address);
}

function found(links: readonly Link[], base: string): Links {
  const has = (rel: string): Link[] => links.filter((link) => link.rel.toLowerCase().split(/\s+/).includes(rel));
  const alternates = has('alternate');
  const node = alternates.map(({ href }) => absolute(href, base)).find((href) => href !== undefined && nodeIn(href));
  const feeds = new Map<string, FeedLink>();
  for (const { href, type, title } of [...alternates, ...has('feed')]) {
    const isFeed = TYPES.test(type)
      ? !NO_FEEDS.test(href)
      : type === '' && has('feed').some((each) => each.href === href);
    const url = isFeed ? webAddress(href, base) : undefined;
    if (url !== undefined && !feeds.has(url)) feeds.set(url, { url, title: oneLine(title), type: type.toLowerCase() });
  }
  const hubs = has('hub').flatMap(({ href }) => webAddress(href, base) ?? []);
  const self = has('self').flatMap(({ href }) => webAddress(href, base) ?? [])[0];
  const sorted = [...feeds.values()].sort((a, b) => Number(isOfComments(a)) - Number(isOfComments(b)));
  return {
    feeds: sorted,
    ...(node !== undefined && { node }),
    hubs: [...new Set(hubs)],
    ...(self !== undefined && { self }),
  };
}

function isOfComments({ url, title }: FeedLink): boolean {
  return (
    /\bcomments?\b|\bkommentare?\b|\bcommentaires?\b|\bcomentarios?\b/i.test(title) ||
    /\/comments?\b/i.test(new URL(url).pathname)
  );
}
