// What the person has marked: read, starred.
import type { Inbox } from './inbox.ts';

export type Mark = 'read' | 'unread' | 'starred' | 'plain';

const SET: Readonly<Record<Mark, string>> = {
  read: 'read = 1',
  unread: 'read = 0',
  starred: 'starred = 1',
  plain: 'starred = 0',
};

/** Marks the entries of these numbers. */
export function mark(inbox: Inbox, numbers: readonly number[], as: Mark): void {
  inbox.run(`UPDATE entry SET ${SET[as]} WHERE number IN (SELECT value FROM json_each(?))`, JSON.stringify(numbers));
}
