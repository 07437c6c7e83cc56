// What an index knows of a post: all but its words, so that a hundred thousand of them fit in memory.

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
  /** The fingerprint of all that pages and feeds may show of it. */
  readonly print: number;
}
