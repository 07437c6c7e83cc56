// What the text of an entry points to: addresses it links, and people it names.
import type { Element } from '../xml.ts';
import { absolute } from './address.ts';

// A word of any script, as in posts/tags.ts.
const LETTER = String.raw`\p{L}\p{M}\p{N}_`;
const NAME = String.raw`[${LETTER}]+(?:[.-]+[${LETTER}]+)*`;

//   @ann   (@ann)   @ann's   @ann.example   @ann@ann.example      me@ann.example   /@ann   @ann/x
//   ^ found after anything but these:                                ^             ^          ^ nor before these
const NAMED = new RegExp(String.raw`(?<![${LETTER}/@#&=.:+-])@(${NAME}(?:@${NAME})?)(?![.-]*[${LETTER}@/])`, 'gu');

const CODE = new Set('code kbd pre samp var'.split(' '));

/** What separates two words for sure, and is in no name. */
const APART = '\n';

/** The addresses of the web and of XMPP that cleaned HTML links, absolute, without fragments. */
export function linksIn(html: Element): string[] {
  return html.getChildElements().flatMap((each) => {
    const href = each.name === 'a' ? String(each.attrs['href'] ?? '') : '';
    // Those of the web are absolute already, and in one form.
    const link = href.startsWith('xmpp:') ? absolute(href, 'about:blank') : href;
    const own = link !== undefined && /^(?:https?|xmpp):/.test(link) ? [withoutFragment(link)] : [];
    return [...own, ...linksIn(each)];
  });
}

/** An address of the page that an address points into. */
export function withoutFragment(address: string): string {
  return address.replace(/#.*$/s, '');
}

/** Whom cleaned HTML names, in lower case: what stands after each @. */
export function namesIn(html: Element): string[] {
  return Array.from(proseIn(html).matchAll(NAMED), ([, name = '']) => name.toLowerCase());
}

const INLINE = new Set('a abbr b bdi bdo cite dfn em i ins mark q s small span strong sub sup time u'.split(' '));

/** The words of people, without code; elements that begin a line or a word begin one here. */
function proseIn(parent: Element): string {
  return parent.children
    .map((each) => {
      if (typeof each === 'string') return each;
      if (CODE.has(each.name)) return APART;
      return INLINE.has(each.name) ? proseIn(each) : APART + proseIn(each) + APART;
    })
    .join('');
}
