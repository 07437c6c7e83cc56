// Those one follows.

/** One line of `following.opml`. */
export interface Follow {
  readonly name: string;
  /** The page of a person, where the list has it. */
  readonly page?: string;
  /** Where their entries come from: a web address, or the `xmpp:` address of a node. */
  readonly feed: string;
  /** The names of the outlines around it, joined by ` / `. */
  readonly group?: string;
}

/** How it goes with one of them. Times are RFC 3339 in UTC. */
export interface Followed extends Follow {
  /** The node that pushes their entries, where there is one. */
  readonly node?: string;
  /** The WebSub hub that tells of new entries, where one does. */
  readonly hub?: string;
  /** `push`: the node or the hub tells of new entries; `poll`: the feed is asked; `ended`: it is gone for good, and not asked. */
  readonly way: 'push' | 'poll' | 'ended';
  /** When it was last asked or heard without trouble. */
  readonly heard?: string;
  /** When it is asked again. */
  readonly next?: string;
  /** What is wrong, in a sentence. */
  readonly trouble?: string;
}

/** A feed or a node that an address leads to. */
export interface Found {
  readonly title: string;
  /** As in `Follow`. */
  readonly feed: string;
  readonly page?: string;
  readonly node?: string;
  /** `Atom`, `RSS`, `JSON Feed`, `h-feed`, `node`. */
  readonly kind: string;
}
