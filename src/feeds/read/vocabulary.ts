// What an element is called, whatever prefix its writer chose, and with none or a wrong namespace too:
// `atom:id`, `content:encoded`; and what is of no vocabulary but RSS's own, by its name alone: `pubdate`.
import { grouped } from '../../model/grouped.ts';
import type { Element } from '../xml.ts';

// Without scheme, `www.`, upper case and what ends it: people write all of these in several ways.
const VOCABULARIES = new Map(
  Object.entries({
    'w3.org/2005/atom': 'atom',
    'purl.org/atom/ns': 'atom',
    'purl.org/rss/1.0': '',
    'my.netscape.com/rdf/simple/0.9': '',
    'channel.netscape.com/rdf/simple/0.9': '',
    'backend.userland.com/rss2': '',
    'blogs.law.harvard.edu/tech/rss': '',
    'cyber.law.harvard.edu/rss/rss.html': '',
    'purl.org/rss/1.0/modules/content': 'content',
    'purl.org/dc/elements/1.1': 'dc',
    'purl.org/dc/terms': 'dcterms',
    'purl.org/rss/1.0/modules/syndication': 'sy',
    'purl.org/syndication/thread/1.0': 'thr',
    'purl.org/syndication/history/1.0': 'fh',
    'purl.org/atompub/tombstones/1.0': 'at',
    'activitystrea.ms/spec/1.0': 'activity',
    'search.yahoo.com/mrss': 'media',
    'itunes.com/dtds/podcast-1.0.dtd': 'itunes',
    'source.scripting.com': 'source',
    'georss.org/georss': 'georss',
    'opengis.net/gml': 'gml',
    'w3.org/2003/01/geo/wgs84_pos': 'geo',
    'jabber.org/protocol/geoloc': 'geoloc',
    'w3.org/1999/02/22-rdf-syntax-ns': 'rdf',
    'w3.org/1999/xhtml': 'xhtml',
    'rssnamespace.org/feedburner/ext/1.0': 'feedburner',
  }),
);

function plain(namespace: string): string {
  return namespace
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/^www\./, '')
    .replace(/[/#?]+$/, '');
}

/** What an element is called. */
export function wordFor(element: Element): string {
  const { name } = element;
  const colon = name.indexOf(':');
  const [prefix, local] = [name.slice(0, Math.max(colon, 0)), name.slice(colon + 1)];
  // Its types promise a namespace, but there may be none.
  const known = VOCABULARIES.get(plain(element.getNS() ?? '-'));
  if (known !== undefined) return known === '' ? local : `${known}:${local}`;
  // Not declared, or as something nobody knows: the prefixes above are what everybody writes for these vocabularies.
  return prefix === 'rss' ? local : name;
}

/** The children of an element by what they are called, in their order. */
export type Said = ReadonlyMap<string, readonly Element[]>;

export function saidIn(parent: Element): Said {
  return grouped(parent.getChildElements(), wordFor);
}

/** All children of these names: those of the first name, then those of the next. */
export function all(said: Said, ...words: readonly string[]): readonly Element[] {
  return words.flatMap((word) => said.get(word) ?? []);
}

/** The text of the first child of these names that has any, without blanks around it; else empty. */
export function words(said: Said, ...names: readonly string[]): string {
  for (const each of all(said, ...names)) {
    const text = textIn(each).trim();
    if (text !== '') return text;
  }
  return '';
}

/** A tree of a node is not bounded by us. */
const DEEPEST = 200;

/** All text below an element. */
export function textIn(element: Element, depth = 0): string {
  if (depth > DEEPEST) return '';
  return element.children.map((each) => (typeof each === 'string' ? each : textIn(each, depth + 1))).join('');
}

/** An attribute, without blanks around it; empty where there is none. */
export function attribute(element: Element, name: string): string {
  const value: unknown = element.attrs[name];
  return typeof value === 'string' ? value.trim() : '';
}

/** What an element of Atom is called; a feed without a namespace, or with a wrong one, is meant all the same. */
export function atom(name: string): [string, string] {
  return [`atom:${name}`, name];
}
