// The outside, as types: all that Skein can touch. Stages take the part they use as an argument, so that a test can
// hand over a fixed clock, a map of files or a scripted talk. `world/real.ts` puts the real one together.
import type { Checked, Problem } from '../model/problem.ts';
import type { Files } from './disk.ts';
import type { Render } from './render.ts';
import type { Dress, Serve } from './served.ts';
import type { Xmpp } from './talk.ts';
import type { Http, Reads, Strangers } from './web.ts';

export type { Files, Seen } from './disk.ts';
export type { Answers, Dress, PagesAt, Serve, Served } from './served.ts';
export type { Login, Met, Refusal, Reply, Talk, Xmpp } from './talk.ts';
export type { Answer, Asked, Brought, Http, Origin, Reads, StrangerAsked, Strangers } from './web.ts';

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
  /** Accounts are passwords by user name. */
  server(folder: string, accounts: Readonly<Record<string, string>>): Promise<Checked<PrivateServer>>;
  /** The world of the site in another folder (absolute). What stays there ends by `stop`. */
  world(folder: string, stop: AbortSignal): Promise<World>;
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
  /** Does all of the work or, when it throws, nothing. Within another it is a part of that one. */
  whole<T>(work: () => T): T;
  close(): void;
}

export type SealKind = 'sha1' | 'sha256' | 'sha384' | 'sha512';

/** What only whoever has the key can say of some bytes. */
export interface Seal {
  add(bytes: Uint8Array): void;
  /** Whether it is this one, in hexadecimal: asked once, at the end. It takes as long for a wrong one as for the right one. */
  is(said: string): boolean;
}

/** What an image becomes: its size as it is seen, and its forms by name (`480.avif`); no forms of one that stays as it is. */
export interface Forms {
  readonly width: number;
  readonly height: number;
  readonly widths: readonly number[];
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** Makes the forms of photos, without what they tell of place and camera, and pictures of drawings. */
export interface Images {
  /** How many are made at once. */
  readonly atOnce: number;
  /** What the bytes of a form depend on beside those of the image; undefined where nothing is installed to make them. */
  recipe(): Promise<string | undefined>;
  /** The forms of an image whose file has this name, or why it cannot be read. */
  forms(name: string, bytes: Uint8Array): Promise<Forms | { readonly broken: string }>;
  /** A drawing (SVG, without letters) as a PNG. */
  drawn(svg: string): Promise<Uint8Array>;
}

export interface World {
  /** The site's folder. */
  readonly files: Files;
  /** The folder in which the person stands. */
  readonly here: Files;
  readonly http: Http;
  /**
   * The web of strangers. Public addresses are asked, and the hosts of this list (`host`, `host:port`) and of
   * SKEIN_ALLOW_HOSTS, wherever they are.
   */
  readonly strangers: (allowed: readonly string[]) => Strangers;
  readonly reads: Reads;
  readonly xmpp: Xmpp;
  readonly images: Images;
  readonly render: Render;
  readonly run: Run;
  readonly watch: Watch;
  readonly serve: Serve;
  /** The database at a path, absolute or of the site's folder, which other programs may use at once. */
  readonly store: (path: string) => Promise<Checked<Store>>;
  /** Looks for it anew each time. */
  dress(): Promise<Dress>;
  readonly say: Say;
  readonly ask: Ask;
  readonly self: Self;
  readonly stage: Stage;
  readonly clock: Clock;
  /** A text that nobody can guess, another one each time. */
  readonly secret: () => string;
  /** From 0 to 1, another one each time. */
  readonly random: () => number;
  /** SHA-256 of bytes or of a text in UTF-8: the first 132 bits in base64url, 22 characters. */
  readonly hash: (bytes: string | Uint8Array) => string;
  /** SHA-1 of a text, in hexadecimal. */
  readonly sha1: (text: string) => string;
  readonly seal: (kind: SealKind, key: string) => Seal;
  /** Threads for much work on the site's folder, started when asked for; absent where there is one core. */
  readonly crew?: (size?: number) => Crew;
  /** Aborted when the person wants a program that stays to end (Ctrl-C): what runs for long comes to an end in order. */
  readonly stop: AbortSignal;
  /** The default export of `skein.config.js`, unchecked; undefined when there is none. */
  settings(): Promise<Checked<unknown>>;
  /** Variables of the environment and of the site's `.env`, the environment first. */
  env(name: string): string | undefined;
}
