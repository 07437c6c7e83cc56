// The entry as an item on a node carries it (XEP-0277, XEP-0472, and what Movim, Libervia and Converse make of them).
import type { Entry, Origin, SafeHtml } from '../model/entry.ts';
import type { Account } from '../model/site.ts';
import {
  ATOM,
  THREAD,
  author,
  bridge,
  category,
  commentsLink,
  dates,
  enclosureLink,
  inReplyTo,
  pageLink,
  viaLink,
} from './atom.ts';
import { strangerHtml } from './clean.ts';
import { commentsNode, nodeAddress } from './node-address.ts';
import { geolocOf } from './place.ts';
import { beginning } from './shown.ts';
import { clean, element, read } from './xml.ts';
import type { Element } from './xml.ts';

const XHTML = 'http://www.w3.org/1999/xhtml';

/** From this size on, in bytes, a title is no longer shown as a post by Movim. */
const LONG = 700;

/** The titles of long notes, in characters. */
const HEADLINE = 120;

/**
 * The entry as an item of the node carries it. The order is part of the form: the first `alternate` link must be the
 * page's and text must come before XHTML, for clients that read the first of each.
 */
export function itemEntry(entry: Entry, at: Account): Element {
  const { title, summary, content } = itemTexts(entry);
  const { replyTo, repostOf } = entry;
  return element(
    'entry',
    { xmlns: ATOM, 'xml:lang': entry.lang },
    element('id', {}, entry.id),
    element('title', { type: 'text' }, title),
    // Anyone but the node's owner here is taken for a forger, and the post dropped.
    author({ name: entry.author.name, uri: `xmpp:${at.jid}` }),
    ...dates(entry),
    pageLink(entry.url),
    element('link', { rel: 'alternate', href: nodeAddress(at, entry.key) }),
    commentsOf(entry, at),
    ...entry.enclosures.map(enclosureLink),
    ...entry.tags.map(category),
    summary === undefined ? undefined : element('summary', { type: 'text' }, summary),
    content === undefined ? undefined : element('content', { type: 'text' }, content),
    content === undefined ? undefined : xhtmlContent(entry.html),
    replyTo && inItem({ ...replyTo, url: plainAddress(replyTo.url) }),
    repostOf === undefined ? undefined : viaLink(repostOf),
    entry.place && geolocOf(entry.place),
    ...(entry.takenFrom ? [sourceElement(entry.takenFrom), bridge()] : []),
  );
}

/** Of a bridged entry only what it had before: nobody makes such a node for it here, and clients would look in vain. */
function commentsOf({ key, comments, takenFrom }: Entry, at: Account): Element | undefined {
  const href = comments ?? (takenFrom ? undefined : nodeAddress(commentsNode(at, key)));
  return href === undefined ? undefined : commentsLink(href);
}

/** Not as `rel=via`: in XMPP that says that somebody passes on what another wrote (XEP-0277), and clients show it so. */
function sourceElement({ feed, title, page, author: by }: Origin): Element {
  return element(
    'source',
    {},
    element('id', {}, feed),
    element('title', {}, title),
    by.name === '' && by.uri === undefined ? undefined : author(by),
    element('link', { rel: 'self', href: feed }),
    page === undefined ? undefined : element('link', { rel: 'alternate', type: 'text/html', href: page }),
  );
}

/** The texts of an item. */
export interface ItemTexts {
  readonly title: string;
  readonly summary?: string;
  /** Absent where the title says it all. */
  readonly content?: string;
}

type Told = Pick<Entry, 'title' | 'warning' | 'text' | 'enclosures' | 'url'>;

/**
 * What an item says. Its title is never empty, or clients drop it: a short note is its own title; a note that one is
 * warned of has the warning there, and a long one its beginning, with the text beneath. Applied to what was read back
 * from an item it gives the same again.
 */
export function itemTexts({ title, warning, text, enclosures, url }: Told): ItemTexts {
  if (title !== undefined)
    return warning === undefined ? { title, content: text } : { title, summary: warning, content: text };
  if (warning !== undefined) return { title: warning, content: text };
  if (text.trim() === '') return { title: beginning(enclosures[0]?.title ?? '', HEADLINE) || url };
  const short = new TextEncoder().encode(text).length < LONG;
  return short ? { title: text } : { title: beginning(text, HEADLINE), content: text };
}

/** An `xmpp:` address as Movim reads it in a reply: it splits at `;` and undoes no percent-encoding. */
export function plainAddress(url: string): string {
  return url.startsWith('xmpp:') ? url.replace(/%(?:3A|2F|40)/gi, decodeURIComponent) : url;
}

function inItem(reply: NonNullable<Entry['replyTo']>): Element {
  const made = inReplyTo('in-reply-to', reply);
  // Servers rewrite a prefix to this form.
  made.attrs['xmlns'] = THREAD;
  return made;
}

function xhtmlContent(html: SafeHtml): Element | undefined {
  // Both parts are well-formed XML, which a tree cannot be made of in any other way.
  const body = read(`<div xmlns="${XHTML}">${clean(strangerHtml(html))}</div>`);
  return body && element('content', { type: 'xhtml' }, withoutApostrophes(body));
}

/** Movim writes attributes again between single quotes, unescaped. */
function withoutApostrophes(tree: Element): Element {
  for (const [name, value] of Object.entries(tree.attrs)) {
    tree.attrs[name] = String(value).replaceAll("'", name === 'href' || name === 'src' ? '%27' : '’');
  }
  for (const each of tree.getChildElements()) withoutApostrophes(each);
  return tree;
}
