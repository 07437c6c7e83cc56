// What the inbox lets go of: what was heard long ago, and what is beyond the number that it keeps. Never what is starred,
// and never what a feed still lists or a node may still hold, for that would come again as new.
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
/** Of a node so many are kept, the newest: they are what it is held against (`find.ts`). */
const HELD = 100;

// A node lists nothing; and what a feed lists no longer may be on its node.
const ON_NODES = `
SELECT number FROM (
  SELECT number, row_number() OVER (PARTITION BY source ORDER BY at DESC, number DESC) AS place FROM entry
  WHERE item IS NOT NULL AND (listed OR source IN (SELECT feed FROM source))
) WHERE place <= ${HELD}`;
const FREE = `NOT starred AND (NOT listed OR source LIKE 'xmpp:%') AND number NOT IN (${ON_NODES})`;

/** Removes what is over; gives how many. */
export function prune(inbox: Inbox, { days, entries }: Keeping, now: Date): number {
  const since = new Date(now.getTime() - days * DAY).toISOString();
  inbox.run('DELETE FROM gone WHERE at < ?', since);
  const [row] = inbox.all('SELECT max(0, count(*) - ?) AS beyond FROM entry', entries);
  const old = inbox.all(`SELECT number FROM entry WHERE heard < ? AND ${FREE}`, since);
  const beyond = inbox.all(
    `SELECT number FROM entry WHERE ${FREE} ORDER BY at, number LIMIT ?`,
    Number(row?.['beyond'] ?? 0),
  );
  const over = [...new Set([...old, ...beyond].map(({ number }) => Number(number)))];
  for (let done = 0; done < over.length; done += BATCH) {
    inbox.whole(() => over.slice(done, done + BATCH).forEach((number) => remove(inbox, number)));
  }
  return over.length;
}
