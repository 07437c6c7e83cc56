// Comments on an entry: the node that takes them, and one of mine (XEP-0277 §5, as Movim, Converse and Libervia do it).
import { ATOM, author, dates, pageLink } from '../feeds/atom.ts';
import { beginning } from '../feeds/shown.ts';
import { element, type Element } from '../feeds/xml.ts';
import type { Entry } from '../model/entry.ts';
import type { Account } from '../model/site.ts';
import type { Fields } from './stanzas.ts';

/** What a node for comments is like: anybody may write on it, and each learns of what the others take back. */
export const COMMENTS: Fields = new Map([
  ['pubsub#access_model', 'open'],
  ['pubsub#publish_model', 'open'],
  ['pubsub#persist_items', 'true'],
  ['pubsub#max_items', 'max'],
  ['pubsub#notify_retract', 'true'],
  ['pubsub#send_last_published_item', 'never'],
  // Else nobody can tell who wrote which.
  ['pubsub#itemreply', 'publisher'],
  ['pubsub#presence_based_delivery', 'false'],
]);

/** A comment is shown in one piece: beyond so many characters it is its beginning and a link. */
const LONG = 5_000;

/** What a comment says of itself. */
export type Comment = Pick<Entry, 'id' | 'key' | 'lang' | 'author' | 'url' | 'text' | 'published' | 'updated'> &
  Partial<Pick<Entry, 'title' | 'warning'>>;

/** A reply as a comment: its whole text is the title. */
export function commentItem(entry: Comment, at: Account): Element {
  const { id, key, lang, author: me, url } = entry;
  const uri = `xmpp:${at.jid}`;
  return element(
    'item',
    { id: key },
    element(
      'entry',
      { xmlns: ATOM, 'xml:lang': lang || undefined },
      element('id', {}, id),
      element('title', { type: 'text' }, wordsOf(entry)),
      author({ name: me.name, uri }),
      ...dates(entry),
      pageLink(url),
    ),
  );
}

function wordsOf({ title, warning, text, url }: Comment): string {
  const all = [title, warning, text].filter(Boolean).join('\n\n') || url;
  return all.length > LONG ? `${beginning(all, LONG)}\n\n${url}` : all;
}
