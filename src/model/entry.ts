// One published thing, whoever wrote it, and the post that one of mine comes from.

/** HTML that is well-formed XML and holds nothing that runs. Only `feeds/clean.ts` and `posts/plain.ts` make it. */
export type SafeHtml = string & { readonly safe: unique symbol };

/** What an entry answers. `ref` is the id of the answered entry where it is known, else its address serves. */
export interface Reply {
  readonly url: string;
  readonly ref?: string;
  readonly name?: string;
  readonly excerpt?: string;
  /** The `xmpp:` node that takes comments on it: by it the reply reaches one who does not follow me. */
  readonly comments?: string;
}

/** A file that goes with an entry; `title` is its alternative text. */
export interface Enclosure {
  readonly url: string;
  readonly type: string;
  /** In bytes. */
  readonly length: number;
  readonly title?: string;
}

/** The feed that an entry was taken out of, when a bridge put it onto a node (RFC 4287 §4.2.11). */
export interface Origin {
  /** Its address. */
  readonly feed: string;
  readonly title: string;
  readonly page?: string;
  /** Who wrote the entry, as the feed says it: an item itself may name nobody but the owner of its node. */
  readonly author: Person;
}

/** A point on the earth (WGS 84), in degrees to the north and to the east. */
export interface Place {
  readonly lat: number;
  readonly lon: number;
  readonly name?: string;
}

export interface Person {
  readonly name: string;
  /** A web page or an `xmpp:` address. */
  readonly uri?: string;
}

/**
 * One published thing. Times are RFC 3339 in UTC, to the second (`2026-11-22T09:00:00Z`); addresses are absolute.
 * An entry without `title` is a note, one with it an article.
 */
export interface Entry {
  /** The atom:id: the same in every feed and on the node. */
  readonly id: string;
  /** The id of its item on a node, in [A-Za-z0-9._-]. */
  readonly key: string;
  readonly url: string;
  readonly title?: string;
  /** Full text. Links are absolute. */
  readonly html: SafeHtml;
  /** The same, readable without markup: paragraphs apart by an empty line, links as `words (address)`. */
  readonly text: string;
  readonly lang: string;
  readonly author: Person;
  readonly published: string;
  readonly updated: string;
  /** Lower case, each once, in the order of appearance. */
  readonly tags: readonly string[];
  readonly replyTo?: Reply;
  readonly repostOf?: string;
  /** Addresses of the people it names. */
  readonly mentions: readonly string[];
  readonly enclosures: readonly Enclosure[];
  /** What a reader is warned of before the text is shown. */
  readonly warning?: string;
  /** The `xmpp:` node that takes comments on it, where that is not the one that its own node gives it. */
  readonly comments?: string;
  /** Where it is of. */
  readonly place?: Place;
  /** Of a bridged entry only. */
  readonly takenFrom?: Origin;
}

/** One's own entry, with the file it is written in. */
export interface Post {
  /** Relative to the site: `posts/2026/2026-11-22-hello.md`. */
  readonly file: string;
  /** Its page, relative to the site's address: `2026/11/hello/`. */
  readonly path: string;
  readonly draft: boolean;
  readonly entry: Entry;
}

/** A post as a page of the site's own sees it; `path` is its page, relative to the site's address. */
export interface OwnPost extends Entry {
  readonly path: string;
}

/** Newest first; of two with the same time, the greater key first. */
export function newestFirst(a: Pick<Entry, 'key' | 'published'>, b: Pick<Entry, 'key' | 'published'>): number {
  if (a.published !== b.published) return a.published < b.published ? 1 : -1;
  if (a.key === b.key) return 0;
  return a.key < b.key ? 1 : -1;
}
