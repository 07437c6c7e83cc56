// The history by tag: the newest of each, and its years.
import { monthPath } from '../model/calendar.ts';
import type { Entry } from '../model/entry.ts';
import { grouped } from '../model/grouped.ts';
import { monthIn } from '../model/language.ts';
import type { Page } from '../model/page.ts';
import type { Site } from '../model/site.ts';
import { tagPath } from '../model/tag.ts';
import { feedLinks, listingHead, nodeLinks } from './head.ts';
import { NEWEST, shownIn, type Shelf } from './shelf.ts';
import type { Place } from './shown.ts';

const TAGS: Place = { name: 'Tags', path: 'tags/' };

/** The list of all tags, and for each tag its page and one for each of its years. */
export function tagPages(shelf: Shelf): readonly Page[] {
  const tagged = grouped(
    shelf.entries.flatMap((entry) => entry.tags.map((tag) => ({ tag, entry }))),
    ({ tag }) => tag,
  );
  const tags = [...tagged.keys()].sort(new Intl.Collator(shelf.site.language).compare);
  return [
    tagsPage(shelf.site, tags),
    ...tags.flatMap((tag) =>
      pagesOfTag(
        shelf,
        tag,
        (tagged.get(tag) ?? []).map(({ entry }) => entry),
      ),
    ),
  ];
}

// Without counts: it changes when a tag is new, not with each post.
function tagsPage(site: Site, tags: readonly string[]): Page {
  const places = tags.map((tag) => ({ name: `#${tag}`, path: tagPath(tag) }));
  const { name, path } = TAGS;
  const head = listingHead(site, TAGS);
  return { path: `${path}index.html`, template: 'places.njk', data: { head, name, places, up: [] } };
}

function pagesOfTag(shelf: Shelf, tag: string, entries: readonly Entry[]): readonly Page[] {
  const { site } = shelf;
  const name = `#${tag}`;
  const path = tagPath(tag);
  const years = grouped(entries, ({ published }) => monthPath(published, site.timezone).slice(0, 'YYYY/'.length));
  const feeds = [...feedLinks(site, path, `${site.title}: ${name}`), ...nodeLinks(site)];
  const head = listingHead(site, { name, path }, feeds);
  const places = [...years.keys()].map((year) => ({ name: year.slice(0, 4), path: path + year }));
  const posts = shownIn(shelf, entries.slice(0, NEWEST));
  return [
    { path: `${path}index.html`, template: 'posts.njk', data: { head, name, posts, years: places, up: [TAGS] } },
    ...[...years].map(([year, entries]) => {
      const head = listingHead(site, { name: `${name} ${year.slice(0, 4)}`, path: path + year }, feeds);
      const data = { head, name: year.slice(0, 4), months: monthsOf(shelf, entries), up: [TAGS, { name, path }] };
      return { path: `${path}${year}index.html`, template: 'lines.njk', data };
    }),
  ];
}

function monthsOf(shelf: Shelf, entries: readonly Entry[]): readonly unknown[] {
  const months = grouped(entries, ({ published }) => monthIn(shelf.site, published));
  return [...months].map(([name, entries]) => ({
    name,
    posts: shownIn(shelf, entries).map(({ path, title, excerpt, lang, dir, published }) => ({
      path,
      words: title ?? (excerpt || published.time),
      lang,
      dir,
      published,
    })),
  }));
}
