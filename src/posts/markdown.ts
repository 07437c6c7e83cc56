// The door of markdown-it and its footnotes: a post's body becomes HTML and plain text.
import { footnote } from '@mdit/plugin-footnote';
import MarkdownIt from 'markdown-it';
import type StateCore from 'markdown-it/lib/rules_core/state_core.mjs';
import type Token from 'markdown-it/lib/token.mjs';
import type { Attributes } from '../feeds/clean.ts';
import { clean } from '../feeds/xml.ts';
import { addressOf } from '../model/site.ts';
import type { Site } from '../model/site.ts';
import { highlighted, loadLanguages } from './highlight.ts';
import type { Who } from './people.ts';
import { addressesIn, plainHtml } from './plain.ts';
import type { Made, Shown } from './plain.ts';
import { linkTags } from './tags.ts';
import type { Links } from './tags.ts';
import { textOf } from './text.ts';
import type { Absolute } from './text.ts';

/** Where a text stands, and what goes with it. */
export interface Writing {
  readonly site: Site;
  readonly who: Who;
  readonly key: string;
  /** Of its page, relative to the site: `2026/11/hello/`. */
  readonly path: string;
  readonly photos: readonly Shown[];
}

export interface Written extends Made {
  readonly text: string;
  /** In the order of appearance, each once, as are the mentions. */
  readonly tags: readonly string[];
  readonly mentions: readonly string[];
  /** Pictures of the text of which nothing says what they show, not even that it does not matter (`alt=""`). */
  readonly bare: readonly string[];
}

/** What the rules below are handed by markdown-it. `docId` makes the ids of footnotes unique on a page of many posts. */
interface Env extends Links {
  readonly docId: string;
  readonly photos: readonly Shown[];
  readonly absolute: Absolute;
}

const MEDIA = new Set(['audio', 'img', 'source', 'video']);
const ADDRESSES = ['cite', 'href', 'poster', 'src'];

// Two letters after the dot are a country, but in README.md and build.sh nobody means one.
const FILE_NAME = /^[^/]+\.(?:cc|md|pl|ps|py|rs|sh|so)$/i;

const markdown = new MarkdownIt({ html: true, linkify: true, xhtmlOut: true, highlight: highlighted }).use(footnote);
markdown.core.ruler.before('footnoteTail', 'photos', (state) => showPhotos(state, state.env as Env));
markdown.core.ruler.after('linkify', 'tags', (state) => linkTags(state, state.env as Env));
linkAsPeopleExpect(markdown.linkify);

/** Markdown with HTML in it becomes HTML that is XML and safe, with absolute addresses, and its plain text. */
export async function written(source: string, writing: Writing): Promise<Written> {
  const { site, who, key, path, photos } = writing;
  const absolute = absoluteIn(site, path);
  const found = { tags: new Set<string>(), mentions: new Set<string>() };
  const tagPage = (tag: string): string => addressOf(site, `tags/${tag}/`);
  const env: Env = { docId: key, photos, absolute, who, tagPage, ...found };
  const tokens = markdown.parse(source, env);
  if (tokens.some(({ type, info }) => type === 'fence' && info !== '')) await loadLanguages();
  const addresses = isBalanced(tokens) ? addressesIn(tokens, absolute) : undefined;
  const bare = new Set(bareIn(tokens, absolute));
  const text = clean(textOf(tokens, absolute, addresses ? undefined : (await sanitiser()).wordsOf));
  for (const { token, attribute, url } of addresses ?? []) token.attrSet(attribute, url);
  const rendered = markdown.renderer.render(tokens, markdown.options, env);
  const made = (addresses && plainHtml(rendered, addresses)) ?? (await sanitised(rendered, { absolute, bare }));
  return { ...made, text, tags: [...found.tags], mentions: [...found.mentions], bare: [...bare] };
}

/** What Markdown has no words for: the photos of the front matter have theirs, or say that they need none. */
function bareIn(tokens: readonly Token[], absolute: Absolute): readonly string[] {
  return imagesIn(tokens)
    .filter((image) => image.content.trim() === '' && image.attrGet('class') === null)
    .flatMap((image) => absolute(image.attrGet('src') ?? '') ?? []);
}

function imagesIn(tokens: readonly Token[]): readonly Token[] {
  return tokens.flatMap(({ children }) => children ?? []).filter(({ type }) => type === 'image');
}

/** Whether each end has its beginning: of a footnote that is defined in itself only the ends are left. */
function isBalanced(tokens: readonly Token[]): boolean {
  let depth = 0;
  for (const { nesting } of tokens) {
    depth += nesting;
    if (depth < 0) return false;
  }
  return depth === 0;
}

// Loaded when the first post needs it.
let cleaning: Promise<typeof import('../feeds/clean.ts')> | undefined;

function sanitiser(): NonNullable<typeof cleaning> {
  return (cleaning ??= import('../feeds/clean.ts'));
}

async function sanitised(
  rendered: string,
  { absolute, bare }: { absolute: Absolute; bare: Set<string> },
): Promise<Made> {
  const { ownHtml } = await sanitiser();
  const shown = new Map<string, Shown>();
  const html = ownHtml(rendered, (tag, attributes) => {
    const changed = withAddresses(attributes, absolute);
    const url = changed['src'];
    if (url !== undefined && tag === 'img' && changed['alt'] === undefined) bare.add(url);
    if (url !== undefined && MEDIA.has(tag) && !shown.has(url)) shown.set(url, { url, alt: changed['alt'] ?? '' });
    return changed;
  });
  return { html, shown: [...shown.values()] };
}

/** How a post at a path writes addresses: `/x` is the site's own x, wherever on its host the site is. */
export function absoluteIn(site: Site, path: string): Absolute {
  const page = addressOf(site, path);
  return (address) => {
    const ofSite = /^\/(?!\/)/.test(address);
    try {
      return ofSite ? new URL(`.${address}`, site.url).href : new URL(address, page).href;
    } catch (cause) {
      if (!(cause instanceof TypeError)) throw cause;
      return undefined;
    }
  };
}

function withAddresses(attributes: Attributes, absolute: Absolute): Attributes {
  const changed = { ...attributes };
  for (const name of ADDRESSES) {
    const address = changed[name];
    if (address === undefined) continue;
    const whole = absolute(address);
    if (whole === undefined) delete changed[name];
    else changed[name] = whole;
  }
  return changed;
}

// The photos of the front matter stand below the text and above its footnotes, unless the text shows them already.
function showPhotos(state: StateCore, { photos, absolute }: Env): void {
  if (photos.length === 0) return;
  const seen = new Set(imagesIn(state.tokens).map((image) => absolute(image.attrGet('src') ?? '')));
  for (const { url, alt } of photos.filter(({ url }) => !seen.has(url))) {
    const words = Object.assign(new state.Token('text', '', 0), { content: alt });
    const attrs: Token['attrs'] = [
      ['src', url],
      ['alt', ''],
      ['class', 'u-photo'],
    ];
    const image = Object.assign(new state.Token('image', 'img', 0), { attrs, content: alt, children: [words] });
    const inline = Object.assign(new state.Token('inline', '', 0), { children: [image] });
    state.tokens.push(new state.Token('paragraph_open', 'p', 1), inline, new state.Token('paragraph_close', 'p', -1));
  }
}

function linkAsPeopleExpect(linkify: MarkdownIt['linkify']): void {
  const match = linkify.match.bind(linkify);
  const normalize = linkify.normalize.bind(linkify);
  linkify.match = (text) => match(text)?.filter(({ schema, raw }) => schema !== '' || !FILE_NAME.test(raw)) ?? null;
  linkify.normalize = (found) => {
    if (found.schema === '') found.url = `https://${found.url}`;
    else normalize(found);
  };
  linkify.add('//', null).add('ftp:', null);
}
