// The web, as types: the servers of those one deals with, those of strangers, and what they send.
import type { PageLinks } from '../feeds/read/page.ts';
import type { Checked } from '../model/problem.ts';
import type { Feed } from '../model/received.ts';

/** What a web server said. Headers are lower case. `url` is the address after redirects. */
export interface Answer {
  readonly status: number;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Asked {
  readonly method?: 'GET' | 'HEAD' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Milliseconds for the whole exchange. Default 15,000. */
  readonly timeout?: number;
}

export interface Http {
  /** A refused connection, a timeout or an endless body is a problem; any status is an answer. */
  ask(url: string, asked?: Asked): Promise<Checked<Answer>>;
}

/** What the server of a stranger said: as `Answer`, but in bytes. */
export interface Brought extends Omit<Answer, 'body'> {
  readonly bytes: Uint8Array;
  /** No more than was asked for was taken, and there is more. */
  readonly isPart?: true;
  /** Where the asked address is from now on, as the redirects that came first say for good (301, 308). */
  readonly moved?: string;
}

export interface Strangers {
  /**
   * Asks a server of the public internet. Whatever it does ends as a value, soon: a private address is a problem, a
   * hung connection, an endless body; any status is an answer.
   */
  ask(url: string, asked?: StrangerAsked): Promise<Checked<Brought>>;
}

/** What is asked of a stranger. */
export interface StrangerAsked {
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Milliseconds for the whole exchange. Default 20,000. */
  readonly timeout?: number;
  /** So many bytes are enough. */
  readonly part?: number;
  /** Breaks it off. */
  readonly stop?: AbortSignal;
}

/** Of what a stranger sent: the address it came from, and its `Content-Type`, empty where there is none. */
export interface Origin {
  readonly address: string;
  readonly type: string;
}

/**
 * Reads what strangers sent, in a thread of its own: what takes longer than three seconds or more than 256 MB is a
 * problem, and stands in nobody's way.
 */
export interface Reads {
  feed(bytes: Uint8Array, origin: Origin): Promise<Checked<Feed>>;
  /** What a web page says of its feeds and its node. */
  page(bytes: Uint8Array, origin: Origin): Promise<Checked<PageLinks>>;
}
