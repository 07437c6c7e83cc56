// A talk with an XMPP server, as types.
import type { Element } from '../feeds/xml.ts';
import type { Problem } from '../model/problem.ts';
import type { Account } from '../model/site.ts';

/** A server's refusal of one question, by namespace (the two servers of Debian order its children differently). */
export interface Refusal {
  /** `auth`, `cancel`, `continue`, `modify`, `wait`; or `timeout`: nobody knows whether it was done. */
  readonly type: string;
  /**
   * The stanza condition (RFC 6120 §8.3.3): `item-not-found`, `forbidden`. Or our own: `timeout`; `disconnected`; and
   * `too-large`, which was not sent, because servers end the stream for it.
   */
  readonly condition: string;
  /** The pubsub condition (XEP-0060), where there is one: `precondition-not-met`. */
  readonly pubsub?: string;
  /** What the server says of it. With `disconnected`: `policy-violation`, where it has ended the stream for that. */
  readonly text?: string;
}

export type Reply = { readonly ok: true; readonly stanza: Element } | { readonly ok: false; readonly refusal: Refusal };

/** A connection that has authenticated. It does not reconnect: whoever wants more time asks for a new one. */
export interface Talk {
  /** The account's own full JID. */
  readonly jid: string;
  /** Sends an `<iq/>` and waits for its answer. Time follows the size; `timeout` (ms) overrules. */
  ask(iq: Element, timeout?: number): Promise<Reply>;
  /** Sends a message, a presence or the answer to an iq; resolves when it is handed over, or with why it was not. */
  send(stanza: Element): Promise<Refusal | undefined>;
  /**
   * Calls for each incoming message and presence, and each iq that is no answer; returns what stops it. An iq whose
   * answer nobody sends before returning is answered here: a ping by a result, anything else by service-unavailable.
   */
  heard(hear: (stanza: Element) => void): () => void;
  /**
   * Resolves when the stream is gone: with the condition that the server gave (RFC 6120 §4.9.3: `conflict`,
   * `system-shutdown`), else with `closed`. A peer that just falls silent is not noticed; whoever stays asks it.
   */
  readonly ended: Promise<string>;
  /** Goes offline in order. Never throws. */
  close(): Promise<void>;
}

export interface Login {
  readonly account: Account;
  readonly password: string;
  /** The end of the full JID, for whoever subscribes with it. The server picks one where there is none. */
  readonly resource?: string;
  /** `xmpp://host:port`, where DNS does not say it. */
  readonly server?: string;
  /** Milliseconds until it gives up. Default 15,000. */
  readonly timeout?: number;
}

/** A talk, or why there is none. `lasts`: the same login will fail again until a person has changed something. */
export type Met =
  | { readonly ok: true; readonly value: Talk }
  | { readonly ok: false; readonly problems: readonly Problem[]; readonly lasts?: true };

export interface Xmpp {
  /** A wrong password, an unencrypted server or one that is not there is a problem, with what to do. */
  connect(login: Login): Promise<Met>;
}
