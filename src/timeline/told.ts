// Entries as a terminal and as other programs are told of them.
import type { Follow } from '../model/people.ts';
import type { Kept, Reference } from '../model/received.ts';

/** An entry with what is known of it here. */
export interface Told {
  readonly entry: Kept;
  readonly follow: Follow;
  /** By which ways it concerns the person; undefined in a list where that is not asked. */
  readonly by?: readonly Reference['how'][];
  /** The address to show beside the name, where that may look like another's. */
  readonly caution?: string;
}

/** The entry for other programs. */
export function entryJson({ entry, by }: Told): object {
  const { source, id, url, author, published, updated, title, html, text } = entry;
  return { source, id, url, author, published, updated, title, html, text, ...(by && { by }) };
}

/** What an entry does that concerns the person, in words. */
export const WAYS: Readonly<Record<Reference['how'], string>> = {
  reply: 'answers you',
  repost: 'passes on what you wrote',
  link: 'links to you',
  name: 'names you',
};

/** The entry for a terminal: who and when, what, where. Times are those of the zone. */
export function entryLines({ entry, follow, by = [], caution }: Told, zone: string): string {
  const { author, at, title, warning, text, url } = entry;
  const who = author.name && author.name !== follow.name ? `${author.name} (${follow.name})` : follow.name;
  const from = caution === undefined ? [] : [`from ${caution}`];
  const head = [who, ...from, timeIn(zone, at), ...by.map((way) => WAYS[way])].map(plain).join(' · ');
  const words = [title, warning === undefined ? text : `[${warning}]`].filter(Boolean).map((part) => plain(part ?? ''));
  return [head, ...words.join('\n').split('\n').filter(Boolean), plain(url)].join('\n  ');
}

// A stranger's text could move the cursor, colour the screen or turn the line round: control characters (of which XML
// allows those from U+0080 on) and marks of direction are left out.
function plain(text: string): string {
  return text.replaceAll(/[\p{Cc}\u{200E}\u{200F}\u{202A}-\u{202E}\u{2066}-\u{2069}]/gu, (char) =>
    char === '\n' ? char : '',
  );
}

function timeIn(zone: string, at: string): string {
  const parts = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  return parts.format(new Date(at));
}
