// What an Atom entry points to: its page and files, what it answers, whom it tells, what it passes on.
import type { Enclosure } from '../../model/entry.ts';
import { nodeIn } from '../node-address.ts';
import type { Element } from '../xml.ts';
import { absolute, baseOf, webAddress } from './address.ts';
import { lengthFrom, mediaIn } from './media.ts';
import type { Answered, Stated } from './stated.ts';
import { all, atom, attribute, saidIn, words, type Said } from './vocabulary.ts';

const ATTENTION = /^(?:mentioned|(?:https?:\/\/ostatus\.org\/schema\/1\.0\/|ostatus:)(?:attention|mentioned))$/;
const EVERYONE = /^https?:\/\/activityschema\.org\/collection\/public$/;

type Links = Pick<Stated, 'url' | 'repostOf' | 'mentions' | 'enclosures' | 'comments'>;

/** What an entry says by links. */
export function linksOf(said: Said, address: string): Links {
  const links = all(said, ...atom('link')).map((link) => ({ link, ...linkOf(link, address) }));
  const hrefs = (wanted: (rel: string) => boolean): string[] =>
    links.flatMap(({ rel, href }) => (wanted(rel) && href !== undefined ? [href] : []));
  const pages = links.filter(({ rel, href }) => rel === 'alternate' && href?.startsWith('http'));
  const page = pages.find(({ link }) => /^(?:text\/html|application\/xhtml\+xml)?$/.test(attribute(link, 'type')));
  const url = page?.href ?? pages[0]?.href ?? webAddress(textOfLink(said), address);
  const via = hrefs((rel) => rel === 'via')[0];
  const comments = hrefs((rel) => rel === 'replies').find((href) => nodeIn(href) !== undefined);
  return {
    ...(url !== undefined && { url }),
    ...(via !== undefined && { repostOf: via }),
    mentions: hrefs((rel) => ATTENTION.test(rel)).filter((href) => !EVERYONE.test(href)),
    enclosures: [...links.flatMap(({ link, rel, href }) => fileOf(link, rel, href)), ...mediaIn(said, address).files],
    ...(comments !== undefined && { comments }),
  };
}

// Some write an address as they would in RSS.
function textOfLink(said: Said): string {
  return words(said, 'link');
}

interface Link {
  readonly rel: string;
  readonly href: string | undefined;
}

/** A link: its relation in lower case, by its registered name (RFC 4287 §4.2.7.2), and its address made absolute. */
export function linkOf(link: Element, address: string): Link {
  const rel = attribute(link, 'rel').toLowerCase().replace('http://www.iana.org/assignments/relation/', '');
  return { rel: rel || 'alternate', href: absolute(attribute(link, 'href'), baseOf(link, address)) };
}

function fileOf(link: Element, rel: string, href: string | undefined): Enclosure[] {
  if (rel !== 'enclosure' || href === undefined || !/^https?:/.test(href)) return [];
  const [type, title] = [attribute(link, 'type'), attribute(link, 'title')];
  return [{ url: href, type, length: lengthFrom(attribute(link, 'length')), ...(title !== '' && { title }) }];
}

/** Each `thr:in-reply-to` (RFC 4685 §3): with an id, an address, or both. */
export function answersIn(said: Said, address: string): Answered[] {
  return all(said, 'thr:in-reply-to').flatMap((reply): Answered[] => {
    const [ref, href] = [attribute(reply, 'ref'), attribute(reply, 'href')];
    const url = absolute(href, baseOf(reply, address));
    if (ref === '' && url === undefined) return [];
    // An address that stands in for an id is no id.
    const stand = absolute(ref, 'about:blank');
    if (url === undefined) return stand === undefined ? [{ ref }] : [{ url: stand }];
    return ref === '' || stand === url ? [{ url }] : [{ url, ref }];
  });
}

/** What an activity shares (Activity Streams 1.0 in Atom), where no link says it. */
export function repostIn(said: Said, via: string | undefined, address: string): Pick<Stated, 'repostOf'> {
  const shared = /(?:^|\/)share$/.test(words(said, 'activity:verb'));
  const object = shared ? all(said, 'activity:object')[0] : undefined;
  if (via !== undefined || !object) return {};
  const inside = saidIn(object);
  const of = linksOf(inside, address).url ?? (words(inside, ...atom('id')) || undefined);
  return of === undefined ? {} : { repostOf: of };
}
