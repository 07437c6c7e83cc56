// What the reader is given: all that it can show and do. It knows neither the inbox nor the net; `commands/read.ts` puts
// the two together.
import type { Reply, SafeHtml } from '../model/entry.ts';
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

/** Entries of one conversation, oldest first, each with how deep it answers. */
export interface Conversation {
  readonly shown: readonly (Shown & { readonly depth: number })[];
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

export interface Draft {
  readonly text: string;
  readonly replyTo?: Reply;
  readonly photo?: { readonly name: string; readonly bytes: Uint8Array; readonly alt: string };
}

export interface Edge {
  readonly site: Site;
  list(wanted: Wanted): Listing;
  /** Undefined where there is no such entry, or it is blocked. */
  conversation(number: number): Conversation | undefined;
  /** Entries not yet read, among the newest thousand. */
  unread(): { readonly timeline: number; readonly mentions: number };
  mark(numbers: readonly number[], as: 'read' | 'unread' | 'starred' | 'plain'): void;
  following(): readonly Followed[];
  /** Feeds and nodes that an address leads to; uses the net. */
  find(address: string): Promise<Checked<readonly Found[]>>;
  follow(found: Found, group?: string): Promise<readonly Problem[]>;
  unfollow(feed: string): Promise<readonly Problem[]>;
  blocks(): readonly BlockLine[];
  /** Adds a line; what is wrong with it is told, and nothing added. */
  block(line: string): Promise<readonly Problem[]>;
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
