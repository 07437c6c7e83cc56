// What its author has taken back stays away: a feed may list it for a while after the node has retracted it, and a node
// may hold what the feed says is deleted.
import type { Received } from '../model/received.ts';
import type { Inbox } from './inbox.ts';
import { wayOf, type Way } from './merge.ts';
import { remove } from './rows.ts';

interface Gone {
  readonly number: number;
  readonly id: string;
}

/** Removes an entry that was taken back by this way. */
export function takeOut(inbox: Inbox, source: string, { number, id }: Gone, when: { by: Way; at: string }): void {
  remove(inbox, number);
  inbox.run('INSERT OR REPLACE INTO gone (source, id, by, at) VALUES (?, ?, ?, ?)', source, id, when.by, when.at);
}

/** Whether an entry was taken back, and is not published anew: by the same way, or as a later version. */
export function isTakenBack(inbox: Inbox, source: string, entry: Received): boolean {
  const [gone] = inbox.all('SELECT by, at FROM gone WHERE source = ? AND id = ?', source, entry.id);
  if (!gone) return false;
  if (gone['by'] !== wayOf(entry) && entry.updated <= String(gone['at'])) return true;
  inbox.run('DELETE FROM gone WHERE source = ? AND id = ?', source, entry.id);
  return false;
}
