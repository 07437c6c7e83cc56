// RSS in all its versions: 0.90 and 1.0 (RDF), 0.91 to 0.94, 2.0, with the modules that people use.
import type { Enclosure, Person } from '../../model/entry.ts';
import type { Received } from '../../model/received.ts';
import { wordsOf } from '../clean.ts';
import { nodeIn } from '../node-address.ts';
import type { Element } from '../xml.ts';
import { absolute, baseOf, languageFrom, languageOf, webAddress } from './address.ts';
import { authorIn } from './atom.ts';
import { answersIn, linkOf } from './atom-links.ts';
import { htmlIn } from './inner.ts';
import { lengthFrom, mediaIn } from './media.ts';
import { isPlain } from './plain.ts';
import { placeOf } from './place.ts';
import { receivedOf, type Answered, type Stated } from './stated.ts';
import { timeFrom } from './time.ts';
import { titleFrom } from './title.ts';
import { all, attribute, saidIn, textIn, words, type Said } from './vocabulary.ts';

/** What holds for an item that says nothing of its own. */
export interface Channel {
  /** Of the feed. */
  readonly address: string;
  readonly page?: string;
  readonly lang: string;
  readonly author?: Person;
  /** It came out of a bridge. */
  readonly bridged: boolean;
}

/** One item. */
export function itemFrom(item: Element, channel: Channel): Received {
  const said = saidIn(item);
  const { id, url } = namesOf(item, said, channel);
  const published = timeFrom(
    words(said, 'pubdate', 'dc:date', 'dcterms:created', 'atom:published', 'date', 'dc:created'),
  );
  const updated = timeFrom(words(said, 'atom:updated', 'dcterms:modified', 'dc:modified', 'lastbuilddate'));
  const author = authorOf(said) ?? channel.author ?? { name: '' };
  const via = all(said, 'atom:link')
    .map((link) => linkOf(link, channel.address))
    .find(({ rel }) => rel === 'via');
  return receivedOf({
    id,
    ...(url !== undefined && { url }),
    instead: channel.page ?? channel.address,
    title: titleOf(said),
    ...bodyOf(said, channel.address),
    base: baseOf(item, url ?? channel.address),
    lang: languageFrom(words(said, 'dc:language', 'language')) || languageOf(item, channel.lang),
    author,
    published,
    updated,
    tags: all(said, 'category', 'dc:subject').map((each) => titleFrom(textIn(each))),
    answers: [...answersIn(said, channel.address), ...inReplyTo(said)],
    ...(via?.href !== undefined && { repostOf: via.href }),
    mentions: [],
    ...placeOf(said),
    enclosures: [...filesIn(said, baseOf(item, channel.address)), ...mediaIn(said, channel.address).files],
    ...commentsIn(said, channel.address),
    ...(channel.bridged && { bridged: true }),
  });
}

/** Its id and its page: a guid that is no address is no page, whatever it says of itself. */
function namesOf(item: Element, said: Said, { address }: Channel): { readonly id: string; readonly url?: string } {
  const guid = all(said, 'guid').find((each) => textIn(each).trim() !== '');
  const base = baseOf(item, address);
  const stated = guid ? textIn(guid).trim() : '';
  const isPage = guid !== undefined && attribute(guid, 'ispermalink').toLowerCase() !== 'false';
  const atomPage = all(said, 'atom:link')
    .map((link) => linkOf(link, base))
    .find(({ rel }) => rel === 'alternate');
  const link = webAddress(words(said, 'feedburner:origlink', 'link') || hrefIn(said), base) ?? atomPage?.href;
  const url = link ?? (isPage && /^https?:|^\//.test(stated) ? webAddress(stated, base) : undefined);
  const id = stated || attribute(item, 'rdf:about') || words(said, 'atom:id', 'dc:identifier', 'id');
  return { id, ...(url !== undefined && { url }) };
}

// Some write it as they would in Atom.
function hrefIn(said: Said): string {
  return (
    all(said, 'link')
      .map((link) => attribute(link, 'href'))
      .find(Boolean) ?? ''
  );
}

function titleOf(said: Said): string {
  const title = all(said, 'title', 'media:title', 'itunes:title').find((each) => textIn(each).trim() !== '');
  return title ? titleFrom(htmlIn(title)) : '';
}

/** The full text, where there is more than a description. */
function bodyOf(said: Said, address: string): Pick<Stated, 'html' | 'text' | 'summary'> {
  const full = htmlOf(said, 'content:encoded', 'xhtml:body', 'body', 'atom:content', 'fullitem');
  const short = htmlOf(said, 'description', 'atom:summary', 'itunes:summary');
  const html = full || short || mediaIn(said, address).description;
  if (html === '') return {};
  if (isPlain(html)) return { text: html };
  return { html, ...(full !== '' && short !== '' && { summary: wordsOf(short) }) };
}

function htmlOf(said: Said, ...names: readonly string[]): string {
  return (
    all(said, ...names)
      .map(htmlIn)
      .find((html) => html.trim() !== '') ?? ''
  );
}

/**
 * Who wrote it. RSS 2.0 wants an e-mail address as author, and people add names in several ways:
 *
 *     ann@ann.example (Ann)    Ann <ann@ann.example>    mailto:ann@ann.example    Ann
 */
export function authorOf(said: Said): Person | undefined {
  const whole = authorIn(said);
  if (whole !== undefined && all(said, 'atom:author').length > 0) return whole;
  const names = all(said, 'dc:creator')
    .map((each) => textIn(each).trim())
    .filter(Boolean);
  const stated = [...new Set(names)].slice(0, 5).join(', ') || words(said, 'author', 'itunes:author', 'managingeditor');
  const written = titleFrom(stated);
  const [, before = '', inside = ''] = /^(.*?)\s*[(<]([^()<>]*)[)>]\s*$/s.exec(written) ?? [];
  const name = [inside, before].find((each) => each !== '' && !/^(?:mailto:)?\S+@\S+$/.test(each));
  return written === '' ? undefined : { name: name ?? written.replace(/^mailto:/, '') };
}

function filesIn(said: Said, base: string): Enclosure[] {
  return all(said, 'enclosure', 'atom:link').flatMap((file) => {
    if (file.getName() === 'link' && attribute(file, 'rel') !== 'enclosure') return [];
    const url = webAddress(attribute(file, 'url') || attribute(file, 'href'), base);
    const title = attribute(file, 'title');
    const facts = { type: attribute(file, 'type'), length: lengthFrom(attribute(file, 'length')) };
    return url === undefined ? [] : [{ url, ...facts, ...(title !== '' && { title }) }];
  });
}

function inReplyTo(said: Said): Answered[] {
  return all(said, 'source:inreplyto').flatMap((each) => {
    const to = textIn(each).trim();
    const url = attribute(each, 'ispermalink').toLowerCase() === 'false' ? undefined : absolute(to, 'about:blank');
    return to === '' ? [] : [url === undefined ? { ref: to } : { url }];
  });
}

function commentsIn(said: Said, address: string): Pick<Stated, 'comments'> {
  const links = all(said, 'atom:link').map((link) => linkOf(link, address));
  const comments = links.find(({ rel, href }) => rel === 'replies' && href !== undefined && nodeIn(href) !== undefined);
  return comments?.href === undefined ? {} : { comments: comments.href };
}
