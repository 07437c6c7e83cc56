// What others publish, as their feed or node states it, and as the inbox keeps it.
import type { Entry } from './entry.ts';

/** Something that an entry points to, and how. */
export interface Reference {
  readonly how: 'reply' | 'repost' | 'link' | 'name';
  /**
   * An absolute address, or the atom:id of an entry. Of a name what stands after the @, in lower case: `ann`,
   * `ann.example`, `ann@ann.example`.
   */
  readonly to: string;
}

/**
 * An entry of somebody else. What it does not state is empty (`published`, `updated`, `lang`, `author.name`), and its
 * `url` is then that of its id, of its source's page or of its source. `mentions` are addresses of people that it states
 * as such (`rel=mentioned`).
 */
export interface Received extends Omit<Entry, 'key' | 'takenFrom'> {
  /** The id of its item, where a node holds it. */
  readonly item?: string;
  /** All that it points to, each once: by markup of the format, by links and by names in its text. */
  readonly references: readonly Reference[];
  /** It says that it came out of a bridge: no bridge takes it in again. */
  readonly bridged?: true;
}

/** A feed of somebody else. Addresses are absolute. */
export interface Feed {
  /** Empty where it states none. */
  readonly title: string;
  /** Its web page. */
  readonly page?: string;
  /** What it calls its own address (`rel=self`). */
  readonly self?: string;
  /** The `xmpp:` node that pushes the same entries. */
  readonly node?: string;
  /** WebSub hubs. */
  readonly hubs: readonly string[];
  /** The document with the entries before these (RFC 5005 `prev-archive`, else `next`; JSON Feed `next_url`). */
  readonly older?: string;
  /** How often it wants to be asked at most, in minutes. */
  readonly ttl?: number;
  /** In the order of the document; an id that comes twice stands for its first. */
  readonly entries: readonly Received[];
  /** Ids of entries that it says are deleted (RFC 6721). */
  readonly deleted: readonly string[];
}

/** An entry as the inbox keeps it. */
export interface Kept extends Received {
  /** The inbox's own number for it: one that came later has a greater one. */
  readonly number: number;
  /** The `feed` of the follow that it came from. */
  readonly source: string;
  /** Where it stands in the timeline: when it was published, and never later than when it was first heard. */
  readonly at: string;
  /** When it was first heard. */
  readonly heard: string;
  readonly read: boolean;
  readonly starred: boolean;
}
