// An entry in a chat.
import type { Entry } from '../model/entry.ts';
import { beginning } from './shown.ts';

/** Characters of a text that a message gives. */
const LONG = 1_000;

/** What a message says of an entry: its title, its words or what it warns of, and where it is. */
export function messageOf({ title, text, url, warning }: Entry): string {
  const words = text.length > LONG ? beginning(text, LONG) : text;
  return [title, warning ?? words, url].filter(Boolean).join('\n\n');
}
