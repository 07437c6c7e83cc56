// Entries' HTML, cleaned again as it is shown: what the inbox holds came from elsewhere, and may be older than the rules.
import type { SafeHtml } from '../model/entry.ts';
import { readerHtml } from '../feeds/clean.ts';
import { cleaned, type Markup } from './markup.ts';

/** UTF-16 units of HTML that are remembered. */
const ROOM = 4_000_000;

// Cleaning takes a hundred times longer than all else of a page. The text itself is the key, so no edit is missed.
const known = new Map<string, SafeHtml>();
let size = 0;

/** The HTML of an entry, as a page shows it. */
export function shownHtml(html: SafeHtml): Markup {
  const before = known.get(html);
  if (before !== undefined) return cleaned(before);
  const made = readerHtml(html);
  remember(html, made);
  return cleaned(made);
}

function remember(html: string, made: SafeHtml): void {
  known.set(html, made);
  size += html.length + made.length;
  for (const [oldest, its] of known) {
    if (size <= ROOM) return;
    known.delete(oldest);
    size -= oldest.length + its.length;
  }
}
