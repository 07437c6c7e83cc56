// Search without a server: the page, and the files that its script asks. What a query loads is what may hold its words.
//
//   search/2026/words.bin     of each month: numbers for its words        a query reads these, newest year first,
//   search/2026/11.json       of each post of a month: what it says       and of these those that may hold all its words
//
// A new post writes its month and its year. Of a month too big for one page each day has a file.
import { periodsOf, type Period } from '../model/calendar.ts';
import type { Card } from '../model/card.ts';
import { grouped } from '../model/grouped.ts';
import type { Page } from '../model/page.ts';
import { remembered } from '../model/remembered.ts';
import { yearsOf, type Shelf } from '../model/shelf.ts';
import type { Site } from '../model/site.ts';
import type { Sketch } from '../model/sketch.ts';
import { themeHead } from './head.ts';

const FOLDER = 'search/';
const YEAR = 'YYYY/'.length;

/** The page with the form. */
export interface SearchSketch extends Sketch {
  readonly maker: 'search';
  /** The paths of the years that have posts, newest first. */
  readonly frame: readonly string[];
}

/** What the posts of a month, or of a day of a big month, say. */
interface SaidSketch extends Sketch {
  readonly maker: 'said';
}

/** Which words each month of a year may hold. */
export interface WordsSketch extends Sketch {
  readonly maker: 'words';
  /** Files, and how many of the cards each has. */
  readonly frame: ReadonlyArray<readonly [name: string, posts: number]>;
}

/** Nothing else on the site depends on these: they may come last. */
export type SearchFile = SaidSketch | WordsSketch;

/** Whether a sketch is of a file that the script of the page asks. */
export function isSearchFile(sketch: Sketch): sketch is SearchFile {
  return sketch.maker === 'said' || sketch.maker === 'words';
}

/** The files of all that was ever posted. */
export function searchFiles(shelf: Shelf): readonly SearchFile[] {
  const years = grouped(periodsOf(shelf), ({ path }) => path.slice(0, YEAR));
  return [...years].flatMap(([year, periods]) => [
    ...periods.map(({ path, cards }) => said(cards, path)),
    wordsIn(year, periods),
  ]);
}

/** The page. It changes once a year. */
export function searchSketch(shelf: Shelf): SearchSketch {
  return { path: `${FOLDER}index.html`, maker: 'search', frame: yearsOf(shelf), cards: [] };
}

/** `2026/11/` is `11`, `2026/11/22/` is `11-22`. */
function nameOf(path: string): string {
  return path.slice(YEAR, -1).replace('/', '-');
}

// The posts of a period are the same array until one of them changes.
const said = remembered((cards: readonly Card[], path: string): SaidSketch => {
  const file = `${FOLDER}${path.slice(0, YEAR)}${nameOf(path)}.json`;
  return { path: file, maker: 'said', frame: undefined, cards };
});

const years = new WeakMap<readonly Card[], { readonly periods: readonly Period[]; readonly sketch: WordsSketch }>();

function wordsIn(year: string, periods: readonly Period[]): WordsSketch {
  const newest = periods[0]?.cards ?? [];
  const before = years.get(newest);
  if (before && isSame(before.periods, periods)) return before.sketch;
  const sketch: WordsSketch = {
    path: `${FOLDER}${year}words.bin`,
    maker: 'words',
    frame: periods.map(({ path, cards }) => [nameOf(path), cards.length]),
    cards: periods.flatMap(({ cards }) => cards),
  };
  years.set(newest, { periods, sketch });
  return sketch;
}

function isSame(a: readonly Period[], b: readonly Period[]): boolean {
  return a.length === b.length && a.every(({ cards }, at) => cards === b[at]?.cards);
}

/** What the template of the page is given. */
export function searchPage(site: Site, { path, frame }: SearchSketch): Page {
  const head = themeHead(site, { word: 'search', path: FOLDER });
  return { path, template: 'search.njk', data: { head, files: FOLDER, searched: frame } };
}
