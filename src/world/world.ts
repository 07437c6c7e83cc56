// The outside, as types: all that Skein can touch. Stages take the part they use as an argument, so that a test can
// hand over a fixed clock, a map of files or a scripted talk. `world/real.ts` puts the real one together.
import type { Element } from '../feeds/xml.ts';
import type { Account } from '../model/site.ts';
import type { Checked, Problem } from '../model/problem.ts';
import type { Files } from './disk.ts';
import type { Render } from './render.ts';

export type { Files, Seen } from './disk.ts';

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
  /** Goes offline in order. Never throws. */
  close(): Promise<void>;
}

export interface Login {
  readonly account: Account;
  readonly password: string;
  /** `xmpp://host:port`, where DNS does not say it. */
  readonly server?: string;
  /** Milliseconds until it gives up. Default 15,000. */
  readonly timeout?: number;
}

export interface Xmpp {
  /** A wrong password, an unencrypted server or one that is not there is a problem, with what to do. */
  connect(login: Login): Promise<Checked<Talk>>;
}

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

type RunOptions = { cwd?: string; env?: Record<string, string>; input?: string };

/** Runs a program, without a shell. Code 127 when there is no such program. */
export type Run = (command: readonly string[], options?: RunOptions) => Promise<Ran>;

/** Absolute paths, sorted, none below another. Each may be, or have been, a folder: all at and below it may be new. */
type Changed = (paths: readonly string[]) => void;
/**
 * Calls once for many changes of what is or will be at `sources`, after `quiet` ms without one, or sooner where all that
 * came is whole; gives what ends it.
 */
export type Watch = (sources: readonly string[], quiet: number, changed: Changed) => Promise<() => Promise<void>>;

/** How one speaks to the person. Problems go to stderr, the rest to stdout. */
export interface Say {
  line(text: string): void;
  problems(problems: readonly Problem[]): void;
  /** On a terminal a line that is written over, elsewhere nothing. */
  progress(text: string): void;
}

/** A folder on a port of this machine. */
export interface Served {
  /** `http://localhost:8080/` */
  readonly url: string;
  /** Makes every open page load again (a preview only). */
  readonly reload: () => void;
  readonly close: () => Promise<void>;
}

/** Folders are absolute; port 0 is any free one. */
export interface Serve {
  site(folder: string, port: number): Promise<Checked<Served>>;
  /** Pages that load `/.skein/reload.js` load again when told so. */
  preview(folder: string, port: number): Promise<Checked<Served>>;
}

/** What the person is asked. */
export interface Ask {
  /** Whether one is there to answer. */
  readonly terminal: boolean;
  /** An answer, or undefined when the person broke off. `usual` is what an empty answer means. */
  text(question: string, usual?: string): Promise<string | undefined>;
  /** What was piped into the program; undefined when nothing was. */
  piped(): Promise<string | undefined>;
  /** The text as the person left it in $VISUAL or $EDITOR. */
  edit(initial: string): Promise<Checked<string>>;
}

/** What Skein knows of itself. */
export interface Self {
  readonly version: string;
  /** What a site's package.json writes to depend on this very Skein: `^0.1.0`, or where it lies on this disk. */
  readonly dependency: string;
  /** The folder of the package. */
  readonly root: string;
}

/** An XMPP server of the demo's own, on loopback. */
export interface PrivateServer {
  /** `xmpp://127.0.0.1:5222` */
  readonly address: string;
  /** The file of its certificate, which Node trusts when NODE_EXTRA_CA_CERTS names it as a program starts. */
  readonly certificate: string;
  readonly stop: () => Promise<void>;
}

/** What only the demo does. */
export interface Stage {
  /** A new empty folder, and what removes it with all that is in it. */
  folder(): Promise<{ readonly files: Files; readonly remove: () => Promise<void> }>;
  /** A password that nobody can guess. */
  secret(): string;
  /** Accounts are passwords by user name. */
  server(folder: string, accounts: Readonly<Record<string, string>>): Promise<Checked<PrivateServer>>;
  /** Runs Skein once more, in this terminal, with more environment; gives its exit code. */
  again(words: readonly string[], env: Readonly<Record<string, string>>): Promise<number>;
}

export interface Clock {
  now(): Date;
  /** `stop` ends it early. */
  wait(milliseconds: number, stop?: AbortSignal): Promise<void>;
}

/** More threads of this program, each with a world of its own. */
export interface Crew {
  /** How many work at once. */
  readonly size: number;
  /** Has the one of this number, counted from 0, do a task after those it has; task and answer are plain data. */
  ask(task: unknown, whom: number): Promise<unknown>;
  end(): Promise<void>;
}

export type Value = string | number | null;
export type Row = Readonly<Record<string, Value>>;

/** An SQLite database. Its work is done when a call returns. */
export interface Store {
  /** Statements without values or rows. */
  exec(sql: string): void;
  all(sql: string, ...values: readonly Value[]): readonly Row[];
  /** Gives how many rows it has changed. */
  run(sql: string, ...values: readonly Value[]): number;
  /** Does all of the work or, when it throws, nothing. Not to be nested. */
  whole<T>(work: () => T): T;
  close(): void;
}

export interface World {
  /** The site's folder. */
  readonly files: Files;
  /** The folder in which the person stands. */
  readonly here: Files;
  readonly http: Http;
  readonly xmpp: Xmpp;
  readonly render: Render;
  readonly run: Run;
  readonly watch: Watch;
  readonly serve: Serve;
  /** The database at a path of the site's folder, which other programs may use at once. */
  readonly store: (path: string) => Promise<Checked<Store>>;
  readonly say: Say;
  readonly ask: Ask;
  readonly self: Self;
  readonly stage: Stage;
  readonly clock: Clock;
  /** SHA-256 of bytes or of a text in UTF-8: the first 132 bits in base64url, 22 characters. */
  readonly hash: (bytes: string | Uint8Array) => string;
  /** Threads for much work on the site's folder, started when asked for; absent where there is one core. */
  readonly crew?: (size?: number) => Crew;
  /** Aborted when the person wants a program that stays to end (Ctrl-C): what runs for long comes to an end in order. */
  readonly stop: AbortSignal;
  /** The default export of `skein.config.js`, unchecked; undefined when there is none. */
  settings(): Promise<Checked<unknown>>;
  /** Variables of the environment and of the site's `.env`, the environment first. */
  env(name: string): string | undefined;
}
