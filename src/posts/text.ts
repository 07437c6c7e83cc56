// The plain text of a parsed post: what a chat or a terminal shows, and what a reader hears.
//
//     See [the page](https://a.example/).  →  See the page (https://a.example/).
//     - one                                →  - one
//     > said                               →  > said
//     ![a cat](cat.jpg)                    →  a cat
import type Token from 'markdown-it/lib/token.mjs';

/** An address as it is written in a post, made absolute; undefined when it is none. */
export type Absolute = (written: string) => string | undefined;

/** The words of HTML without its markup. */
export type WordsOf = (html: string) => string;

/**
 * Paragraphs apart by an empty line, links as `words (address)`, tags and mentions as their words. `wordsOf` is needed
 * where there is HTML.
 */
export function textOf(tokens: readonly Token[], absolute: Absolute, wordsOf: WordsOf = String): string {
  return blocks({ tokens, next: 0, absolute, wordsOf }).join('\n\n');
}

interface Reading {
  readonly tokens: readonly Token[];
  readonly absolute: Absolute;
  readonly wordsOf: WordsOf;
  next: number;
}

/** The blocks up to the end of the element that is open, which is passed. */
function blocks(reading: Reading): string[] {
  const found: string[] = [];
  while (reading.next < reading.tokens.length) {
    const token = reading.tokens[reading.next++];
    if (!token || token.nesting === -1) break;
    const text = block(token, reading);
    if (text !== '') found.push(text);
  }
  return found;
}

function block(token: Token, reading: Reading): string {
  switch (token.type) {
    case 'inline':
      return inline(token.children ?? [], reading.absolute).trim();
    case 'fence':
    case 'code_block':
      return token.content.replace(/\n$/, '');
    case 'html_block':
      return reading.wordsOf(token.content).trim();
    case 'hr':
      return '---';
    case 'blockquote_open':
      return indented(blocks(reading).join('\n\n'), '> ', '> ');
    case 'bullet_list_open':
    case 'ordered_list_open':
      return items(token, reading);
    case 'tr_open':
      return blocks(reading).join(' | ');
    case 'table_open':
    case 'thead_open':
    case 'tbody_open':
    case 'footnote_block_open':
      return blocks(reading).join('\n');
    case 'footnote_open':
      return indented(blocks(reading).join('\n\n'), `${footnote(token)} `, '    ');
    default:
      return token.nesting === 1 ? blocks(reading).join('\n\n') : '';
  }
}

function items(list: Token, reading: Reading): string {
  let number = Number(list.attrGet('start') ?? 1);
  const found: string[] = [];
  let apart = '\n';
  while (reading.tokens[reading.next]?.type === 'list_item_open') {
    const first = reading.tokens[++reading.next];
    // In a loose list the paragraphs of the items are seen, in a tight one they are hidden.
    if (first?.type === 'paragraph_open' && !first.hidden) apart = '\n\n';
    const mark = list.type === 'bullet_list_open' ? '- ' : `${number++}. `;
    found.push(indented(blocks(reading).join(apart), mark, ' '.repeat(mark.length)));
  }
  reading.next++;
  return found.join(apart);
}

function indented(text: string, first: string, rest: string): string {
  const lines = text.split('\n').map((line, index) => (index === 0 ? first : rest) + line);
  return lines.map((line) => line.trimEnd()).join('\n');
}

function footnote({ meta }: Token): string {
  const { id } = meta as { id: number };
  return `[${id + 1}]`;
}

function inline(tokens: readonly Token[], absolute: Absolute): string {
  // The text so far of the line and of each link that is open in it.
  const open: { text: string; link?: Token }[] = [{ text: '' }];
  for (const token of tokens) {
    if (token.type === 'link_open') open.push({ text: '', link: token });
    const closed = token.type === 'link_close' ? open.pop() : undefined;
    const last = open.at(-1);
    if (last) last.text += closed?.link ? linkText(closed.text, closed.link, absolute) : words(token, absolute);
  }
  return open.map(({ text }) => text).join('');
}

function words(token: Token, absolute: Absolute): string {
  switch (token.type) {
    case 'text':
    case 'text_special':
    case 'code_inline':
      return token.content;
    case 'softbreak':
      return ' ';
    case 'hardbreak':
      return '\n';
    case 'html_inline':
      return /^<br\b/i.test(token.content) ? '\n' : '';
    case 'image':
      return inline(token.children ?? [], absolute);
    case 's_open':
    case 's_close':
      return '~~';
    case 'footnote_ref':
      return footnote(token);
    default:
      return '';
  }
}

function linkText(text: string, link: Token, absolute: Absolute): string {
  const written = link.attrGet('href') ?? '';
  const address = absolute(written);
  if (link.markup === 'tag' || address === undefined) return text;
  // A bare address is best copied whole; example.com and ann@a.example stay as people write them.
  if (link.info === 'auto') return /^[a-z][a-z0-9+.-]*:/i.test(text) ? address : text;
  return text === '' || text === written || text === address ? address : `${text} (${address})`;
}
