// What a search finds a post by, and the numbers that stand for it. In the browser `templates/assets/search.js` folds and
// counts the same way, for a theme's script can import nothing from here; test/pages/search.test.ts holds both together.
import type { Entry } from './entry.ts';
import { excerptOf } from './excerpt.ts';

/** What is shown, and looked through, of an entry. What stands behind a warning is not. */
export interface Searched {
  readonly title: string;
  readonly text: string;
  readonly tags: readonly string[];
}

/** On one line and without addresses; what a photo shows counts as text. */
export function searchedOf({ title, text, tags, enclosures, warning }: Entry): Searched {
  const alts = enclosures.map((file) => file.title ?? '').filter((alt) => !text.includes(alt));
  const shown = warning === undefined ? [text, ...alts] : [warning];
  return { title: lineOf(title ?? ''), text: lineOf(shown.join(' ')), tags };
}

// Composed, so that each letter with its accent is one character.
function lineOf(text: string): string {
  return excerptOf(text, Infinity).normalize('NFC');
}

/** Accents of Latin, Greek and Cyrillic; the points of Hebrew and Arabic, and what only stretches an Arabic word. */
const MARKS = /[\u0300-\u036F\u0591-\u05C7\u0610-\u061A\u0640\u064B-\u065F\u0670]/g;

/** Letters that are written for others and have no accent to take away. */
const LETTERS: Readonly<Record<string, string>> = { æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd' };

const folds = new Map<string, string>();

/** A text as it is compared: `Ærø, ẞ` is `aero, ss`. Character by character, so that a place in it can be found again. */
export function foldedOf(text: string): string {
  let folded = '';
  for (const character of text) folded += folds.get(character) ?? foldOf(character);
  return folded;
}

function foldOf(character: string): string {
  const bare = character.normalize('NFKD').replace(MARKS, '').normalize('NFKC');
  const lower = bare.toUpperCase().toLowerCase();
  const fold = LETTERS[lower] ?? lower;
  folds.set(character, fold);
  return fold;
}

/** How scripts join words: without a space between two, or to what stands before; else a word stands alone. */
const JOINED = String.raw`[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]`;
const LED = String.raw`[\p{sc=Arab}\p{sc=Hebr}]`;
const RUNS = new RegExp(
  String.raw`(?<two>(?:(?=[\p{L}\p{M}\p{N}])${JOINED})+)|(?<three>(?:(?=[\p{L}\p{M}\p{N}])${LED})+)|(?:(?!${JOINED}|${LED})[\p{L}\p{M}\p{N}])+`,
  'gu',
);

/** Letters of a word that count: shorter ones begin too many. */
const BEGINNING = 4;

/** The parts of a folded text that stand for it: two letters, three, or the beginning of a word. */
function* partsOf(folded: string): Iterable<string> {
  for (const { 0: run, groups } of folded.matchAll(RUNS)) {
    const length = groups?.['two'] ? 2 : groups?.['three'] ? 3 : BEGINNING;
    const last = length === BEGINNING ? Math.min(0, run.length - BEGINNING) : run.length - length;
    for (let at = 0; at <= last; at++) yield run.slice(at, at + length);
  }
}

/** Numbers are below this. With `FIRST` they are characters that stand alone. */
export const NUMBERS = 0xd700;
const FIRST = 0x100;

/** FNV-1a, spread over the numbers. */
function numberOf(part: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < part.length; at++) hash = Math.imul(hash ^ part.charCodeAt(at), 0x01000193);
  return ((hash ^ (hash >>> 15)) >>> 0) % NUMBERS;
}

// People use the same words again and again; a few that nobody uses are no loss.
const known = new Map<string, readonly number[]>();
const MANY = 50_000;
const LONG = 32;

function numbersOfWord(word: string): readonly number[] {
  const before = known.get(word);
  if (before) return before;
  const numbers = Array.from(partsOf(foldedOf(word)), numberOf);
  if (known.size < MANY && word.length < LONG) known.set(word, numbers);
  return numbers;
}

/** The numbers of a text, each once. */
export function numbersOf(text: string): ReadonlySet<number> {
  const numbers = new Set<number>();
  for (const word of text.split(' ')) for (const number of numbersOfWord(word)) numbers.add(number);
  return numbers;
}

/** Those of an entry, each as a character: so a card carries them. */
export function tracesOf(entry: Entry): string {
  const { title, text, tags } = searchedOf(entry);
  let traces = '';
  for (const number of numbersOf([title, text, ...tags].join(' '))) traces += String.fromCharCode(FIRST + number);
  return traces;
}

/** Writes the numbers of such a text into others, from a place on: as many as it has characters. */
export function numbersInto(numbers: Uint16Array, from: number, traces: string): void {
  for (let at = 0; at < traces.length; at++) numbers[from + at] = traces.charCodeAt(at) - FIRST;
}
