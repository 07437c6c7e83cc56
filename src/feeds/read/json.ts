// JSON Feed 1 and 1.1 (jsonfeed.org), with what our own feeds add to it.
import type { Enclosure, Person } from '../../model/entry.ts';
import type { Feed, Received } from '../../model/received.ts';
import { clean } from '../xml.ts';
import { absolute, languageFrom, webAddress } from './address.ts';
import { isPlain } from './plain.ts';
import { receivedOf, type Answered, type Stated } from './stated.ts';
import { timeFrom } from './time.ts';
import { titleOf } from './title.ts';
import { MOST_ENTRIES } from './xml-feed.ts';

/** An object of JSON, of which nothing is known. */
type Facts = Readonly<Record<string, unknown>>;

/** The feed that a JSON document holds; undefined where it is none. */
export function jsonFeed(text: string, address: string): Feed | undefined {
  const feed = factsOf(parsed(text));
  if (feed === undefined || !Array.isArray(feed['items'])) return undefined;
  const link = (name: string): string | undefined => webAddress(said(feed, name), address);
  const [page, self, older] = [link('home_page_url'), link('feed_url'), link('next_url')];
  const author = authorIn(feed);
  const lang = languageFrom(said(feed, 'language'));
  const around = { address, page: page ?? address, lang, author, bridged: '_bridge' in feed };
  const hubs = listIn(feed, 'hubs').flatMap((hub) => webAddress(said(hub, 'url'), 'about:blank') ?? []);
  return {
    title: titleOf(said(feed, 'title')),
    ...(page !== undefined && { page }),
    ...(self !== undefined && { self }),
    hubs: [...new Set(hubs)].slice(0, 10),
    ...(older !== undefined && older !== self && older !== address && { older }),
    entries: listIn(feed, 'items')
      .slice(0, MOST_ENTRIES)
      .map((item) => itemFrom(item, around)),
    deleted: [],
  };
}

interface Around {
  readonly address: string;
  readonly page: string;
  readonly lang: string;
  readonly author: Person | undefined;
  readonly bridged: boolean;
}

function itemFrom(item: Facts, { address, page, lang, author, bridged }: Around): Received {
  const url = webAddress(said(item, 'url'), address);
  const external = webAddress(said(item, 'external_url'), address);
  const published = timeFrom(said(item, 'date_published'));
  const updated = timeFrom(said(item, 'date_modified'));
  return receivedOf({
    id: said(item, 'id'),
    ...(url !== undefined && { url }),
    instead: page,
    title: titleOf(said(item, 'title')),
    ...bodyOf(item),
    base: url ?? address,
    lang: languageFrom(said(item, 'language')) || lang,
    author: authorIn(item) ?? author ?? { name: '' },
    published,
    updated,
    tags: Array.isArray(item['tags']) ? item['tags'].filter((tag) => typeof tag === 'string') : [],
    answers: answersIn(item, address),
    ...(external !== undefined && { links: [external] }),
    mentions: [],
    enclosures: filesIn(item, address),
    ...(bridged && { bridged: true }),
  });
}

function bodyOf(item: Facts): Pick<Stated, 'html' | 'text'> {
  const [html, text] = [said(item, 'content_html'), said(item, 'content_text')];
  if (html === '') return text === '' ? { text: said(item, 'summary') } : { text };
  if (text === '' && isPlain(html)) return { text: html };
  return { html, ...(text !== '' && { text }) };
}

/** `authors` of version 1.1, else the `author` of version 1; the names of several are joined. */
function authorIn(facts: Facts): Person | undefined {
  const authors = [...listIn(facts, 'authors'), ...listOf([facts['author']])];
  const persons = authors.map((each) => ({
    name: said(each, 'name'),
    uri: absolute(said(each, 'url'), 'about:blank'),
  }));
  const named = persons.filter(({ name, uri }) => name !== '' || uri !== undefined);
  const [first] = named;
  if (!first) return undefined;
  const name = [...new Set(named.map(({ name }) => name))].filter(Boolean).slice(0, 5).join(', ');
  return { name, ...(first.uri !== undefined && { uri: first.uri }) };
}

/** `_reply_to`, as our own feeds have it. */
function answersIn(item: Facts, address: string): Answered[] {
  const reply = factsOf(item['_reply_to']);
  if (reply === undefined) return [];
  const url = absolute(said(reply, 'url'), address);
  const [ref, name] = [said(reply, 'id'), said(reply, 'name')];
  if (url === undefined && ref === '') return [];
  return [{ ...(url !== undefined && { url }), ...(ref !== '' && { ref }), ...(name !== '' && { name }) }];
}

/** Attachments; the numbers that tell those of one title apart are ours. */
function filesIn(item: Facts, address: string): Enclosure[] {
  const titles = listIn(item, 'attachments').map((each) => titleOf(said(each, 'title')));
  return listIn(item, 'attachments').flatMap((each, at) => {
    const url = webAddress(said(each, 'url'), address);
    const [, plain = '', number] = /^(.+) \((\d+)\)$/.exec(titles[at] ?? '') ?? [];
    const numbered =
      titles.slice(0, at).filter((title) => title === plain || title.startsWith(`${plain} (`)).length + 1;
    const title = Number(number) === numbered ? plain : (titles[at] ?? '');
    const length = Number(each['size_in_bytes']);
    const size = Number.isSafeInteger(length) && length > 0 ? length : 0;
    return url === undefined
      ? []
      : [{ url, type: said(each, 'mime_type'), length: size, ...(title !== '' && { title }) }];
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    // Not JSON, or deeper than anyone can read.
    if (cause instanceof SyntaxError || cause instanceof RangeError) return undefined;
    throw cause;
  }
}

function factsOf(value: unknown): Facts | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Facts) : undefined;
}

function listOf(values: readonly unknown[]): Facts[] {
  return values.map(factsOf).filter((facts) => facts !== undefined);
}

function listIn(facts: Facts, name: string): Facts[] {
  const value = facts[name];
  return Array.isArray(value) ? listOf(value) : [];
}

/** A text, or a number where some write one. */
function said(facts: Facts, name: string): string {
  const value = facts[name];
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? clean(value).trim() : '';
}
