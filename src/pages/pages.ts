// Which pages a site has, and what each is given. A new post touches its own page, home, its month and year, and the
// pages of its tags: no page shows what changes elsewhere.
import type { Card } from '../model/card.ts';
import type { Post } from '../model/entry.ts';
import type { Page } from '../model/page.ts';
import type { Problem } from '../model/problem.ts';
import { yearsOf, type Shelf } from '../model/shelf.ts';
import type { Site } from '../model/site.ts';
import type { Sketch } from '../model/sketch.ts';
import { calendarSketches, periodPage, spanPage, yearPlace, type PeriodSketch, type SpanSketch } from './calendar.ts';
import { followPage } from './follow.ts';
import { listingHead, type Head } from './head.ts';
import { notePage, type NoteSketch } from './note.ts';
import { searchPage, searchSketch, type SearchSketch } from './search.ts';
import { NEWEST, shownOf } from './shown.ts';
import { tagPage, tagSketches, tagsPage, tagYearPage } from './tags.ts';
import { threadPage, threadSketches, type ThreadSketch } from './thread.ts';
import type { TagSketch, TagsSketch, TagYearSketch } from './tags.ts';

interface HomeSketch extends Sketch {
  readonly maker: 'home';
  /** The paths of the years that have posts; whether the first card is the pinned one. */
  readonly frame: { readonly years: readonly string[]; readonly isPinned: boolean };
}

/** One that is made from the config alone. */
interface LoneSketch extends Sketch {
  readonly maker: 'follow' | 'lost';
}

/** A page of the theme before it has its words. */
export type PageSketch =
  | NoteSketch
  | ThreadSketch
  | HomeSketch
  | SpanSketch
  | PeriodSketch
  | TagsSketch
  | TagSketch
  | TagYearSketch
  | SearchSketch
  | LoneSketch;

/** The pages of posts. Each shows no other post, so that no other post changes it; it only says which thread it is in. */
export function noteSketches({ threads }: Shelf, cards: readonly Card[]): readonly NoteSketch[] {
  return cards.map((card) => {
    return { path: notePath(card), maker: 'note', frame: threads.firsts.get(card.path), cards: [card] };
  });
}

/** The file of a post's page. */
export function notePath({ path }: Card): string {
  return `${path}index.html`;
}

/** The pages that are not of one post, in a fixed order. The site's own templates are not among them. */
export function listingSketches(site: Site, shelf: Shelf): readonly PageSketch[] {
  return [
    homeSketch(site, shelf),
    ...calendarSketches(shelf),
    ...tagSketches(site, shelf),
    ...threadSketches(shelf.threads),
    searchSketch(shelf),
    { path: 'follow/index.html', maker: 'follow', frame: undefined, cards: [] },
    { path: '404.html', maker: 'lost', frame: undefined, cards: [] },
  ];
}

function homeSketch(site: Site, shelf: Shelf): HomeSketch {
  const pinned = pinnedOf(site, shelf);
  const frame = { years: yearsOf(shelf), isPinned: pinned !== undefined };
  return { path: 'index.html', maker: 'home', frame, cards: [...(pinned ? [pinned] : []), ...newestOf(shelf)] };
}

function pinnedOf({ pinned }: Site, { all }: Shelf): Card | undefined {
  return pinned === undefined ? undefined : all.find(({ key }) => key === pinned);
}

function newestOf({ all }: Shelf): readonly Card[] {
  return all.slice(0, NEWEST);
}

/** What is wrong with what the config asks of the pages. */
export function pageProblems(site: Site, shelf: Shelf): readonly Problem[] {
  if (site.pinned === undefined || pinnedOf(site, shelf)) return [];
  return [
    {
      where: 'skein.config.js: pinned',
      what: `No published post is called ${JSON.stringify(site.pinned)}.`,
      next: 'Write the name of its file without .md, or its id; or remove the line.',
    },
  ];
}

/** What the template of a page is given. `posts` are those of the sketch's cards, in their order. */
export function pageOf(site: Site, sketch: PageSketch, posts: readonly Post[]): Page {
  switch (sketch.maker) {
    case 'note':
      return notePage(site, sketch, posts);
    case 'thread':
      return threadPage(site, sketch, posts);
    case 'home':
      return homePage(site, sketch, posts);
    case 'span':
      return spanPage(site, sketch);
    case 'period':
      return periodPage(site, sketch, posts);
    case 'tags':
      return tagsPage(site, sketch);
    case 'tag':
      return tagPage(site, sketch, posts);
    case 'tag year':
      return tagYearPage(site, sketch, posts);
    case 'search':
      return searchPage(site, sketch);
    case 'follow':
      return followPage(site);
    default:
      return lostPage(site);
  }
}

function homePage(site: Site, { path, frame }: HomeSketch, posts: readonly Post[]): Page {
  const head = listingHead(site, { name: site.title, path: '' });
  const shown = posts.map((post) => shownOf(site, post));
  const years = frame.years.map(yearPlace);
  const [pinned, ...newest] = shown;
  const data = frame.isPinned ? { pinned, posts: newest } : { posts: shown };
  return { path, template: 'home.njk', data: { head, ...data, years } };
}

// Hosts show it for any address, so it has none of its own.
function lostPage(site: Site): Page {
  const head: Head = { word: 'lost', description: site.description, type: 'website', links: [] };
  return { path: '404.html', template: '404.njk', data: { head } };
}
