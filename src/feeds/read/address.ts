// Addresses as strangers write them, made absolute.
import { nodeAddress, nodeIn } from '../node-address.ts';
import type { Element } from '../xml.ts';
import { attribute } from './vocabulary.ts';

/** What an entry may point to. */
const SCHEMES = /^(?:https?|xmpp|mailto):/;

/** Longer than any that leads somewhere. */
const LONGEST = 4096;

/** An address made absolute; undefined where it is none, or of a scheme that leads to no page, person or node. */
export function absolute(written: string, base: string): string | undefined {
  const text = written.trim();
  if (text === '' || text.length > LONGEST || !URL.canParse(text, base)) return undefined;
  if (/^xmpp:/i.test(text)) return oneForm(text);
  const { href } = new URL(text, base);
  return SCHEMES.test(href) ? href : undefined;
}

/** People write the address of a node in many ways, and it is compared. */
function oneForm(address: string): string {
  const at = /[?;]node=/i.test(address) ? nodeIn(address) : undefined;
  return at ? nodeAddress({ jid: at.service, node: at.node }, at.item) : address;
}

/** The same, of the web alone. */
export function webAddress(written: string, base: string): string | undefined {
  const address = absolute(written, base);
  return address !== undefined && /^https?:/.test(address) ? address : undefined;
}

/** Where relative addresses in an element begin: each `xml:base` around it resolves against the next (RFC 4287 §2). */
export function baseOf(element: Element, around: string): string {
  const outer = element.parent ? baseOf(element.parent, around) : around;
  const own = attribute(element, 'xml:base');
  return own !== '' && URL.canParse(own, outer) ? new URL(own, outer).href : outer;
}

/**
 * The language that an element is in; empty where nobody says, or where it says that there is none (XML 1.0 §2.12). What
 * is around `top` says nothing of it.
 */
export function languageOf(element: Element, around: string, top?: Element): string {
  const own = languageFrom(attribute(element, 'xml:lang'));
  if (own !== '' || element.attrs['xml:lang'] === '') return own;
  return element.parent && element !== top ? languageOf(element.parent, around, top) : around;
}

/** A language as BCP 47 has it (`en_us` is `en-US`); empty where it is none. */
export function languageFrom(written: string): string {
  const tag = written.trim().replaceAll('_', '-');
  if (tag === '') return '';
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? '';
  } catch (cause) {
    if (cause instanceof RangeError) return '';
    throw cause;
  }
}
