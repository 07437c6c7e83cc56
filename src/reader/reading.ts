// What the reader is given: all that it can show and do. It knows neither the inbox nor the net; `commands/read.ts` puts
// the two together.
import type { Entry, Reply, SafeHtml } from '../model/entry.ts';
import type { Follow, Followed, Found } from '../model/people.ts';
import type { Checked, Problem } from '../model/problem.ts';
import type { Kept, Reference } from '../model/received.ts';
import type { Site } from '../model/site.ts';

/** Which entries, newest first. What is blocked is in none of them. */
export interface Wanted {
  readonly list: 'timeline' | 'mentions' | 'starred' | 'search';
  /** Only those of this group of `following.opml`, or of this one follow (its `feed`). */
  readonly group?: string;
  readonly source?: string;
  /** What is searched for. */
  readonly words?: string;
  /** The `next` of the page before. */
  readonly after?: string;
}

/** An entry with what is known of it here. */
export interface Shown {
  readonly entry: Kept;
  readonly follow: Follow;
  /** By which ways it concerns me; empty where it does not. */
  readonly concerns: readonly Reference['how'][];
  /** The address to show beside a name that looks like another, or like an address, and is not. */
  readonly caution?: string;
}

export interface Listing {
  readonly shown: readonly Shown[];
  /** Where the next page begins; absent on the last. */
  readonly next?: string;
}

/** One entry of a conversation, and how deep it answers: somebody else's, or a post of mine. */
export type Turn = { readonly depth: number } & ({ readonly shown: Shown } | { readonly mine: Entry });

/** Entries of one conversation, oldest first. */
export interface Conversation {
  readonly turns: readonly Turn[];
}

/** One line of `blocks.txt`. */
export interface BlockLine {
  readonly number: number;
  readonly text: string;
  /** What it does, in words: `hides everything from spam.example until 2026-12-24`. */
  readonly says: string;
  /** It no longer holds: its time is over. */
  readonly over: boolean;
}

/** What is to be hidden. How a line of `blocks.txt` says it is not for the reader to know. */
export interface Blocking {
  /** As `skein block` takes it: an address, a domain, `@name`, `#tag` or `"words"`. */
  readonly what: string;
  /** `mute` hides it here, `block` also tells the servers. */
  readonly how: 'block' | 'mute';
  /** The last day, `2026-12-24`; absent: for ever. */
  readonly until?: string;
}

/** So many entries are many, and nobody wants to know how many. */
export const MANY = 100;

/** What a draft answers; `comments` is the `xmpp:` node that takes comments on it. */
export interface Answered extends Reply {
  readonly comments?: string;
}

export interface Draft {
  readonly text: string;
  readonly replyTo?: Answered;
  readonly photo?: { readonly name: string; readonly bytes: Uint8Array; readonly alt: string };
}

export interface Reading {
  readonly site: Site;
  /** What is wrong with the files that the person edits. */
  readonly problems: readonly Problem[];
  list(wanted: Wanted): Listing;
  /** One entry by its number; undefined where there is none, or it is blocked. */
  entry(number: number): Shown | undefined;
  /** The conversation around an entry; undefined where there is no such entry, or it is blocked. */
  conversation(number: number): Promise<Conversation | undefined>;
  /** Entries not yet read, among the newest thousand; `MANY` stands for that many and more. */
  unread(): { readonly timeline: number; readonly mentions: number };
  mark(numbers: readonly number[], as: 'read' | 'unread' | 'starred' | 'plain'): void;
  following(): readonly Followed[];
  /** Feeds and nodes that an address leads to; uses the net. */
  find(address: string): Promise<Checked<readonly Found[]>>;
  follow(found: Found, group?: string): Promise<readonly Problem[]>;
  unfollow(feed: string): Promise<readonly Problem[]>;
  blocks(): readonly BlockLine[];
  /** Adds a line; what is wrong with it is told, and nothing added. */
  block(blocking: Blocking): Promise<readonly Problem[]>;
  /** Removes the line of this number, if it still says this. */
  unblock(number: number, text: string): Promise<readonly Problem[]>;
  /** How the draft would look. */
  preview(draft: Draft): Promise<Checked<SafeHtml>>;
  /** Writes a post; gives its file. */
  write(draft: Draft): Promise<Checked<string>>;
  /** Present where the person allowed the reader to deploy: publishes what is written, and says how it went. */
  readonly deploy?: () => Promise<{ readonly problems: readonly Problem[]; readonly said: string }>;
  /** Calls with each batch of new entries that are not blocked, as they are heard; gives what ends it. */
  heard(hear: (news: readonly Shown[]) => void): () => void;
}
