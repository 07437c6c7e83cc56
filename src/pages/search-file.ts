// The files that the search page asks, as they are written.
import type { Card } from '../model/card.ts';
import type { Post } from '../model/entry.ts';
import { directionOf } from '../model/language.ts';
import { numbersInto, NUMBERS, searchedOf } from '../model/searched.ts';
import type { Site } from '../model/site.ts';
import type { WordsSketch } from './search.ts';

const MONTH = 'YYYY/MM/'.length;

/** One of so many months that hold none of a word's letters is loaded in vain; each number is a byte. */
const VAIN = 64;

/** A byte that says no number yet: the gap is wider. */
const WIDE = 255;

/** A post in a file of the search; what is empty at the end is left out. */
type Line = readonly [
  /** `hello` of `2026/11/hello/`. */
  slug: string,
  /** Of the month. */
  day: number,
  text: string,
  tags: readonly string[],
  title: string,
  /** Both only where the language is not the site's. */
  lang: string,
  dir: string,
];

/** What posts say: JSON, a line for each. */
export function saidFile(site: Site, posts: readonly Post[], cards: readonly Card[]): string {
  const lines = posts.map((post, at) => JSON.stringify(short(lineOf(site, post, cards[at]?.day ?? ''))));
  return `[\n${lines.join(',\n')}\n]\n`;
}

function lineOf(site: Site, { entry, path }: Post, date: string): Line {
  const { title, text, tags } = searchedOf(entry);
  const { lang } = entry;
  const ofItsOwn = lang === site.language ? (['', ''] as const) : ([lang, directionOf(lang)] as const);
  return [path.slice(MONTH, -1), Number(date.slice(MONTH, -1)), text, tags, title, ...ofItsOwn];
}

function short(line: Line): readonly unknown[] {
  return line.slice(0, line.findLastIndex((part) => typeof part === 'number' || part.length > 0) + 1);
}

/**
 * Which words the months of a year may hold: a line of JSON, [name, range, bytes] for each, newest first, then the bytes
 * of each. They are the numbers of its words, each the rest of a division by the range, in order, as gaps.
 */
export function wordsFile({ frame, cards }: WordsSketch): Uint8Array {
  const heads: (readonly [string, number, number])[] = [];
  const gaps: Uint8Array[] = [];
  const eachOnce = repeatsTaken();
  let first = 0;
  for (const [name, posts] of frame) {
    const numbers = eachOnce(numbersOfCards(cards.slice(first, first + posts)));
    first += posts;
    const range = Math.max(1, Math.min(NUMBERS, VAIN * numbers.length));
    const bytes = gapsOf(eachOnce(numbers.map((number) => number % range)).sort());
    heads.push([name, range, bytes.length]);
    gaps.push(bytes);
  }
  return Buffer.concat([new TextEncoder().encode(`${JSON.stringify(heads)}\n`), ...gaps]);
}

/** The numbers of the words of these posts. */
function numbersOfCards(cards: readonly Card[]): Uint16Array {
  const all = new Uint16Array(cards.reduce((length, { traces }) => length + traces.length, 0));
  let at = 0;
  for (const { traces } of cards) {
    numbersInto(all, at, traces);
    at += traces.length;
  }
  return all;
}

/**
 * Takes from numbers those that come again. A year of ten thousand posts has 200,000, and each note makes its file anew:
 * with sets of numbers that takes ten times as long.
 */
function repeatsTaken(): (numbers: Uint16Array) => Uint16Array {
  // In which turn each came last, so that nothing has to be cleared between two.
  const came = new Uint32Array(NUMBERS);
  let turn = 0;
  return (numbers) => {
    turn += 1;
    const once = new Uint16Array(numbers.length);
    let found = 0;
    for (const number of numbers) {
      if (came[number] !== turn) once[found++] = number;
      came[number] = turn;
    }
    return once.subarray(0, found);
  };
}

function gapsOf(numbers: Uint16Array): Uint8Array {
  const bytes: number[] = [];
  let before = 0;
  for (const number of numbers) {
    for (let gap = number - before; ; gap -= WIDE) {
      bytes.push(Math.min(gap, WIDE));
      if (gap < WIDE) break;
    }
    before = number;
  }
  return Uint8Array.from(bytes);
}
