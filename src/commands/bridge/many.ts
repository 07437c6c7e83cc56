// Any number of bridges in one process, with a line for each account: those that stay the same go on when others change.
import type { Ends, Standing } from '../../bridge/standing.ts';
import type { Polled } from '../../inbox/source.ts';
import { turns } from '../../inbox/turns.ts';
import type { World } from '../../world/world.ts';
import { hearNode, hearOnce, type FromNode } from './hearing.ts';
import { journalIn, type Journal, type Sum } from './journal.ts';
import { sharedLine, type SharedLine } from './lines.ts';
import type { Bridge, Pair } from './pair.ts';
import { Rounds, type FromFeed } from './rounds.ts';

/** One bridge, as it was asked for. */
export interface Asked extends Ends, Pick<Bridge, 'given'> {
  readonly pair: Pair;
  /** The account that logs in, and the variable that holds its password. */
  readonly account: string;
  readonly variable: string;
  /** Two that are asked for in the same words are the same. */
  readonly words: string;
}

export interface Place extends Omit<Bridge, 'given'> {
  /** Part of the name of the device that logs in: always the same, and another one for each process. */
  readonly device: string;
  /** `until all is over`: where nothing more can come of any bridge, it ends by itself. */
  readonly how: 'once' | 'for good' | 'until all is over';
}

interface Going {
  readonly asked: Asked;
  readonly line: SharedLine;
  readonly way: { readonly feed: FromFeed } | { readonly node: FromNode };
  readonly end: AbortController;
}

/** Milliseconds that what is under way has to come to its end when the person wants it. */
const GRACE = 1_000;
/** Nodes that are read at once where each is read once. */
const AT_ONCE = 8;

export class Many {
  readonly #world: World;
  readonly #place: Place;
  readonly #journal: Journal;
  readonly #rounds: Rounds;
  readonly #lines = new Map<string, SharedLine>();
  readonly #broken = new AbortController();
  readonly #hearing = new Set<Promise<void>>();
  #going: readonly Going[] = [];
  #bug: unknown;

  constructor(world: World, place: Place) {
    this.#world = { ...world, stop: AbortSignal.any([world.stop, this.#broken.signal]) };
    this.#place = place;
    this.#journal = journalIn(place.inbox, world, place.how === 'once' ? 'for the end' : 'as it comes');
    this.#rounds = new Rounds(this.#world);
  }

  /** From now on these go on, and no others. */
  follow(bridges: readonly Asked[]): void {
    const before = new Map(this.#going.map((going) => [going.asked.words, going]));
    this.#going = bridges.map((asked) => before.get(asked.words) ?? this.#begun(asked));
    const kept = new Set(this.#going);
    for (const going of before.values()) if (!kept.has(going)) going.end.abort();
    this.#rounds.follow(this.#going.flatMap(({ way }) => ('feed' in way ? way.feed : [])));
    const lines = new Set(this.#going.map(({ line }) => line));
    for (const [name, line] of this.#lines) if (!lines.has(line) && this.#lines.delete(name)) void line.end();
  }

  /** Does what the place says. */
  async stay(): Promise<void> {
    const isOver = (): boolean => this.#place.how === 'until all is over' && this.#hearing.size === 0;
    await this.#inTime(this.#place.how === 'once' ? this.#once() : this.#rounds.stay(isOver));
    if (this.#bug !== undefined) throw this.#bug;
  }

  /** All that is wrong, where each was asked once; and whether anything was new. */
  sum(): Sum {
    return this.#journal.sum();
  }

  standings(): readonly Standing[] {
    return this.#going.map(({ asked }) => this.#journal.standing(asked));
  }

  /** Of each account whether its line is there. */
  lines(): ReadonlyMap<string, boolean> {
    return new Map(this.#going.map(({ asked, line }) => [asked.account, line.isThere()]));
  }

  /** How it stands with each feed. */
  polled(): readonly Polled[] {
    return this.#rounds.polled();
  }

  /** Asks a feed now, since somebody says that there is news. */
  look(source: string): void {
    this.#rounds.look(source);
  }

  /** When it was last looked what is due. */
  get looked(): Date {
    return this.#rounds.looked;
  }

  #begun(asked: Asked): Going {
    const { pair, given } = asked;
    const bridge = { state: this.#place.state, inbox: this.#place.inbox, given };
    const [line, end] = [this.#lineOf(asked), new AbortController()];
    if (pair.way === 'to a node') {
      const feed: FromFeed = { job: { ...bridge, ...pair }, line, tell: (round) => this.#journal.round(asked, round) };
      return { asked, line, end, way: { feed } };
    }
    const node: FromNode = { job: { ...bridge, ...pair }, line, tell: (heard) => this.#journal.heard(asked, heard) };
    if (this.#place.how !== 'once') this.#hear(node, end.signal);
    return { asked, line, end, way: { node } };
  }

  #hear(node: FromNode, end: AbortSignal): void {
    const world = { ...this.#world, stop: AbortSignal.any([this.#world.stop, end]) };
    const afterwards = this.#place.how === 'for good' ? 'tried again' : 'over';
    const hearing: Promise<void> = hearNode(world, node, afterwards)
      .catch((cause: unknown) => this.#fail(cause))
      .finally(() => this.#hearing.delete(hearing));
    this.#hearing.add(hearing);
  }

  async #once(): Promise<void> {
    const oneOfFew = turns(AT_ONCE);
    const nodes = this.#going.flatMap(({ way }) => ('node' in way ? way.node : []));
    await Promise.all([this.#rounds.once(), ...nodes.map((node) => oneOfFew(() => hearOnce(this.#world, node)))]);
  }

  #lineOf({ account, variable }: Asked): SharedLine {
    const name = `${account} ${variable}`;
    const known = this.#lines.get(name);
    if (known) return known;
    const line = sharedLine(this.#world, {
      jid: account,
      variable,
      resource: `skein-bridge-${this.#place.device}`,
      tell: (trouble) => this.#journal.line(account, trouble),
    });
    this.#lines.set(name, line);
    return line;
  }

  /** Waits for the work; when the person wants the end, only for a moment, and then hangs up on it. */
  async #inTime(work: Promise<void>): Promise<void> {
    const { stop, clock } = this.#world;
    const over = new AbortController();
    const hangUp = async (): Promise<void> => {
      await Promise.all([...this.#lines.values()].map((line) => line.end()));
    };
    const late = async (): Promise<void> => {
      await clock.wait(GRACE, over.signal);
      await hangUp();
    };
    const begin = (): void => void late();
    stop.addEventListener('abort', begin);
    await work;
    await Promise.all(this.#hearing);
    stop.removeEventListener('abort', begin);
    over.abort();
    await hangUp();
  }

  #fail(cause: unknown): void {
    this.#bug ??= cause;
    this.#broken.abort();
  }
}
