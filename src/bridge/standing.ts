// How it goes with a bridge, as the running process leaves it for whoever asks.

/** Plain data. Times are RFC 3339 in UTC, to the second. */
export interface Standing {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  /** When the source last answered. */
  readonly heard?: string;
  /** When something was last brought. */
  readonly done?: string;
  /** When the source is asked again; a node tells of itself. */
  readonly next?: string;
  /** What is wrong, in a sentence. */
  readonly trouble?: string;
  readonly counts: Counts;
}

/** Of all its time, whatever ended in between. */
export interface Counts {
  readonly rounds: number;
  /** Rounds with trouble. */
  readonly failed: number;
  readonly entries: number;
  readonly edits: number;
  readonly takenBack: number;
}

const NOTHING: Counts = { rounds: 0, failed: 0, entries: 0, edits: 0, takenBack: 0 };

/** What came of one round. */
export interface Came {
  readonly heard?: string | undefined;
  readonly next?: string | undefined;
  readonly trouble?: string | undefined;
  readonly counts?: Partial<Counts> | undefined;
  /** Something was brought, of which nobody has counts. */
  readonly isNews?: boolean;
}

export type Ends = Pick<Standing, 'name' | 'from' | 'to'>;

export function begunStanding(ends: Ends): Standing {
  return { ...ends, counts: NOTHING };
}

/** The same after one more round. What it does not say is as it was, but for its trouble, which is over. */
export function afterRound(before: Standing, came: Came, now: string): Standing {
  const { trouble: _, next: __, ...rest } = before;
  const counts = { ...came.counts, rounds: 1, failed: came.trouble === undefined ? 0 : 1 };
  const isBrought = came.isNews ?? [counts.entries, counts.edits, counts.takenBack].some((count = 0) => count > 0);
  return {
    ...rest,
    ...(came.heard !== undefined && { heard: came.heard }),
    ...(isBrought && { done: now }),
    ...(came.next !== undefined && { next: came.next }),
    ...(came.trouble !== undefined && { trouble: came.trouble }),
    counts: summed(before.counts, counts),
  };
}

function summed(before: Counts, more: Partial<Counts>): Counts {
  const keys = ['rounds', 'failed', 'entries', 'edits', 'takenBack'] as const;
  const [rounds = 0, failed = 0, entries = 0, edits = 0, takenBack = 0] = keys.map(
    (key) => before[key] + (more[key] ?? 0),
  );
  return { rounds, failed, entries, edits, takenBack };
}

const HEADS = ['name', 'from', 'to', 'last heard', 'last done', 'next', 'what is wrong'];

/** Lines for a terminal, one for each. */
export function tableOf(standings: readonly Standing[]): string {
  const rows = standings.map(({ name, from, to, heard, done, next, trouble = '' }) => [
    name,
    from,
    to,
    ...[heard, done, next].map((time) => time?.replace('T', ' ').replace(/:\d\dZ$/, 'Z') ?? '-'),
    trouble,
  ]);
  const all = [HEADS, ...rows].map((row) => row.map((cell) => cell.replaceAll(/\s+/g, ' ')));
  const widths = HEADS.map((_, at) => Math.max(...all.map((row) => row[at]?.length ?? 0)));
  return all
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
