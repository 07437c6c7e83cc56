// Text without markup from HTML, and HTML from text.
//
//     <p>See <a href="https://a.example/">the page</a>.</p>   ⇄   See the page (https://a.example/).
import type { SafeHtml } from '../../model/entry.ts';
import { strangerHtml } from '../clean.ts';
import { element, type Element } from '../xml.ts';

const BLOCKS = new Set(
  'blockquote dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre summary table tbody td tfoot th thead tr ul'.split(
    ' ',
  ),
);

/** Paragraphs apart by an empty line, links as `words (address)`; of the tree of HTML that is safe. */
export function textOf(html: Element): string {
  return blocksIn(html).join('\n\n');
}

function blocksIn(parent: Element): string[] {
  const found: string[] = [];
  let line = '';
  const end = (): void => {
    const lines = line.split('\n').map((each) => each.replace(/ {2,}/g, ' ').trim());
    const text = lines.join('\n').trim();
    if (text !== '') found.push(text);
    line = '';
  };
  for (const each of parent.children) {
    if (typeof each === 'string') line += oneSpace(each);
    else if (!isBlock(each)) line += inline(each);
    else {
      end();
      found.push(...block(each));
    }
  }
  end();
  return found;
}

function oneSpace(text: string): string {
  // A blank that is one already stays: that is most of them.
  return text.replace(/[ \t\n\r\f]{2,}|[\t\n\r\f]/g, ' ');
}

// Cleaned HTML is not deeper than the cleaner allows.
const known = new WeakMap<Element, boolean>();

function isBlock(each: Element): boolean {
  const before = known.get(each);
  if (before !== undefined) return before;
  const found = BLOCKS.has(each.name) || each.getChildElements().some(isBlock);
  known.set(each, found);
  return found;
}

const KINDS: Readonly<Record<string, (each: Element) => string[]>> = {
  hr: () => ['---'],
  pre: (each) => some(raw(each).replace(/^\n|\s+$/g, '')),
  blockquote: (each) => some(indented(blocksIn(each).join('\n\n'), '> ', '> ')),
  ul: items,
  ol: items,
  tr: (each) =>
    some(
      each
        .getChildElements()
        .map((cell) => blocksIn(cell).join(' '))
        .join(' | '),
    ),
  table: (each) => some(blocksIn(each).join('\n')),
  thead: (each) => some(blocksIn(each).join('\n')),
  tbody: (each) => some(blocksIn(each).join('\n')),
};

function block(each: Element): string[] {
  return (KINDS[each.name] ?? blocksIn)(each);
}

function some(text: string): string[] {
  return text === '' ? [] : [text];
}

function raw(each: Element): string {
  return each.children
    .map((child) => (typeof child === 'string' ? child : child.name === 'br' ? '\n' : raw(child)))
    .join('');
}

function items(list: Element): string[] {
  let number = Number(list.attrs['start'] ?? 1) || 1;
  const lines = list.getChildElements().flatMap((item) => {
    const mark = list.name === 'ul' ? '- ' : `${number++}. `;
    return some(indented(blocksIn(item).join('\n'), mark, ' '.repeat(mark.length)));
  });
  return some(lines.join('\n'));
}

function indented(text: string, first: string, rest: string): string {
  if (text === '') return '';
  const lines = text.split('\n').map((line, at) => (at === 0 ? first : rest) + line);
  return lines.map((line) => line.trimEnd()).join('\n');
}

function inline(each: Element): string {
  if (each.name === 'br') return '\n';
  if (each.name === 'img') return String(each.attrs['alt'] ?? '');
  const words = each.children.map((child) => (typeof child === 'string' ? oneSpace(child) : inline(child))).join('');
  if (each.name === 'a') return link(words, String(each.attrs['href'] ?? ''));
  return each.name === 's' || each.name === 'del' ? `~~${words}~~` : words;
}

// Mastodon shows an address without its scheme, and long ones cut; names, tags and marks stand for themselves.
function link(words: string, address: string): string {
  const said = words.trim();
  if (address === '' || /^[@#]\S+$|^[^\p{L}\p{N}]+$/u.test(said)) return words;
  const shown = said.replace(/…$|\.\.\.$/, '');
  const bare = [address, address.replace(/^(?:https?:\/\/(?:www\.)?|mailto:|xmpp:)/, '')];
  if (said === '' || bare.some((each) => each === said || each === `${said}/`))
    return said.includes('@') ? said : address;
  if (shown !== said && shown.length > 5 && bare.some((each) => each.startsWith(shown))) return address;
  return words.replace(said, () => `${said} (${address})`);
}

// An address ends before the punctuation of the sentence around it.
const ADDRESS = /\b(?:https?:\/\/|xmpp:)[^\s<>"“”«»]*[^\s<>"“”«».,;:!?'’)\]}]/giu;

/** Paragraphs, line breaks, and addresses as links. */
export function htmlOfText(text: string): SafeHtml {
  const paragraphs = text
    .trim()
    .split(/\n\s*\n/)
    .filter((each) => each.trim() !== '');
  return strangerHtml(paragraphs.map((each) => element('p', {}, ...lined(each)).toString()).join(''));
}

function lined(paragraph: string): (Element | string)[] {
  return paragraph.split('\n').flatMap((line, at) => (at === 0 ? linked(line) : [element('br'), ...linked(line)]));
}

function linked(line: string): (Element | string)[] {
  const made: (Element | string)[] = [];
  let done = 0;
  for (const { 0: found, index } of line.matchAll(ADDRESS)) {
    // https://a.example/b_(c)
    const closes = line[index + found.length] === ')' && found.includes('(') && !found.includes(')');
    const address = closes ? `${found})` : found;
    made.push(line.slice(done, index), element('a', { href: address }, address));
    done = index + address.length;
  }
  return [...made, line.slice(done)];
}

/** Whether what may be HTML is plain text: it has neither a tag nor an entity. */
export function isPlain(words: string): boolean {
  return !/<[a-z!/?]/i.test(words) && !/&(?:[a-z][a-z0-9]*|#\d+|#x[\da-f]+);/i.test(words);
}
