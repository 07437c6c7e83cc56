// What an Atom entry says: text constructs and content (RFC 4287 §3.1, §4.1.3; Atom 0.3 with its modes).
import type { Element } from '../xml.ts';
import { htmlIn, xhtmlIn } from './inner.ts';
import { mediaIn } from './media.ts';
import type { Stated } from './stated.ts';
import { titleFrom, titleOf } from './title.ts';
import { all, atom, attribute, textIn, type Said } from './vocabulary.ts';

/** A text construct as plain text (RFC 4287 §3.1). */
export function plainIn(element: Element): string {
  const type = attribute(element, 'type').toLowerCase();
  const text = textIn(element);
  if (/xhtml|xml$/.test(type)) return titleOf(text);
  if (/html/.test(type) || attribute(element, 'mode') === 'escaped') return titleFrom(htmlIn(element));
  if (element.getChildElements().length > 0) return titleFrom(htmlIn(element));
  // Said to be text and escaped twice all the same, by those who say nothing.
  return type === '' && !/[<>]/.test(text) ? titleFrom(text) : titleOf(text);
}

/** Text before XHTML, as nodes have it; the summary, or what is said of a film, where there is no content. */
export function bodyOf(said: Said, address: string): Pick<Stated, 'html' | 'text'> {
  const contents = all(said, ...atom('content')).filter((each) => !each.attrs['src']);
  const bodies = contents.some((each) => textIn(each).trim() !== '' || each.getChildElements().length > 0)
    ? contents
    : all(said, ...atom('summary'));
  const body = Object.assign({}, ...bodies.map(construct).reverse()) as Pick<Stated, 'html' | 'text'>;
  if (Object.keys(body).length > 0) return body;
  const { description } = mediaIn(said, address);
  return description === '' ? {} : { text: description };
}

/** The summary as plain text. */
export function summaryOf(said: Said): Pick<Stated, 'summary'> {
  const summary = all(said, ...atom('summary'))[0];
  return summary ? { summary: plainIn(summary) } : {};
}

function construct(body: Element): Pick<Stated, 'html' | 'text'> {
  const type = attribute(body, 'type').toLowerCase();
  const mode = attribute(body, 'mode').toLowerCase();
  if (mode === 'base64') return {};
  if (type === 'xhtml' || (mode === 'xml' && /xml|html/.test(type))) return { html: xhtmlIn(body) };
  if (/html|xml/.test(type) || mode === 'escaped' || body.getChildElements().length > 0) return { html: htmlIn(body) };
  if (type === '' && /<(?:p|br|div|a|img)\b/i.test(textIn(body))) return { html: textIn(body) };
  return /^(?:text(?:\/plain)?)?$/.test(type) ? { text: textIn(body) } : {};
}
