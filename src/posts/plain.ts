// Markdown that holds no HTML becomes HTML that is safe and XML already, once its addresses are looked at. So most posts
// need no sanitiser: it would give the same bytes.
import type Token from 'markdown-it/lib/token.mjs';
import { clean } from '../feeds/xml.ts';
import type { SafeHtml } from '../model/entry.ts';
import type { Absolute } from './text.ts';

// Footnotes are not among them: their links are made as they are rendered.
const PLAIN = new Set(
  (
    'inline text text_special softbreak hardbreak code_inline em_open em_close strong_open strong_close s_open s_close ' +
    'link_open link_close image paragraph_open paragraph_close heading_open heading_close hr fence code_block ' +
    'blockquote_open blockquote_close bullet_list_open bullet_list_close ordered_list_open ordered_list_close ' +
    'list_item_open list_item_close table_open table_close thead_open thead_close tbody_open tbody_close ' +
    'tr_open tr_close th_open th_close td_open td_close'
  ).split(' '),
);

// As the sanitiser allows them.
const SCHEME = /^(?:https?|mailto|tel|xmpp):/;

/** The sanitiser lets this many elements stand in one another. */
const DEEPEST = 100;

/** A picture, a sound or a film that a post shows. */
export interface Shown {
  readonly url: string;
  readonly alt: string;
}

/** What a text becomes, and what it shows in the order of appearance, each once. */
export interface Made {
  readonly html: SafeHtml;
  readonly shown: readonly Shown[];
}

/** An address in a parsed text, made absolute. */
interface Address {
  readonly token: Token;
  readonly attribute: 'href' | 'src';
  readonly url: string;
}

/** All addresses of a text; undefined where only the sanitiser can judge it. */
export function addressesIn(tokens: readonly Token[], absolute: Absolute): readonly Address[] | undefined {
  const found: Address[] = [];
  for (const token of tokens) {
    const inside = PLAIN.has(token.type) ? addressesIn(token.children ?? [], absolute) : undefined;
    if (!inside) return undefined;
    if (token.type === 'link_open' || token.type === 'image') {
      const attribute = token.type === 'image' ? 'src' : 'href';
      const url = absolute(token.attrGet(attribute) ?? '');
      if (url === undefined || !SCHEME.test(url)) return undefined;
      found.push({ token, attribute, url });
    }
    // What stands in an image is only its alternative text.
    if (token.type === 'inline') found.push(...inside);
  }
  return found;
}

const QUOTES: Readonly<Record<string, string>> = { '&quot;': '"', '&#x27;': "'" };

/** What was rendered, as the sanitiser writes it; undefined where it may be too deep. */
export function plainHtml(rendered: string, addresses: readonly Address[]): Made | undefined {
  if (rendered.split('</').length > DEEPEST) return undefined;
  // Quotation marks are escaped in attributes alone.
  const quoted = /&(?:quot|#x27);/.test(rendered);
  const html = quoted ? rendered.replaceAll(/<[^>]*>|&quot;|&#x27;/g, (part) => QUOTES[part] ?? part) : rendered;
  const shown = new Map<string, Shown>();
  for (const { token, url } of addresses) {
    if (token.type === 'image' && !shown.has(url)) shown.set(url, { url, alt: token.attrGet('alt') ?? '' });
  }
  return { html: clean(html) as SafeHtml, shown: [...shown.values()] };
}
