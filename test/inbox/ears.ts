// Somebody who listens with Skein on a real server, and what they keep.
import { setTimeout as pause } from 'node:timers/promises';
import type { Heard } from '../../src/inbox/heard.ts';
import { stoodAfter, type Stood } from '../../src/inbox/window.ts';
import { listen, type Listener } from '../../src/inbox/listen.ts';
import type { Problem } from '../../src/model/problem.ts';
import type { Received } from '../../src/model/received.ts';
import { RESOURCE } from '../../src/nodes/subscriptions.ts';
import { xmpp } from '../../src/world/xmpp.ts';
import type { Clock } from '../../src/world/world.ts';
import { PASSWORD } from '../announce/real.ts';
import type { TestServer } from '../servers/server.ts';
import { AT_LAST } from '../until.ts';

/** A clock that runs so many times as fast, so that nobody has to wait for the patience of a daemon. */
const HASTE = 20;
const began = Date.now();
export const clock: Clock = {
  now: () => new Date(began + (Date.now() - began) * HASTE),
  wait: (milliseconds, stop) => pause(milliseconds / HASTE, undefined, stop && { signal: stop }).catch(() => undefined),
};

/** What a person keeps of nodes: the entries by their items. */
export class Kept {
  readonly #nodes = new Map<string, Map<string, Received>>();
  readonly #stood = new Map<string, Stood>();
  readonly all: Heard[] = [];

  known(node: string): readonly Received[] {
    return [...(this.#nodes.get(node)?.values() ?? [])].sort((a, b) => (a.published < b.published ? 1 : -1));
  }

  stood(node: string): Stood | undefined {
    return this.#stood.get(node);
  }

  keep(heard: Heard): Promise<void> {
    this.all.push(heard);
    const stood = stoodAfter(this.#stood.get(heard.node), heard);
    if (stood) this.#stood.set(heard.node, stood);
    else this.#stood.delete(heard.node);
    const items = this.#nodes.get(heard.node) ?? new Map<string, Received>();
    this.#nodes.set(heard.node, items);
    for (const entry of heard.entries) items.set(entry.item ?? '', entry);
    for (const item of heard.deleted === 'all' ? [...items.keys()] : heard.deleted) items.delete(item);
    return Promise.resolve();
  }

  /** The titles or texts of what is kept of a node, oldest first. */
  texts(node: string): readonly string[] {
    return this.known(node)
      .map(({ title, text }) => title ?? text)
      .reverse();
  }
}

export interface Ears extends Listener {
  readonly kept: Kept;
  /** What was wrong with the line, and `undefined` each time that it was there. */
  readonly line: (Problem | undefined)[];
  /** Milliseconds until this holds of what is kept; throws when that is not to be expected any more. */
  until(holds: (kept: Kept) => boolean): Promise<number>;
  end(): Promise<void>;
}

interface Wish {
  readonly user: string;
  readonly nodes: readonly string[];
  readonly kept?: Kept;
  readonly password?: string;
}

const listening = new Set<Ears>();

/** Also those of a test that has failed. */
export async function endAll(): Promise<void> {
  await Promise.all([...listening].map((ears) => ears.end()));
}

/** Begins to listen; resolves when all nodes have been caught up with. */
export async function startListening(server: TestServer, wish: Wish): Promise<Ears> {
  const { kept = new Kept(), user, nodes, password = PASSWORD } = wish;
  const stop = new AbortController();
  const line: (Problem | undefined)[] = [];
  const account = { jid: `${user}@localhost`, node: 'urn:xmpp:microblog:0' };
  const listener = listen(
    {
      nodes,
      reach: 'newest',
      known: (node) => kept.known(node),
      stood: (node) => kept.stood(node),
      hear: (heard) => kept.keep(heard),
      line: (at) => void line.push(at),
    },
    {
      connect: () => xmpp.connect({ account, password, resource: RESOURCE, server: server.server }),
      clock,
      random: () => 0,
      stop: stop.signal,
    },
  );
  const until = async (holds: (kept: Kept) => boolean): Promise<number> => {
    const from = performance.now();
    while (!holds(kept)) {
      if (performance.now() - from > AT_LAST) throw new Error(`Not heard, but: ${JSON.stringify(kept.all)}`);
      await pause(2);
    }
    return performance.now() - from;
  };
  const before = kept.all.length;
  const ears: Ears = {
    ...listener,
    kept,
    line,
    until,
    async end() {
      stop.abort();
      await listener.over;
      listening.delete(ears);
    },
  };
  listening.add(ears);
  await until(() => line.length > 0);
  await until(() => nodes.every((node) => kept.all.slice(before).some((heard) => heard.node === node)));
  return ears;
}
