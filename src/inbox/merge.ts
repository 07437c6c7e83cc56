// An entry that comes again. It may come by the feed and by the node of one source, which know different things of it and
// carry it in different forms; so of each way is remembered what it said last, and saying that again is no news.
import { fingerprintOf, type Fingerprint } from '../model/fingerprint.ts';
import type { Received } from '../model/received.ts';

export type Way = 'feed' | 'node';

/** What each way has said last, as a fingerprint. */
export type Prints = Readonly<Partial<Record<Way, Fingerprint>>>;

/** By which way it comes: only a node knows of items. */
export function wayOf({ item }: Received): Way {
  return item === undefined ? 'feed' : 'node';
}

/** Of all that an entry says. */
export function printOf(entry: Received): Fingerprint {
  const { id, url, title, html, text, published, updated, author, tags, references, enclosures, warning } = entry;
  const { item, comments, lang, repostOf, replyTo, place } = entry;
  const said = [id, url, title, html, text, published, updated, author, tags, references, enclosures, warning];
  return fingerprintOf(JSON.stringify([...said, item, comments, lang, repostOf, replyTo, place]));
}

/**
 * What is kept of an entry that says something else than this way said before: the older version never takes the place
 * of the newer, nor the node's form, which may be shorter, that of the feed's where both say the same.
 */
export function mergedWith(known: Received, entry: Received): Received {
  const isOlder = entry.updated !== '' && known.updated > entry.updated;
  const saysTheSame = inBoth(known) === inBoth(entry);
  // RSS states no time of an edit.
  const isOtherForm = entry.item !== undefined && saysTheSame && ['', entry.updated].includes(known.updated);
  const [said, other] = isOlder || isOtherForm ? [known, entry] : [entry, known];
  const { item: _, comments: __, ...words } = said;
  const [item, comments] = [entry.item ?? known.item, entry.comments ?? known.comments];
  return {
    ...words,
    ...(said.updated === '' && saysTheSame && { updated: other.updated }),
    ...(item !== undefined && { item }),
    ...(comments !== undefined && { comments }),
  };
}

// What feed and node both carry. Links are written in another way in a text than in HTML.
function inBoth({ title = '', text, tags, enclosures }: Received): string {
  const words = `${title} ${text}`.replaceAll(/https?:\S+|[^\p{L}\p{N}]+/gu, '');
  return JSON.stringify([words, tags, enclosures.map(({ url }) => url)]);
}
