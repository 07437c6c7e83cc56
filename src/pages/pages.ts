// Which pages a site has, and what each is given. A new post touches its own page, home, its month and year, and the
// pages of its tags: no page shows what changes elsewhere.
import type { Post } from '../model/entry.ts';
import type { Page } from '../model/page.ts';
import type { Site } from '../model/site.ts';
import { calendarPages, yearsOf } from './calendar.ts';
import { followPage } from './follow.ts';
import { listingHead, type Head } from './head.ts';
import { notePage } from './note.ts';
import { NEWEST, shelfOf, shownIn, type Shelf } from './shelf.ts';
import { tagPages } from './tags.ts';

/** Every page of the theme, in a fixed order. The site's own templates are not among them. */
export function pagesOf(site: Site, posts: readonly Post[]): readonly Page[] {
  const shelf = shelfOf(site, posts);
  return [
    homePage(shelf),
    ...shelf.entries.map((entry) => notePage(shelf, entry)),
    ...calendarPages(shelf),
    ...tagPages(shelf),
    followPage(site),
    lostPage(site),
  ];
}

function homePage(shelf: Shelf): Page {
  const { site, entries } = shelf;
  const head = listingHead(site, { name: site.title, path: '' });
  const posts = shownIn(shelf, entries.slice(0, NEWEST));
  return { path: 'index.html', template: 'home.njk', data: { head, posts, years: yearsOf(site, entries) } };
}

// Hosts show it for any address, so it has none of its own.
function lostPage(site: Site): Page {
  const head: Head = { title: site.title, name: site.title, description: site.description, type: 'website', links: [] };
  return { path: '404.html', template: '404.njk', data: { head } };
}
