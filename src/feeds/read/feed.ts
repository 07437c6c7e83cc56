// A document of a stranger as a feed, whichever format it is in.
import { beginning } from '../shown.ts';
import { fine, wrong, type Checked } from '../../model/problem.ts';
import type { Feed, Received } from '../../model/received.ts';
import { hFeed } from './h-feed.ts';
import { jsonFeed } from './json.ts';
import { madeId } from './stated.ts';
import { treeFrom } from './tree.ts';
import { xmlFeed } from './xml-feed.ts';

/** Where a document comes from: its address after redirects, and its Content-Type. */
export interface At {
  readonly address: string;
  readonly type: string;
}

/**
 * The feed that a document holds: Atom, RSS, JSON Feed, or the h-feed of a page. It is judged by its text; the type it
 * came with only helps to say what it is, where it is none of these. Never throws.
 */
export function feedFrom(text: string, { address, type }: At): Checked<Feed> {
  const document = fromFirstTag(text);
  const feed = formatOf(document)(document, address);
  if (!feed) return notAFeed(document, { address, type });
  return fine({ ...feed, entries: withOwnIds(feed.entries) });
}

/** A document without the blanks, marks and comments that it begins with. */
function fromFirstTag(text: string): string {
  const blank = /[\uFEFF\s\0]*/y;
  for (;;) {
    blank.test(text);
    if (!text.startsWith('<!--', blank.lastIndex)) return text.slice(blank.lastIndex);
    const end = text.indexOf('-->', blank.lastIndex);
    if (end === -1) return '';
    blank.lastIndex = end + '-->'.length;
  }
}

type Reader = (text: string, address: string) => Feed | undefined;

function formatOf(document: string): Reader {
  if (/^[{[]/.test(document)) return jsonFeed;
  return /^<(?:!doctype\s+html|html|head|body)\b/i.test(document) ? hFeed : xmlOrPage;
}

function xmlOrPage(text: string, address: string): Feed | undefined {
  return xmlFeed(treeFrom(text), address) ?? hFeed(text, address);
}

/**
 * Each id once. Those that have one id and are elsewhere, since some programs give it to all, each have another that stays
 * the same, whatever comes before them. Of others the first has it. One that says just the same is left out.
 */
function withOwnIds(entries: readonly Received[]): Received[] {
  const shared = sharedIn(entries);
  const [known, said] = [new Map<string, Received>(), new Set<string>()];
  for (const entry of entries) {
    const { id, url, title, text } = entry;
    const all = JSON.stringify([id, url, title, text]);
    if (said.has(all)) continue;
    said.add(all);
    const own = [url, `${id} ${madeId(entry)}`, `${url} ${madeId(entry)}`];
    const ids = shared.has(id) ? own : [id, ...own];
    const free = id === '' ? undefined : ids.find((each) => each !== '' && !known.has(each));
    if (free !== undefined) known.set(free, { ...entry, id: free });
  }
  return [...known.values()];
}

/** Ids of entries that are at different addresses. */
function sharedIn(entries: readonly Received[]): ReadonlySet<string> {
  const places = new Map<string, string>();
  const other = entries.filter(({ id, url }) => {
    const place = places.get(id);
    if (place === undefined) places.set(id, url);
    return place !== undefined && place !== url;
  });
  return new Set(other.map(({ id }) => id));
}

const NEXT: readonly (readonly [RegExp, string, string])[] = [
  [/^$/, 'It is empty.', 'Look whether the address opens in a browser; it may be out of order for now.'],
  [/^[{[]/, 'It is JSON, but no JSON Feed.', 'Look for the address of the feed on the page of its author.'],
  [
    /^<(?:!doctype\s+html|html|head|body|meta|title|div)\b/i,
    'It is a web page without a feed in it.',
    'Follow the address of the page, so that its feeds are found, or look there for one marked RSS or Atom.',
  ],
  [
    /^<(?:\?xml|[a-z!])/i,
    'It is XML, but neither Atom nor RSS.',
    'Look for the address of the feed on the page of its author.',
  ],
];

function notAFeed(document: string, { address, type }: At): Checked<Feed> {
  const head = document.slice(0, 5000);
  const [, what, next] = NEXT.find(([pattern]) => pattern.test(head)) ?? [];
  const kind = type.split(';')[0]?.trim() || 'no type';
  return wrong({
    where: address,
    what: what ?? `It is no feed: it came as ${kind}, and begins with "${beginning(head, 40)}".`,
    next: next ?? 'Look whether the address opens in a browser, and whether it is that of the feed.',
  });
}
