// What is heard of a node, as it is handed on.
import type { Problem } from '../model/problem.ts';
import type { Received } from '../model/received.ts';
import type { Stood } from './window.ts';

/** News of one node. One without any of the optional ones says as well that all is well with it. */
export interface Heard {
  /** The node as it was asked for. */
  readonly node: string;
  /** New ones, and those that replace the entry of the same item. */
  readonly entries: readonly Received[];
  /** Items that are taken back. */
  readonly deleted: readonly string[] | 'all';
  /** What stands there, after a look; `not seen` where the look did not see all of it. */
  readonly stood?: Stood | 'not seen';
  /** The follow has come to its end, and why. */
  readonly ended?: Problem;
  /** The address of the node that takes its place. */
  readonly moved?: string;
  /** Why nothing is heard of it. It is tried again. */
  readonly trouble?: Problem;
}

/**
 * How much of a node is fetched when it is looked at: the newest until known ones are met, or all that it holds, by which
 * one finds whatever was taken back meanwhile.
 */
export type Reach = 'newest' | 'all';

/** The nodes to hear, and who is told. */
export interface Hearing {
  /** `xmpp:` addresses. */
  readonly nodes: readonly string[];
  /** The newest entries that are kept of a node, newest first; a hundred are plenty, where not all of it is fetched. */
  readonly known: (node: string) => readonly Received[];
  /** What stood on a node at the last look that saw all of it, as it was handed on then, and what was heard since. */
  readonly stood: (node: string) => Stood | undefined;
  readonly reach: Reach;
  /** Keeps what is heard. It is called again when it has done so, never twice at once. */
  readonly hear: (heard: Heard) => Promise<void>;
}
