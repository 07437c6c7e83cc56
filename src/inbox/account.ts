// What Skein has put on the XMPP account: follows on its list, accounts that are cut off. It is remembered before it is
// done, so that this, and nothing that somebody else has put there, is taken back.
import type { Inbox } from './inbox.ts';

/** What was put on a node of the account, each with whether all of it was taken. `at` is the node's address. */
export function putAt(inbox: Inbox, at: string): ReadonlyMap<string, boolean> {
  const rows = inbox.all('SELECT what, whole FROM account WHERE at = ?', at);
  return new Map(rows.map(({ what, whole }) => [String(what), whole === 1]));
}

export function notePut(inbox: Inbox, at: string, { what, isWhole }: { what: string; isWhole: boolean }): void {
  inbox.run('INSERT OR REPLACE INTO account (at, what, whole) VALUES (?, ?, ?)', at, what, isWhole ? 1 : 0);
}

/** It was taken back. */
export function forgetPut(inbox: Inbox, at: string, what: string): void {
  inbox.run('DELETE FROM account WHERE at = ? AND what = ?', at, what);
}
