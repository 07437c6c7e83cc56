// What an index knows of a post: all but its words, so that a hundred thousand of them fit in memory.
import type { Post } from './entry.ts';
import type { Photo } from './photo.ts';

/** A post as the index of a site knows it. Its words are in its file. */
export interface Card {
  /** Relative to the site: `posts/2026/2026-11-22-hello.md`. */
  readonly file: string;
  /** The id of its item on a node; with the site's prefix before it, its atom:id. */
  readonly key: string;
  /** Its page, relative to the site's address: `2026/11/hello/`. */
  readonly path: string;
  /** The day of its publication in the site's zone: `2026/11/22/`. */
  readonly day: string;
  /** RFC 3339 in UTC, to the second, as is `updated`. */
  readonly published: string;
  readonly updated: string;
  readonly tags: readonly string[];
  readonly draft: boolean;
  /** The page of the site that it answers, as `path`, whether there is one or not; '' when it answers none. */
  readonly answers: string;
  /** The numbers by which a search finds it, as `model/searched.ts` writes them. */
  readonly traces: string;
  /** The fingerprint of all that pages and feeds may show of it, but for its photos. */
  readonly print: number;
  /** The photos of the site that it shows, as they are published. */
  readonly photos?: readonly Photo[] | undefined;
}

/** All posts of a site as cards: what is published, and what is not yet. */
export interface Index {
  /** Published, newest first. */
  readonly live: readonly Card[];
  readonly drafts: readonly Card[];
  /** Those whose date is further ahead than a clock goes wrong. */
  readonly waiting: readonly Card[];
}

/**
 * The posts of a few cards, in their order, with their words. One whose file no longer says what its card was made from is
 * left out: whoever has changed it will build again.
 */
export type PostsOf = (cards: readonly Card[]) => Promise<readonly Post[]>;
