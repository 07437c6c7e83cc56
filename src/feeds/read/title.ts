// Titles as plain text, and which of them are none: programs that want one make it of the text, the date or the address.
import { wordsOf } from '../clean.ts';
import { oneLine } from '../shown.ts';

/** In characters. */
const LONGEST = 500;

const MARKUP =
  /<\/?(?:a|abbr|b|br|cite|code|del|em|font|i|img|ins|mark|q|s|small|span|strong|sub|sup|tt|u|wbr)(?:\s[^>]*)?\/?>/i;
const ENTITY = /&(?:[a-z][a-z0-9]*|#\d+|#x[\da-f]+);/i;

/** A title that may hold HTML, as plain text. An element that people write about, `<div>`, stays. */
export function titleFrom(written: string): string {
  if (MARKUP.test(written)) return titleOf(wordsOf(written));
  // Twice escaped: what is shown of it is the entity.
  return titleOf(ENTITY.test(written) ? wordsOf(written.replaceAll('<', '&lt;')) : written);
}

/** A title that is plain text, in one line. */
export function titleOf(written: string): string {
  const line = oneLine(written);
  return line.length <= LONGEST ? line : `${Array.from(line).slice(0, LONGEST).join('')}…`;
}

const NO_TITLES = [
  /^[([]?(?:untitled(?: (?:post|note|document))?|no title|null|undefined|none)[)\]]?$/i,
  /^New status by \S+$/,
  /^https?:\/\/\S+$/i,
  // 2026-11-22, 2026-11-22 09:00, 22.11.2026, 11/22/26
  /^\d{1,4}[-./]\d{1,2}[-./]\d{1,4}(?:[T ,]+\d{1,2}:\d{2}(?::\d{2})?\S*)?$/,
  // 22 November 2026; Nov 22, 2026, 9:00 am
  /^(?:\w{3,9},? )?(?:\d{1,2}(?:st|nd|rd|th)?\.? \p{L}{3,9}|\p{L}{3,9} \d{1,2}(?:st|nd|rd|th)?),? \d{4}(?:,? (?:at )?\d{1,2}:\d{2}\S*(?: ?[ap]m)?)?$/iu,
];

/** A title that was cut by a program, not an author, is at least this long, in characters. */
const CUT = 40;

/** How much of a text a title can repeat, with the addresses in it: in characters, and for each of its own. */
const [NEAR, FAR] = [1000, 8];

/** What a title is held against. `text` is that of its entry, `apart` whether it begins with a heading or a picture. */
export interface Said {
  readonly text: string;
  readonly apart: boolean;
}

/**
 * Whether a title says something that the text does not. Of an entry without text it is all there is. A word with which
 * the text happens to begin is a title; the whole text, its first line, or a beginning that is cut off is none.
 */
export function isTitle(title: string, { text, apart }: Said): boolean {
  if (title === '') return false;
  if (text === '') return true;
  if (NO_TITLES.some((pattern) => pattern.test(title))) return false;
  const begins = text.slice(0, Math.max(NEAR, FAR * title.length));
  const [whole, first] = [begins, begins.split('\n')[0] ?? ''].map(bare);
  const said = bare(title);
  const start = said.replace(/\s*(?:\[?…\]?|\[?\.{3}\]?)$/u, '');
  if (said === whole || start === whole) return false;
  if (start !== said) return start === '' || !whole?.startsWith(start);
  if (said === first) return apart;
  return Array.from(said).length < CUT || !whole?.startsWith(said) || apart;
}

/** What is compared: one line, without the addresses that stand behind words. */
function bare(text: string): string {
  return oneLine(text.replace(/ \((?:https?|xmpp|mailto):[^\s)]*\)/g, '')).toLowerCase();
}
