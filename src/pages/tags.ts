// The history by tag: the newest of each, and its years.
import type { Card } from '../model/card.ts';
import type { Post } from '../model/entry.ts';
import { grouped } from '../model/grouped.ts';
import { monthIn } from '../model/language.ts';
import type { Page } from '../model/page.ts';
import { remembered } from '../model/remembered.ts';
import type { Shelf } from '../model/shelf.ts';
import type { Site } from '../model/site.ts';
import type { Sketch } from '../model/sketch.ts';
import { tagPath } from '../model/tag.ts';
import { yearPlace } from './calendar.ts';
import { feedLinks, listingHead, nodeLinks, themeHead } from './head.ts';
import { NEWEST, shownOf, type Place, type ThemePlace } from './shown.ts';

const TAGS: ThemePlace = { word: 'tags', path: 'tags/' };
/** How often a tag is used, in four steps: of a few posts, of at least 5, 25, 125. */
const STEPS = [5, 25, 125];

/** A tag, and in which step of use. */
interface Used {
  readonly tag: string;
  readonly use: number;
}

/** The list of all tags. */
export interface TagsSketch extends Sketch {
  readonly maker: 'tags';
  /** The more used first. */
  readonly frame: readonly Used[];
}

/** The newest posts of a tag, and the years that have some. */
export interface TagSketch extends Sketch {
  readonly maker: 'tag';
  readonly frame: { readonly tag: string; readonly years: readonly string[] };
}

/** All posts of a tag in a year. */
export interface TagYearSketch extends Sketch {
  readonly maker: 'tag year';
  readonly frame: { readonly tag: string; readonly year: string };
}

/** The list of all tags, and for each tag its page and one for each of its years. */
export function tagSketches(site: Site, { tags }: Shelf): ReadonlyArray<TagsSketch | TagSketch | TagYearSketch> {
  const names = [...tags.keys()].sort(collatorOf(site).compare);
  // By steps, without counts: it changes when a tag is new or comes to another step, not with each post.
  const used = names.map((tag) => ({ tag, use: useOf(tags.get(tag) ?? []) })).sort((a, b) => b.use - a.use);
  const list: TagsSketch = { path: `${TAGS.path}index.html`, maker: 'tags', frame: used, cards: [] };
  return [list, ...names.flatMap((tag) => sketchesOf(tags.get(tag) ?? [], tag))];
}

function useOf({ length }: readonly Card[]): number {
  return STEPS.filter((step) => length >= step).length;
}

// Making one costs more than sorting a thousand tags.
const collators = new Map<string, Intl.Collator>();

function collatorOf({ language }: Site): Intl.Collator {
  const collator = collators.get(language) ?? new Intl.Collator(language);
  collators.set(language, collator);
  return collator;
}

// A tag's posts are the same array until one of them changes.
const sketchesOf = remembered((cards: readonly Card[], tag: string): ReadonlyArray<TagSketch | TagYearSketch> => {
  const path = tagPath(tag);
  const years = [...grouped(cards, ({ day }) => day.slice(0, 'YYYY/'.length))];
  const frame = { tag, years: years.map(([year]) => year) };
  return [
    { path: `${path}index.html`, maker: 'tag' as const, frame, cards: cards.slice(0, NEWEST) },
    ...years.map(([year, cards]) => {
      return { path: `${path}${year}index.html`, maker: 'tag year' as const, frame: { tag, year }, cards };
    }),
  ];
});

/** The list of all tags. */
export function tagsPage(site: Site, { path, frame }: TagsSketch): Page {
  const places = frame.map(({ tag, use }) => ({ name: `#${tag}`, path: tagPath(tag), use }));
  return { path, template: 'places.njk', data: { head: themeHead(site, TAGS), places, up: [] } };
}

/** The newest posts of a tag. */
export function tagPage(site: Site, { path, frame }: TagSketch, posts: readonly Post[]): Page {
  const tag = placeOf(frame.tag);
  const head = listingHead(site, tag, tagLinks(site, tag));
  const years = frame.years.map((year) => ({ ...yearPlace(year), path: tag.path + year }));
  const shown = posts.map((post) => shownOf(site, post));
  return { path, template: 'posts.njk', data: { head, name: tag.name, posts: shown, years, up: [TAGS] } };
}

/** A line for each post of a tag in a year. */
export function tagYearPage(site: Site, { path, frame }: TagYearSketch, posts: readonly Post[]): Page {
  const tag = placeOf(frame.tag);
  const year = yearPlace(frame.year);
  const place = { name: `${tag.name} ${year.name}`, path: tag.path + year.path };
  const head = listingHead(site, place, tagLinks(site, tag));
  return {
    path,
    template: 'lines.njk',
    data: { head, name: year.name, months: monthsOf(site, posts), up: [TAGS, tag] },
  };
}

function placeOf(tag: string): Place {
  return { name: `#${tag}`, path: tagPath(tag) };
}

function tagLinks(site: Site, { name, path }: Place) {
  return [...feedLinks(site, path, `${site.title}: ${name}`), ...nodeLinks(site)];
}

function monthsOf(site: Site, posts: readonly Post[]): readonly unknown[] {
  const months = grouped(posts, ({ entry }) => monthIn(site, entry.published));
  return [...months].map(([name, posts]) => ({
    name,
    posts: posts.map((post) => {
      const { path, title, excerpt, lang, dir, published } = shownOf(site, post);
      return { path, words: title ?? (excerpt || published.time), lang, dir, published };
    }),
  }));
}
