// The secret with which the person's browser opens the reader: made once, and kept where the inbox is.
import type { Inbox } from './inbox.ts';

const NAME = 'reader token';

/** The secret of this inbox, made by `secret` where there is none. */
export function tokenOf(inbox: Inbox, secret: () => string): string {
  inbox.run('INSERT OR IGNORE INTO setting (name, value) VALUES (?, ?)', NAME, secret());
  const [row] = inbox.all('SELECT value FROM setting WHERE name = ?', NAME);
  return String(row?.['value']);
}
