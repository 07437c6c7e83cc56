// What stood on the node of each source, as the inbox remembers it: by it one finds what is taken back meanwhile.
import type { Heard } from './heard.ts';
import type { Inbox } from './inbox.ts';
import { stoodAfter, type Stood } from './window.ts';

/** What stood there at the last look that saw all of it; undefined where there was none. */
export function stoodAt(inbox: Inbox, source: string): Stood | undefined {
  const [row] = inbox.all('SELECT state FROM stood WHERE source = ?', source);
  return row && (JSON.parse(String(row['state'])) as Stood);
}

/** Brings it up to what was heard; afterwards, when that is kept. */
export function noteStood(inbox: Inbox, source: string, heard: Heard): void {
  const before = stoodAt(inbox, source);
  const after = stoodAfter(before, heard);
  if (JSON.stringify(after) === JSON.stringify(before)) return;
  if (!after) return void inbox.run('DELETE FROM stood WHERE source = ?', source);
  inbox.run('INSERT OR REPLACE INTO stood (source, state) VALUES (?, ?)', source, JSON.stringify(after));
}
