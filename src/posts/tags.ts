// #tags and @mentions in the text, found as people know them from Twitter and Mastodon, and linked.
import type StateCore from 'markdown-it/lib/rules_core/state_core.mjs';
import type Token from 'markdown-it/lib/token.mjs';
import type { Who } from './people.ts';

// A word of any script; inside a tag also the Catalan and the Japanese middle dot, and Persian's narrow non-joiner.
const LETTER = String.raw`\p{L}\p{M}\p{N}_`;
const TAG = String.raw`[\p{L}\p{N}_](?:[${LETTER}\u00B7\u30FB\u200C]*[${LETTER}])?`;
const NAME = String.raw`[${LETTER}]+(?:[.-]+[${LETTER}]+)*`;

//   #tag   (#tag)   #tag's   ＃日本語        foo#bar   /#x   ##x   &#x   ?q=#x
//   ^ found after anything but these:         ^         ^    ^    ^       ^
const FOUND = new RegExp(
  String.raw`(?<![${LETTER}/@#＃&=])(?:[#＃](?<tag>${TAG})|@(?<who>${NAME}(?:@${NAME})?)(?![.-]*[${LETTER}@/]))`,
  'gu',
);

// In the front matter a tag may also have hyphens; in the text they end it.
const WHOLE = new RegExp(`^${TAG}(?:-${TAG})*$`, 'u');

/** A folder is made for each tag, and its name may have 255 bytes. */
const LONGEST = 60;

/** Elements whose text is a link or code already. */
const CLOSED = /^<(?<end>\/?)(?:a|button|code|kbd|pre|samp|var)\b/i;

/** The tag that words are, in lower case and one form (`Café` → `café`); undefined when they are none. */
export function tagOf(words: string): string | undefined {
  const tag = words.normalize('NFKC').toLowerCase().normalize('NFKC');
  return WHOLE.test(tag) && /\p{L}/u.test(tag) && tag.length <= LONGEST ? tag : undefined;
}

/** What the search needs, and what it finds. */
export interface Links {
  readonly who: Who;
  readonly tagPage: (tag: string) => string;
  readonly tags: Set<string>;
  readonly mentions: Set<string>;
}

/** Makes links of the tags and mentions in a parsed text. It stands after linkify: what is an address is a link by then. */
export function linkTags(state: StateCore, links: Links): void {
  for (const block of state.tokens) {
    if (block.type !== 'inline' || !block.children || !/[#＃@]/.test(block.content)) continue;
    block.children = linked(state, block.children, links);
  }
}

function linked(state: StateCore, tokens: readonly Token[], links: Links): Token[] {
  let inside = 0;
  let before = '';
  return tokens.flatMap((token) => {
    inside = Math.max(0, inside + nesting(token));
    const parts = token.type === 'text' && inside === 0 ? split(state, token, { before, links }) : [token];
    // What is seen before the next token: two code units hold any character.
    if (token.type.endsWith('break')) before = '\n';
    else if (token.type.startsWith('text') || token.type === 'code_inline') before = token.content.slice(-2) || before;
    return parts;
  });
}

function nesting(token: Token): number {
  if (token.type === 'link_open' || token.type === 'link_close') return token.nesting;
  if (token.type !== 'html_inline') return 0;
  const end = CLOSED.exec(token.content)?.groups?.['end'];
  if (end === undefined) return 0;
  return end === '' ? 1 : -1;
}

function split(state: StateCore, token: Token, { before, links }: { before: string; links: Links }): Token[] {
  const text = before + token.content;
  const parts: Token[] = [];
  let done = before.length;
  FOUND.lastIndex = before.length;
  for (let found = FOUND.exec(text); found; found = FOUND.exec(text)) {
    const attributes = linkFor(found.groups ?? {}, links);
    if (!attributes) continue;
    const [words] = found;
    parts.push(textToken(state, text.slice(done, found.index)), ...link(state, words, attributes));
    done = found.index + words.length;
  }
  return done === before.length ? [token] : [...parts, textToken(state, text.slice(done))];
}

type Attributes = [name: string, value: string][];

function linkFor({ tag: words, who }: Record<string, string | undefined>, links: Links): Attributes | undefined {
  if (words !== undefined) {
    const tag = tagOf(words);
    if (tag === undefined) return undefined;
    links.tags.add(tag);
    return [
      ['href', links.tagPage(tag)],
      ['rel', 'tag'],
    ];
  }
  const address = who === undefined ? undefined : links.who(who);
  if (address === undefined) return undefined;
  links.mentions.add(address);
  return [
    ['href', address],
    ['class', 'mention u-mention h-card'],
  ];
}

// `markup` tells the plain text that the words stand for themselves.
function link(state: StateCore, words: string, attributes: Attributes): Token[] {
  const open = Object.assign(new state.Token('link_open', 'a', 1), { attrs: attributes, markup: 'tag' });
  const close = Object.assign(new state.Token('link_close', 'a', -1), { markup: 'tag' });
  return [open, textToken(state, words), close];
}

function textToken(state: StateCore, content: string): Token {
  return Object.assign(new state.Token('text', '', 0), { content });
}
