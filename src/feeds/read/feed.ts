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
 * Each id once. Of two entries with one id the first has it; the other gets one of its own that stays the same, if it
 * says something else or is elsewhere, and is left out if not.
 */
function withOwnIds(entries: readonly Received[]): Received[] {
  const known = new Map<string, Received>();
  for (const entry of entries) {
    const first = known.get(entry.id);
    if (first && first.url === entry.url && first.text === entry.text && first.title === entry.title) continue;
    const ids = first ? [entry.url, `${entry.id} ${madeId(entry)}`, `${entry.url} ${madeId(entry)}`] : [entry.id];
    const id = ids.find((each) => each !== '' && !known.has(each));
    if (id !== undefined) known.set(id, { ...entry, id });
  }
  return [...known.values()];
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
