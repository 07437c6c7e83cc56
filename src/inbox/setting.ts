// What else an inbox is to find again, by a name.
import type { Inbox } from './inbox.ts';

export function settingOf(inbox: Inbox, name: string): string | undefined {
  const [row] = inbox.all('SELECT value FROM setting WHERE name = ?', name);
  return row && String(row['value']);
}

/** What is there by this name; this value, where nothing was, for all who ask from now on. */
export function settingOnce(inbox: Inbox, name: string, value: string): string {
  inbox.run('INSERT OR IGNORE INTO setting (name, value) VALUES (?, ?)', name, value);
  return settingOf(inbox, name) ?? value;
}

export function set(inbox: Inbox, name: string, value: string): void {
  inbox.run('INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)', name, value);
}
