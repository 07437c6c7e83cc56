// The door of sanitize-html: HTML that is well-formed XML and holds nothing that runs. The same string serves as HTML,
// as XHTML and inside a feed.
import sanitizeHtml from 'sanitize-html';
import type { SafeHtml } from '../model/entry.ts';
import { strictHtml } from './strict.ts';
import { clean } from './xml.ts';

export type Attributes = Readonly<Record<string, string>>;

/** Gives an element the attributes that it is to have, before they are checked. */
export type Rewrite = (tag: string, attributes: Attributes) => Attributes;

const TEXT =
  'a abbr b bdi bdo blockquote br cite code dd del details dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i ' +
  'img ins kbd li mark ol p pre q rp rt ruby s samp small span strong sub summary sup table tbody td tfoot th thead ' +
  'time tr u ul var wbr';
const OWN_TAGS =
  'address article aside audio caption col colgroup footer header iframe picture section source track video';

const FACTS =
  'abbr alt cite colspan datetime dir height href hreflang lang open reversed rowspan scope span src start title type width';
const OWN_FACTS =
  'allowfullscreen class controls default id kind label loop muted playsinline poster preload rel role srclang';

// What stands in these is no text for people, or is parsed by rules of its own: it goes with its element.
const SWALLOWED =
  'embed iframe math noembed noframes noscript object option plaintext script select style svg template textarea title xmp';

const BOTH = {
  allowedSchemes: ['http', 'https', 'mailto', 'xmpp', 'tel'],
  allowedSchemesByTag: { iframe: ['https'] },
  allowedSchemesAppliedToAttributes: ['href', 'src', 'cite', 'poster'],
  allowProtocolRelative: false,
  enforceHtmlBoundary: false,
  nonTextTags: SWALLOWED.split(' '),
  // A picture or a frame whose address was refused shows nothing.
  exclusiveFilter: ({ tag, attribs }: sanitizeHtml.IFrame) => /^(?:iframe|img)$/.test(tag) && !attribs['src'],
  selfClosing: ['br', 'col', 'hr', 'img', 'source', 'track', 'wbr'],
};

// An attribute that may be empty is written `open=""`; another would be written `open`, which is not XML.
const OWN = {
  ...BOTH,
  allowedTags: `${TEXT} ${OWN_TAGS}`.split(' '),
  allowedAttributes: { '*': `${FACTS} ${OWN_FACTS}`.split(' '), td: ['style'], th: ['style'] },
  allowedEmptyAttributes: `${FACTS} ${OWN_FACTS}`.split(' '),
  // Markdown's tables align their columns with it.
  allowedStyles: { '*': { 'text-align': [/^(?:left|right|center)$/] } },
  nestingLimit: 100,
};

const STAYING: ReadonlySet<string> = new Set(FACTS.split(' '));

const STRANGER = {
  ...BOTH,
  allowedTags: TEXT.split(' '),
  allowedAttributes: { '*': FACTS.split(' ') },
  allowedEmptyAttributes: FACTS.split(' '),
  nestingLimit: 40,
};

const WORDS = { ...BOTH, allowedTags: [] };

const ENTITIES: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' };

/** What an author wrote: generous (players, frames over https, classes and ids). */
export function ownHtml(html: string, rewrite: Rewrite = (_tag, attributes) => attributes): SafeHtml {
  const transformTags: sanitizeHtml.IOptions['transformTags'] = {
    '*': (tagName, attribs) => ({ tagName, attribs: { ...rewrite(tagName, attribs) } }),
  };
  return clean(sanitizeHtml(html, { ...OWN, transformTags })) as SafeHtml;
}

/** What a stranger wrote, or what strangers' programs must be able to show: text, links and pictures. */
export function strangerHtml(html: string): SafeHtml {
  return clean(sanitizeHtml(html, STRANGER)) as SafeHtml;
}

/**
 * What a stranger wrote, its addresses made absolute before they are judged, and without the pictures that are there to
 * count readers. What is nested beyond reason is cut off.
 *
 * @param base the address at which relative ones begin; with none that is one they are dropped
 */
export function strangerHtmlAt(html: string, base: string): SafeHtml {
  const rewrite = (tag: string, attributes: Attributes): Record<string, string> => resolved(tag, attributes, base);
  const strict = strictHtml(html, { facts: STAYING, rewrite });
  if (strict !== undefined) return clean(strict) as SafeHtml;
  const transformTags: sanitizeHtml.IOptions['transformTags'] = {
    '*': (tagName, attribs) => ({ tagName, attribs: rewrite(tagName, attribs) }),
  };
  return clean(sanitizeHtml(withinReason(html), { ...STRANGER, transformTags })) as SafeHtml;
}

function resolved(tag: string, attributes: Attributes, base: string): Record<string, string> {
  const made: Record<string, string> = { ...attributes };
  if (tag === 'img') {
    // Pages that load pictures late have the true address elsewhere.
    const late = attributes['data-src'] ?? attributes['data-original'] ?? attributes['data-lazy-src'];
    if (late !== undefined && !/^\s*(?:https?:|\/)/i.test(attributes['src'] ?? '')) made['src'] = late;
    if (countsReaders(attributes)) delete made['src'];
  }
  for (const name of ['href', 'src', 'cite']) {
    const written = made[name]?.trim();
    if (written === undefined) continue;
    const address = absolute(written, base);
    if (address === undefined) delete made[name];
    else made[name] = address;
  }
  return made;
}

function absolute(written: string, base: string): string | undefined {
  if (/^xmpp:/i.test(written)) return written;
  try {
    // It throws seldom; to ask before would read each address twice.
    return new URL(written, base).href;
  } catch (cause) {
    if (cause instanceof TypeError) return undefined;
    throw cause;
  }
}

/** Whether a picture is one dot, or none. */
function countsReaders({ width = '', height = '', style = '' }: Attributes): boolean {
  const sizes = /(?:^|;)\s*(?:(?:max-)?(?:width|height)\s*:\s*[01](?:px)?\s*(?:;|!|$)|display\s*:\s*none)/i;
  return [width, height].some((size) => /^\s*0*[01](?:\.\d+)?(?:px)?\s*$/.test(size)) || sizes.test(style);
}

/** More elements open at once, and more ends of none, make the sanitiser slow. */
const MOST = 1000;

const TAG = /<(\/?)([a-z][^\s/>]*)/gi;
const VOID = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '));

function withinReason(html: string): string {
  const open: string[] = [];
  const names = new Map<string, number>();
  let strays = 0;
  for (const { 1: end, 2: tag = '', index } of html.matchAll(TAG)) {
    const name = tag.toLowerCase();
    const many = names.get(name) ?? 0;
    if (end === '') {
      if (VOID.has(name)) continue;
      open.push(name);
      names.set(name, many + 1);
    } else if (many === 0) strays++;
    else for (let closed = ''; closed !== name; names.set(closed, names.get(closed)! - 1)) closed = open.pop()!;
    if (open.length > MOST || strays > MOST) return html.slice(0, index);
  }
  return html;
}

const READER: sanitizeHtml.IOptions = {
  ...STRANGER,
  allowedAttributes: { ...STRANGER.allowedAttributes, a: ['rel'], img: ['loading', 'referrerpolicy'] },
  exclusiveFilter: (frame) => BOTH.exclusiveFilter(frame) || (frame.tag === 'img' && countsReaders(frame.attribs)),
  transformTags: {
    a: (tagName, attribs) => ({ tagName, attribs: { ...attribs, rel: 'noopener nofollow ugc' } }),
    img: (tagName, attribs) => ({
      tagName,
      attribs: { alt: 'picture', ...attribs, loading: 'lazy', referrerpolicy: 'no-referrer' },
    }),
    // The page has an h1, and the entry an h2.
    h1: 'h3',
    h2: 'h4',
    h3: 'h5',
    h4: 'h6',
    h5: 'h6',
  },
};

/** What a stranger wrote, as the reader's pages show it: cleaned again, and no link or picture tells where it was read. */
export function readerHtml(html: string): SafeHtml {
  return clean(sanitizeHtml(html, READER)) as SafeHtml;
}

/** The words of HTML without its markup. */
export function wordsOf(html: string): string {
  const words = sanitizeHtml(html, WORDS);
  return clean(words.replaceAll(/&(?:lt|gt|quot|amp);/g, (entity) => ENTITIES[entity] ?? entity));
}
