// The door of sanitize-html: HTML that is well-formed XML and holds nothing that runs. The same string serves as HTML,
// as XHTML and inside a feed.
import sanitizeHtml from 'sanitize-html';
import type { SafeHtml } from '../model/entry.ts';
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

/** The words of HTML without its markup. */
export function wordsOf(html: string): string {
  const words = sanitizeHtml(html, WORDS);
  return clean(words.replaceAll(/&(?:lt|gt|quot|amp);/g, (entity) => ENTITIES[entity] ?? entity));
}
