// Which months a bridged node has, and which of them are finished (RFC 5005 §4): their archives stay as they are, but for
// an edit or a deletion of one of their own.
//
//   atom.xml ──prev-archive──▶ 2026/10/atom.xml ──▶ 2026/09/atom.xml ──▶ …      (November runs still)
import type { Entry } from '../model/entry.ts';
import type { Deleted } from '../feeds/listing.ts';
import { FEEDS } from '../feeds/listing.ts';

/** What there is of a month, newest first. */
export interface Month {
  /** Relative to the folder: `2026/10/`. */
  readonly path: string;
  readonly entries: readonly Entry[];
  /** Taken back in this month, whenever it was published. */
  readonly deleted: readonly Deleted[];
}

export interface Months {
  /** The month that runs, with what claims to be of a later one. */
  readonly running: Month;
  /** Newest first. */
  readonly finished: readonly Month[];
}

type Things = Pick<Month, 'entries' | 'deleted'>;

/**
 * The months of these, all newest first. The newest with anything in it runs: so a month that begins changes no file
 * before something happens in it. A month that `had` an archive keeps it, however little is left there.
 */
export function monthsOf({ entries, deleted }: Things, had: readonly string[], now: string): Months {
  const months = new Map<string, { entries: Entry[]; deleted: Deleted[] }>();
  const today = monthOf(now);
  const at = (time: string): { entries: Entry[]; deleted: Deleted[] } => {
    const path = monthOf(time) > today ? today : monthOf(time);
    const month = months.get(path) ?? { entries: [], deleted: [] };
    months.set(path, month);
    return month;
  };
  for (const entry of entries) at(entry.published).entries.push(entry);
  for (const each of deleted) at(each.when).deleted.push(each);
  const [path = today] = [...months.keys()].sort().toReversed();
  const { [path]: running = { entries: [], deleted: [] }, ...others } = Object.fromEntries(months);
  const empty = had.filter((each) => each < path && !(each in others)).map((each) => [each, NOTHING] as const);
  const finished = [...Object.entries(others), ...empty].map(([path, things]) => ({ path, ...things }));
  return { running: { path, ...running }, finished: finished.sort((a, b) => (a.path < b.path ? 1 : -1)) };
}

const NOTHING: Things = { entries: [], deleted: [] };

/** The path of a month in UTC. */
function monthOf(time: string): string {
  return `${time.slice(0, 7).replace('-', '/')}/`;
}

const ARCHIVE = new RegExp(`^(\\d{4}/\\d\\d/)${FEEDS.atom.replace('.', '\\.')}$`);

/** The month of which a file in the folder is the archive. */
export function archivedIn(name: string): string | undefined {
  return ARCHIVE.exec(name)?.[1];
}
