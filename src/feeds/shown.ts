// What is shown of an entry where a form has less room than its page, or nobody but us to show the rest.
import type { Enclosure, Entry } from '../model/entry.ts';
import { element } from './xml.ts';

interface Told extends Pick<Entry, 'enclosures'> {
  readonly html: string;
  readonly warning?: string;
}

/** The full HTML as a feed carries it: readers show content, not summaries and enclosures. */
export function shownHtml({ html, warning, enclosures }: Told): string {
  const missing = enclosures.filter(({ type, url }) => type.startsWith('image/') && !html.includes(inAttribute(url)));
  return above(warning) + html + missing.map(picture).join('');
}

/** What `shownHtml` was made from. */
export function htmlFrom(shown: string, { warning, enclosures }: Omit<Told, 'html'>): string {
  const top = above(warning);
  const html = shown.startsWith(top) ? shown.slice(top.length) : shown;
  return enclosures
    .map(picture)
    .reduceRight((rest, figure) => (rest.endsWith(figure) ? rest.slice(0, -figure.length) : rest), html);
}

/** The full text as a feed carries it, its warning first. */
export function shownText({ text, warning }: Pick<Entry, 'text' | 'warning'>): string {
  return warning === undefined ? text : `${warning}\n\n${text}`;
}

/** The beginning of a text in one line of at most `length` characters, cut between words where there are any. */
export function beginning(text: string, length: number): string {
  const line = oneLine(text);
  const chars = Array.from(line);
  if (chars.length <= length) return line;
  const cut = chars.slice(0, length - 1).join('');
  const end = cut.lastIndexOf(' ');
  return `${end > cut.length / 2 ? cut.slice(0, end) : cut}…`;
}

/** The text in one line: what an attribute can hold, since XML readers make each line break in one a space. */
export function oneLine(text: string): string {
  // A blank that is one already is not replaced by itself: that is most of them.
  return text.replace(/\s{2,}|[^\S ]/gu, ' ').trim();
}

function above(warning: string | undefined): string {
  if (warning === undefined) return '';
  return [element('p', {}, element('strong', {}, warning)), element('hr')].map(String).join('');
}

function picture({ url, title = '' }: Enclosure): string {
  return element('p', {}, element('img', { src: url, alt: oneLine(title) })).toString();
}

function inAttribute(url: string): string {
  return url.replaceAll('&', '&amp;');
}
