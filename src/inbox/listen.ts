// Hears nodes for as long as it is wanted: one connection after the other, and what was missed between two.
import { nodeIn } from '../feeds/node-address.ts';
import { element } from '../feeds/xml.ts';
import type { Problem } from '../model/problem.ts';
import { addressOf } from '../nodes/address.ts';
import { noNode } from '../nodes/unheard.ts';
import type { Clock, Met, Talk } from '../world/world.ts';
import { Attention, type Ear } from './attend.ts';
import type { Heard, Hearing } from './heard.ts';
import { conflict, lost, pauseAfter, QUIET, troubleOf, untilGone, type Trouble } from './line.ts';
import { turns } from './turns.ts';
import type { Stood } from './window.ts';

/** Milliseconds after which a node is looked at again: one that is in trouble, and any. */
const RETRY = 30 * 60_000;
const DAY = 24 * 60 * 60_000;

/** The part of the world that listening takes. */
export interface Ears {
  /** A new connection, always with the same resource: subscriptions are of the full JID. */
  readonly connect: () => Promise<Met>;
  readonly clock: Clock;
  /** From 0 to 1: that not all come back at once when a server does. */
  readonly random: () => number;
  readonly stop: AbortSignal;
}

export interface Listening extends Hearing {
  /** What is wrong with the line to the account's server; nothing once it is there, or there again. */
  readonly line: (trouble: Problem | undefined) => void;
}

export interface Listener {
  /** From now on these are followed, and no others. */
  follow(nodes: readonly string[]): void;
  /** Resolves when it was stopped, or with what only a person can mend: then nothing is heard any more. */
  readonly over: Promise<Problem | undefined>;
}

/**
 * Milliseconds after which a node is looked at again, of which this was heard. What has come may have pushed out others:
 * where all of the node is seen, a look soon says whether it has, and what is missing later was taken back.
 */
export function untilLook({ trouble, stood, entries }: Heard, before: Stood | undefined): number {
  const isEvent = stood === undefined && entries.length > 0;
  return trouble || (isEvent && before) ? RETRY : DAY;
}

/** Hears what happens on the nodes, and what has happened there since they were last heard. */
export function listen(job: Listening, ears: Ears): Listener {
  const staying = new Staying(job, ears);
  staying.follow(job.nodes);
  return { follow: (nodes) => staying.follow(nodes), over: staying.stay() };
}

class Staying {
  readonly #job: Listening;
  readonly #ears: Ears;
  readonly #telling = turns(1);
  readonly #followed = new Map<string, Ear>();
  /** When a node is to be looked at again. */
  readonly #due = new Map<string, number>();
  readonly #broken = new AbortController();
  readonly #stop: AbortSignal;
  #attention: Attention | undefined;
  #bug: unknown;

  constructor(job: Listening, ears: Ears) {
    this.#job = job;
    this.#ears = ears;
    this.#stop = AbortSignal.any([ears.stop, this.#broken.signal]);
  }

  follow(nodes: readonly string[]): void {
    const before = new Map(this.#followed);
    this.#followed.clear();
    for (const node of nodes) {
      const at = nodeIn(node);
      if (at) this.#followed.set(addressOf(at), before.get(addressOf(at)) ?? { node, at });
      else void this.#tell({ node, entries: [], deleted: [], trouble: noNode(node) }).catch(this.#fail);
    }
    for (const [address, ear] of this.#followed) if (!before.has(address)) this.#look(ear);
    for (const [address, ear] of before) if (!this.#followed.has(address)) this.#attention?.leave(ear);
  }

  async stay(): Promise<Problem | undefined> {
    const { connect, clock, random } = this.#ears;
    for (let failures = 0; !this.#stop.aborted; failures += 1) {
      const since = this.#now();
      const met = await connect();
      const ended = met.ok ? await this.#during(met.value) : troubleOf(met);
      if (this.#stop.aborted) break;
      this.#job.line(ended.trouble);
      if (ended.lasts) return ended.trouble;
      if (this.#now() - since > QUIET) failures = 0;
      await clock.wait(pauseAfter(failures, random()), this.#stop);
    }
    await this.#telling(() => Promise.resolve());
    if (this.#bug !== undefined) throw this.#bug;
    return undefined;
  }

  async #during(talk: Talk): Promise<Trouble> {
    this.#job.line(undefined);
    this.#attention = new Attention(talk, {
      known: this.#job.known,
      stood: this.#job.stood,
      reach: this.#job.reach,
      hear: (heard) => this.#told(heard),
      earAt: (address) => this.#followed.get(address),
      fail: this.#fail,
    });
    // ejabberd tells of some nodes only whom it sees; below 0 nobody’s messages come here.
    await talk.send(element('presence', {}, element('priority', {}, '-1')));
    for (const ear of this.#followed.values()) this.#look(ear);
    const why = await untilGone(talk, { clock: this.#ears.clock, stop: this.#stop, each: () => this.#lookAgain() });
    this.#attention.end();
    this.#attention = undefined;
    await talk.close();
    return why === 'conflict' ? { trouble: conflict(talk.jid), lasts: true } : { trouble: lost(talk.jid, why) };
  }

  #look(ear: Ear): void {
    this.#due.set(addressOf(ear.at), this.#now() + RETRY);
    this.#attention?.attend(ear);
  }

  #lookAgain(): void {
    for (const [address, ear] of this.#followed) if (this.#now() >= (this.#due.get(address) ?? 0)) this.#look(ear);
  }

  async #told(heard: Heard): Promise<void> {
    const at = nodeIn(heard.node);
    const address = at ? addressOf(at) : '';
    // What is not kept now is caught up with the next time.
    if (this.#stop.aborted || !this.#followed.has(address)) return;
    if (heard.ended) this.#followed.delete(address);
    this.#due.set(address, this.#now() + untilLook(heard, this.#job.stood(heard.node)));
    await this.#tell(heard);
  }

  #tell(heard: Heard): Promise<void> {
    return this.#telling(() => this.#job.hear(heard));
  }

  readonly #fail = (cause: unknown): void => {
    this.#bug ??= cause;
    this.#broken.abort();
  };

  #now(): number {
    return this.#ears.clock.now().getTime();
  }
}
