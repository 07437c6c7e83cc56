// Atom 1.0 (RFC 4287) and 0.3: a feed, and one entry, as an item of a node holds it too.
import type { Person } from '../../model/entry.ts';
import type { Received } from '../../model/received.ts';
import type { Element } from '../xml.ts';
import { absolute, baseOf, languageOf } from './address.ts';
import { answersIn, linksOf, repostIn } from './atom-links.ts';
import { bodyOf, plainIn, summaryOf } from './atom-texts.ts';
import { isBridged } from './bridged.ts';
import { placeOf } from './place.ts';
import { receivedOf, type Stated } from './stated.ts';
import { timeFrom } from './time.ts';
import { all, atom, attribute, saidIn, textIn, words, type Said } from './vocabulary.ts';

/** What is around an entry: it holds where the entry says nothing. */
export interface Around {
  /** Of its feed, or the `xmpp:` address of its node. */
  readonly address: string;
  readonly page?: string;
  readonly lang?: string;
  readonly author?: Person;
  /** The id of the item of a node that holds it. */
  readonly item?: string;
  /** It came out of a bridge. */
  readonly bridged?: boolean;
}

/** An Atom entry; undefined when the element is none. What it states nowhere is empty. */
export function receivedFrom(entry: Element, around: Around): Received | undefined {
  if (entry.getName() !== 'entry') return undefined;
  const stated = statedIn(entry, around);
  return receivedOf(around.item === undefined ? stated : onNode(stated, saidIn(entry), around.item));
}

function statedIn(entry: Element, around: Around): Stated {
  const said = saidIn(entry);
  const { url, ...links } = linksOf(said, around.address);
  const source = all(said, ...atom('source'))[0];
  const published = timeFrom(words(said, ...atom('published'), ...atom('issued'), ...atom('created'), 'dc:date'));
  const updated = timeFrom(words(said, ...atom('updated'), ...atom('modified')));
  const title = all(said, ...atom('title'))[0];
  const base = contentBase(said, url ?? around.address);
  return {
    id: words(said, ...atom('id')),
    ...(url !== undefined && { url }),
    instead: around.page ?? around.address,
    title: title ? plainIn(title) : '',
    ...bodyOf(said, around.address),
    ...summaryOf(said),
    base,
    // The stanza around an item is in the language of the connection.
    lang: languageOf(
      all(said, ...atom('content'))[0] ?? entry,
      around.lang ?? '',
      around.item === undefined ? undefined : entry,
    ),
    author: authorIn(said) ?? (source && authorIn(saidIn(source))) ?? around.author ?? { name: '' },
    published,
    updated,
    tags: tagsIn(said),
    answers: answersIn(said, around.address),
    ...placeOf(said),
    ...links,
    ...((around.bridged || isBridged(said)) && { bridged: true }),
    ...repostIn(said, links.repostOf, around.address),
  };
}

/** The base of the content is what is around it, or else the page of the entry. */
function contentBase(said: Said, url: string): string {
  const body = all(said, ...atom('content'), ...atom('summary'))[0];
  return body ? baseOf(body, url) : url;
}

/** The person of an `author`, or of several with their names joined. */
export function authorIn(said: Said): Person | undefined {
  const persons = all(said, ...atom('author')).map((author) => {
    const inside = saidIn(author);
    const name = words(inside, ...atom('name')) || (inside.size === 0 ? textIn(author).trim() : '');
    const uri = absolute(words(inside, ...atom('uri'), ...atom('url')), baseOf(author, 'about:blank'));
    return { name: name || words(inside, ...atom('email')), ...(uri !== undefined && { uri }) };
  });
  const named = persons.filter(({ name, uri }) => name !== '' || uri !== undefined);
  const [first] = named;
  if (!first) {
    const creator = words(said, 'dc:creator', 'itunes:author');
    return creator === '' ? undefined : { name: creator };
  }
  return { ...first, name: [...new Set(named.map(({ name }) => name))].filter(Boolean).slice(0, 5).join(', ') };
}

// Kinds of things at Google, and who may read an entry in OStatus, are no tags.
function tagsIn(said: Said): string[] {
  const terms = all(said, ...atom('category')).filter((each) => !attribute(each, 'scheme').endsWith('#kind'));
  const written = terms.map((each) => {
    const [term, label] = [attribute(each, 'term'), attribute(each, 'label')];
    return (/^https?:/.test(term) ? label : term || label) || textIn(each);
  });
  return [...written, ...all(said, 'dc:subject').map((each) => textIn(each))];
}

/**
 * As nodes have it: a short note is its own title, and so is what is said of a photo alone. With content beside the
 * title, a summary is a warning, but one that repeats the text.
 */
function onNode(stated: Stated, said: Said, item: string): Stated {
  const { title, text, html, enclosures, url } = stated;
  const titles = all(said, ...atom('title'))[0];
  const hasContent = all(said, ...atom('content')).length > 0;
  if (hasContent || (text === undefined && html === undefined && title === '')) {
    const summary = words(said, ...atom('summary'));
    const warns = hasContent && summary !== '' && !(text ?? html ?? '').includes(summary);
    return { ...stated, item, ...(warns && { warning: summary }) };
  }
  const whole = titles ? textIn(titles).trim() : '';
  const { text: _text, html: _html, ...rest } = stated;
  const nothing = whole === url || enclosures.some(({ title }) => title === whole);
  return { ...rest, item, title: '', text: nothing ? '' : whole };
}
