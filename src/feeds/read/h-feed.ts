// The door of microformats-parser: a page as a feed of its own (microformats.org/wiki/h-feed), for pages that have no
// other.
import { mf2 } from 'microformats-parser';
import type { Enclosure, Person } from '../../model/entry.ts';
import type { Feed, Received } from '../../model/received.ts';
import { scan } from '../markup.ts';
import { clean } from '../xml.ts';
import { absolute, languageFrom, webAddress } from './address.ts';
import { receivedOf, type Answered, type Stated } from './stated.ts';
import { timeFrom } from './time.ts';
import { titleOf } from './title.ts';
import { MOST_ENTRIES } from './xml-feed.ts';

type Item = ReturnType<typeof mf2>['items'][number];
type Property = Item['properties'][string][number];

/** Characters and elements of a page: the package calls itself for each level, and copies what it finds. */
const LONGEST = 2_000_000;
const MOST = 10_000;
const DEEPEST = 500;

/** The feed of a page; undefined where it holds no h-entry. */
export function hFeed(html: string, address: string): Feed | undefined {
  if (!/\bh-(?:entry|feed)\b|\bhentry\b|\bhfeed\b/.test(html)) return undefined;
  const parsed = parsedFrom(html, address);
  if (parsed === undefined) return undefined;
  const feed = allIn(parsed.items, 'h-feed')[0];
  const entries = allIn(feed ? [feed] : parsed.items, 'h-entry').slice(0, MOST_ENTRIES);
  if (entries.length === 0) return undefined;
  const link = (rel: string): string | undefined =>
    (parsed.rels[rel] ?? []).flatMap((each) => webAddress(each, address) ?? [])[0];
  const [self, older, hub] = [link('self'), link('next') ?? link('prev'), link('hub')];
  const author = feed && authorIn(feed, address);
  const card = parsed.items.find(({ type }) => type?.includes('h-card'));
  const owner = author ?? (card && personOf(card, address));
  return {
    title: titleOf(feed ? words(feed, 'name') : ''),
    page: webAddress(feed ? words(feed, 'url') : '', address) ?? address,
    ...(self !== undefined && { self }),
    hubs: hub === undefined ? [] : [hub],
    ...(older !== undefined && older !== address && { older }),
    entries: entries.map((entry) => entryFrom(entry, { address, author: owner, lang: feed?.lang ?? '' })),
    deleted: [],
  };
}

function parsedFrom(html: string, address: string): ReturnType<typeof mf2> | undefined {
  const page = mendable(html, address);
  try {
    return page === undefined
      ? undefined
      : mf2(page, { baseUrl: address, experimental: { lang: true, textContent: true } });
  } catch (cause) {
    // It throws for a `base` that is no address, for `template` in a text, and whatever else it did not expect.
    if (cause instanceof Error) return undefined;
    throw cause;
  }
}

/** What the package can read in time; undefined for what is no page of people. */
function mendable(html: string, address: string): string | undefined {
  if (html.length > LONGEST) return undefined;
  const bad = new Set<string>();
  let [made, depth] = [0, 0];
  scan(html, 'html', () => ({
    opened(name, attributes) {
      made++;
      if (!/^(?:area|base|br|col|embed|hr|img|input|li|link|meta|p|source|td|tr|wbr)$/.test(name)) depth++;
      for (const key of ['href', 'src', 'data']) {
        const value = attributes[key];
        if (value !== undefined && value !== '' && !URL.canParse(value, address)) bad.add(value);
      }
    },
    closed: () => void (depth = Math.max(0, depth - 1)),
  }));
  if (made > MOST || depth > DEEPEST) return undefined;
  return [...bad].slice(0, 100).reduce((page, each) => page.split(`"${each}"`).join('""'), html);
}

function allIn(items: readonly Item[], type: string): Item[] {
  return items.flatMap((item) => (item.type?.includes(type) ? [item] : allIn(item.children ?? [], type)));
}

interface Around {
  readonly address: string;
  readonly author: Person | undefined;
  readonly lang: string;
}

function entryFrom(entry: Item, { address, author, lang }: Around): Received {
  const link = (name: string): string | undefined => addresses(entry, name, address)[0];
  const url = webAddress(words(entry, 'url'), address);
  const repost = link('repost-of');
  const content = entry.properties['content']?.[0];
  const html = htmlOf(content);
  const [published, updated] = [timeFrom(words(entry, 'published')), timeFrom(words(entry, 'updated'))];
  return receivedOf({
    id: words(entry, 'uid'),
    ...(url !== undefined && { url }),
    instead: address,
    title: titleOf(words(entry, 'name')),
    ...(html === undefined ? textBody(entry) : { html }),
    base: address,
    lang: languageFrom(entry.lang ?? '') || languageFrom(lang),
    author: authorIn(entry, address) ?? author ?? { name: '' },
    published,
    updated,
    tags: (entry.properties['category'] ?? []).map(wordsOf),
    answers: answersIn(entry, address),
    ...(repost !== undefined && { repostOf: repost }),
    links: ['like-of', 'bookmark-of', 'quotation-of'].flatMap((name) => addresses(entry, name, address)),
    mentions: [],
    enclosures: ['photo', 'video', 'audio'].flatMap((name) => filesIn(entry, name, address)),
  });
}

function textBody(entry: Item): Pick<Stated, 'text'> {
  return { text: words(entry, 'content') || words(entry, 'summary') };
}

function htmlOf(content: Property | undefined): string | undefined {
  return typeof content === 'object' && 'html' in content && typeof content.html === 'string'
    ? content.html
    : undefined;
}

function answersIn(entry: Item, address: string): Answered[] {
  return (entry.properties['in-reply-to'] ?? []).flatMap((each) => {
    const url = absolute(addressOf(each), address);
    const name = isItem(each) ? words(each, 'name') : '';
    return url === undefined ? [] : [{ url, ...(name !== '' && name !== url && { name }) }];
  });
}

function filesIn(entry: Item, name: string, address: string): Enclosure[] {
  return (entry.properties[name] ?? []).flatMap((each) => {
    const url = webAddress(addressOf(each), address);
    const title = typeof each === 'object' && 'alt' in each && typeof each.alt === 'string' ? each.alt : '';
    const type = name === 'photo' ? 'image/*' : `${name}/*`;
    return url === undefined ? [] : [{ url, type, length: 0, ...(title !== '' && { title }) }];
  });
}

function authorIn(item: Item, address: string): Person | undefined {
  const author = item.properties['author']?.[0];
  if (author === undefined) return undefined;
  if (isItem(author)) return personOf(author, address);
  const name = wordsOf(author);
  const uri = webAddress(name, 'about:blank');
  return uri === undefined ? { name } : { name: '', uri };
}

function personOf(card: Item, address: string): Person {
  const uri = absolute(words(card, 'url'), address);
  return { name: titleOf(words(card, 'name')), ...(uri !== undefined && { uri }) };
}

function addresses(item: Item, name: string, address: string): string[] {
  return (item.properties[name] ?? []).flatMap((each) => absolute(addressOf(each), address) ?? []);
}

function isItem(property: Property): property is Item {
  return typeof property === 'object' && 'properties' in property;
}

function addressOf(property: Property): string {
  return (isItem(property) ? words(property, 'url') : '') || wordsOf(property);
}

function wordsOf(property: Property): string {
  const words = typeof property === 'string' ? property : property.value;
  return typeof words === 'string' ? clean(words).trim() : '';
}

function words(item: Item, name: string): string {
  const [first] = item.properties[name] ?? [];
  return first === undefined ? '' : wordsOf(first);
}
