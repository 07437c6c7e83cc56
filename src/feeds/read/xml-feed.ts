// A document of XML as a feed: what Atom and RSS say of themselves in the same way, and their entries.
import type { Feed } from '../../model/received.ts';
import { nodeIn } from '../node-address.ts';
import type { Element } from '../xml.ts';
import { baseOf, languageFrom, languageOf, webAddress } from './address.ts';
import { authorIn, receivedFrom } from './atom.ts';
import { linkOf } from './atom-links.ts';
import { plainIn } from './atom-texts.ts';
import { isBridged } from './bridged.ts';
import { htmlIn } from './inner.ts';
import { authorOf, itemFrom } from './rss.ts';
import { idFrom } from './stated.ts';
import { titleFrom } from './title.ts';
import { isCut } from './tree.ts';
import { all, atom, attribute, saidIn, textIn, words, type Said } from './vocabulary.ts';

/** Entries of a document; what comes after is for its archives. */
export const MOST_ENTRIES = 2000;

type Reader = (root: Element, address: string) => Feed;

// By name alone: a root in a wrong namespace is meant all the same.
const READERS = new Map<string, Reader>([
  ['feed', atomFrom],
  ['entry', oneEntry],
  ['rss', rssFrom],
  ['rdf', rssFrom],
  ['channel', channelAlone],
]);

/** The feed that a document holds; undefined where its root is none. */
export function xmlFeed(document: Element, address: string): Feed | undefined {
  for (const root of document.getChildElements()) {
    const reader = READERS.get(root.getName());
    if (reader) return reader(root, address);
  }
  return undefined;
}

function atomFrom(feed: Element, address: string): Feed {
  const said = saidIn(feed);
  const title = all(said, ...atom('title'))[0];
  const links = linked(said, address);
  const author = authorIn(said);
  const around = {
    address: baseOf(feed, address),
    bridged: isBridged(said),
    ...(links.page !== undefined && { page: links.page }),
    ...(author && { author }),
  };
  const entries = wholeOf(all(said, ...atom('entry')));
  return {
    title: title ? plainIn(title) : '',
    ...links,
    ...pace(said),
    entries: entries.flatMap((entry) => receivedFrom(entry, { ...around, lang: languageOf(feed, '') }) ?? []),
    deleted: deletedIn(said),
  };
}

function oneEntry(entry: Element, address: string): Feed {
  const [received] = wholeOf([entry]).map((each) => receivedFrom(each, { address }));
  return { title: '', hubs: [], entries: received ? [received] : [], deleted: [] };
}

/** Its items are in the channel, and in RDF beside it; some that mean RSS 0.91 have them beside it too. */
function rssFrom(rss: Element, address: string): Feed {
  // Under a default namespace that is not RSS's own nothing would be called by its name.
  delete rss.attrs['xmlns'];
  const outer = saidIn(rss);
  const channel = all(outer, 'channel')[0] ?? rss;
  delete channel.attrs['xmlns'];
  const said = saidIn(channel);
  const items = [
    ...all(said, 'item', 'items').filter((each) => each.getName() === 'item'),
    ...(channel === rss ? [] : all(outer, 'item')),
  ];
  return channelFrom(said, items, address, channel);
}

function channelAlone(channel: Element, address: string): Feed {
  const said = saidIn(channel);
  return channelFrom(said, all(said, 'item'), address, channel);
}

function channelFrom(said: Said, items: readonly Element[], address: string, channel: Element): Feed {
  const title = all(said, 'title')[0];
  const base = baseOf(channel, address);
  const links = linked(said, address);
  const page = webAddress(words(said, 'link'), base) ?? links.page;
  const author = authorOf(said);
  const lang = languageFrom(words(said, 'language', 'dc:language')) || languageOf(channel, '');
  const around = {
    address: base,
    lang,
    bridged: isBridged(said),
    ...(page !== undefined && { page }),
    ...(author && { author }),
  };
  return {
    title: title ? titleFrom(htmlIn(title)) : '',
    ...links,
    ...(page !== undefined && { page }),
    ...pace(said),
    entries: wholeOf(items).map((item) => itemFrom(item, around)),
    deleted: deletedIn(said),
  };
}

/** Half an entry would be taken for an edit, and the whole one for another, soon afterwards. */
function wholeOf(entries: readonly Element[]): readonly Element[] {
  return entries.slice(0, MOST_ENTRIES).filter((entry) => !isCut(entry));
}

/** What a feed says by links: `link` in Atom, `atom:link` in RSS. */
function linked(said: Said, address: string): Pick<Feed, 'page' | 'self' | 'node' | 'hubs' | 'older'> {
  const links = all(said, ...atom('link')).map((link) => linkOf(link, address));
  const first = (rel: string, is = (href: string): boolean => /^https?:/.test(href)): string | undefined =>
    links.find(({ rel: own, href }) => own === rel && href !== undefined && is(href))?.href;
  const [page, self] = [first('alternate'), first('self')];
  const node = first('alternate', (href) => nodeIn(href) !== undefined);
  const older = first('prev-archive') ?? first('next');
  const hubs = links.flatMap(({ rel, href }) =>
    rel === 'hub' && href !== undefined && /^https?:/.test(href) ? [href] : [],
  );
  return {
    ...(page !== undefined && { page }),
    ...(self !== undefined && { self }),
    ...(node !== undefined && { node }),
    hubs: [...new Set(hubs)].slice(0, 10),
    ...(older !== undefined && older !== self && older !== address && { older }),
  };
}

const PERIODS = new Map([
  ['hourly', 60],
  ['daily', 1440],
  ['weekly', 10_080],
  ['monthly', 43_200],
  ['yearly', 525_600],
]);

/** How often it wants to be asked: RSS's `ttl`, else the syndication module. */
function pace(said: Said): Pick<Feed, 'ttl'> {
  const ttl = Number(/^\d{1,7}$/.exec(words(said, 'ttl'))?.[0] ?? 0);
  const period = PERIODS.get(words(said, 'sy:updateperiod').toLowerCase()) ?? 0;
  const times = Number(/^\d{1,4}$/.exec(words(said, 'sy:updatefrequency'))?.[0] ?? 1) || 1;
  const minutes = ttl || Math.round(period / times);
  return minutes > 0 ? { ttl: minutes } : {};
}

function deletedIn(said: Said): string[] {
  const ids = all(said, 'at:deleted-entry').map((each) => idFrom(attribute(each, 'ref') || textIn(each)));
  return [...new Set(ids.filter(Boolean))].slice(0, MOST_ENTRIES);
}
