// What the inbox lets go of: what was heard long ago, and what is beyond the number that it keeps. Never what is starred,
// and never what a source still lists, for that would come again as new.
import type { Inbox } from './inbox.ts';
import { remove } from './rows.ts';

export interface Keeping {
  /** Days since an entry was first heard. */
  readonly days: number;
  readonly entries: number;
}

const DAY = 86_400_000;
/** Entries removed at once: other programs that write wait for it. */
const BATCH = 500;

/** Removes what is over; gives how many. */
export function prune(inbox: Inbox, { days, entries }: Keeping, now: Date): number {
  const since = new Date(now.getTime() - days * DAY).toISOString();
  const [row] = inbox.all('SELECT max(0, count(*) - ?) AS beyond FROM entry', entries);
  const old = inbox.all('SELECT number FROM entry WHERE heard < ? AND NOT listed AND NOT starred', since);
  const beyond = inbox.all(
    'SELECT number FROM entry WHERE NOT listed AND NOT starred ORDER BY at, number LIMIT ?',
    Number(row?.['beyond'] ?? 0),
  );
  const over = [...new Set([...old, ...beyond].map(({ number }) => Number(number)))];
  for (let done = 0; done < over.length; done += BATCH) {
    inbox.whole(() => over.slice(done, done + BATCH).forEach((number) => remove(inbox, number)));
  }
  return over.length;
}
