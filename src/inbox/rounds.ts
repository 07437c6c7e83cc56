// Asks many sources: a few at once, one for each host, so that a slow one delays nobody and no host is pressed.
import { grouped } from '../model/grouped.ts';
import { arrivals } from './arrivals.ts';
import { fetchSmall, fetchSource, type Asking, type Fetched } from './fetch.ts';
import type { Polled } from './source.ts';
import { turnsOf } from './turns.ts';

const AT_ONCE = 8;

/** Bytes of a feed that is read beside others. A few that are larger would fill the memory together. */
const SMALL = 1_000_000;

/** What came of a source; whoever has used it says so. */
interface Came {
  readonly queue: Queue;
  readonly fetched: Fetched;
  readonly used: () => void;
}

/** Sources of one host that are still to be asked. */
type Queue = Polled[];

/**
 * Asks each source once, and gives what came of it as it comes; those with a large feed one by one, the next when the one
 * before has been used: a few of them that nobody has time for would fill the memory. When `stop` comes,
 * or nobody wants more, what is still on its way is broken off and not given.
 */
export async function* fetchAll(
  sources: readonly Polled[],
  world: Asking,
  atOnce: number = AT_ONCE,
): AsyncGenerator<Fetched, void, void> {
  const waiting = queuesOf(sources);
  const flying = arrivals<Came>();
  const end = new AbortController();
  const stop = world.stop ? AbortSignal.any([world.stop, end.signal]) : end.signal;
  const alone = turnsOf(1);
  const ask = async (queue: Queue, source: Polled): Promise<Came> => {
    const asking = { ...world, stop };
    const fetched = await fetchSmall(source, asking, SMALL);
    if (fetched !== 'large') return { queue, fetched, used: () => {} };
    const used = await alone();
    return { queue, fetched: await fetchSource(source, asking), used };
  };
  try {
    while (!stop.aborted) {
      for (const queue of waiting.splice(0, atOnce - flying.size())) {
        const source = queue.shift();
        if (source) flying.add(ask(queue, source));
      }
      if (flying.size() === 0) return;
      const { queue, fetched, used } = await flying.next();
      // Its turn is the next: the longest queue is what everybody waits for in the end.
      if (queue.length > 0) waiting.unshift(queue);
      if (stop.aborted) return;
      yield fetched;
      used();
      const { hostWaits } = fetched;
      if (hostWaits !== undefined) yield* queue.splice(0).map((source) => postponed(source, hostWaits));
    }
  } finally {
    end.abort();
  }
}

/** It is not asked, since another source of its host was told to wait. */
function postponed(source: Polled, next: string): Fetched {
  return { state: { ...source, next, waits: next }, problems: [] };
}

/** The first few of each host: where one never answers, the round comes to its end, and the next of the others. */
export function fewOfEach(sources: readonly Polled[], few = 4): readonly Polled[] {
  return queuesOf(sources).flatMap((queue) => queue.slice(0, few));
}

/** The longest first. */
function queuesOf(sources: readonly Polled[]): Queue[] {
  const hosts = grouped(sources, ({ address }) => hostOf(address));
  return [...hosts.values()].map((queue) => [...queue]).sort((a, b) => b.length - a.length);
}

function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : address;
}
