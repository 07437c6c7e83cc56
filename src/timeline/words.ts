// Words and tags in the form in which they are compared.
import { foldedName } from '../model/name.ts';

const PLAIN = /^[\t\n\r\x20-\x7e]*$/;
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}]/gu;

/** A text without the signs that nobody sees: marks of direction, joiners, blanks without width. */
export function seen(text: string): string {
  return PLAIN.test(text) ? text : text.replaceAll(UNSEEN, '');
}

/**
 * A text in the one form of all ways to write it: letter case, width, ligatures, quotes, blanks, and signs that nobody
 * sees count for nothing. Addresses are no words: what links to a page does not say what is in its address.
 */
export function foldedWords(text: string): string {
  const bare = text.includes('://') ? text.replaceAll(ADDRESS, ' ') : text;
  const one = PLAIN.test(bare) ? bare.toLowerCase() : foldedLetters(bare);
  return BLANKS.test(one) ? one.replaceAll(/\s+/g, ' ') : one;
}

const ADDRESS = /\b[a-z][a-z0-9+.-]{0,20}:\/\/[^\s<>"]+/gi;
const BLANKS = /\s\s|[^\S ]/;

function foldedLetters(text: string): string {
  const one = seen(text.normalize('NFKC'));
  // By way of capitals, so that STRASSE and straße are one word.
  const folded = one.toUpperCase().toLowerCase().normalize('NFKC');
  return folded.replaceAll(/[ς‘’ʼ“”„]/g, (char) => ONE[char] ?? char);
}

// A sigma has a form of its own at the end of a word, and programs put curved quotes for straight ones.
const ONE: Readonly<Record<string, string>> = { ς: 'σ', '‘': "'", '’': "'", ʼ: "'", '“': '"', '”': '"', '„': '"' };

/** A tag has no blanks, and a category of the same words has: #WorldCup is "World Cup" and `world-cup`. */
export function foldedTag(tag: string): string {
  return foldedName(seen(tag)).normalize('NFKC');
}
