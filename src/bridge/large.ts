// What of a feed is larger than the server of its node takes: it is told with each round, and tried again when it has
// changed. Some servers end the connection for it, which all bridges of the account share.
import type { Entry } from '../model/entry.ts';
import type { Problem } from '../model/problem.ts';

/** Such an entry. */
export interface Large {
  readonly id: string;
  /** A hash of what it said. */
  readonly said: string;
  readonly problem: Problem;
}

/**
 * What this process alone knows of a feed: what of it is too large, and what the feed called itself when nothing else was
 * wrong (`ETag`, `Last-Modified`). The next process is to be given all of it, and tries again.
 */
export interface Held {
  readonly large: readonly Large[];
  readonly etag?: string;
  readonly modified?: string;
}

type Hash = (text: string) => string;

/** Those that the feed still has as they were. */
export function stillLarge(large: readonly Large[], entries: readonly Entry[], hash: Hash): readonly Large[] {
  if (large.length === 0) return [];
  const now = new Map(entries.map((entry) => [entry.id, entry]));
  return large.filter(({ id, said }) => {
    const entry = now.get(id);
    return entry !== undefined && saidIn(entry, hash) === said;
  });
}

interface Round {
  readonly tooLarge?: readonly { readonly entry: Entry; readonly problem: Problem }[];
  /** These have those of all that is too large among them. */
  readonly problems: readonly Problem[];
}

/** Those that were known, and what a round has found, each with the same words in every round. */
export function largeAfter(
  known: readonly Large[],
  { tooLarge = [], problems }: Round,
  hash: Hash,
): { readonly large: readonly Large[]; readonly problems: readonly Problem[] } {
  const found = tooLarge.map(({ entry, problem }) => {
    const next = `${problem.next} It is tried again when it has changed, or when the bridge is started anew.`;
    return { id: entry.id, said: saidIn(entry, hash), problem: { ...problem, next } };
  });
  const large = [...known, ...found];
  const told = new Set([...known, ...tooLarge].map(({ problem }) => problem));
  const others = problems.filter((problem) => !told.has(problem));
  return { large, problems: [...large.map(({ problem }) => problem), ...others] };
}

/** Without its dates: some feeds make these anew each time, and what has none is dated by when it is seen. */
function saidIn(entry: Entry, hash: Hash): string {
  const { published: _, updated: __, ...said } = entry;
  return hash(JSON.stringify(said));
}
