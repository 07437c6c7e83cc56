// The files of a site straight from its posts, for tests of single pages and feeds.
import { feedSketches } from '../src/feeds/archives.ts';
import { feedOf } from '../src/feeds/feed.ts';
import { dayPath } from '../src/model/calendar.ts';
import type { Card } from '../src/model/card.ts';
import type { Entry, Post } from '../src/model/entry.ts';
import { fingerprintOf } from '../src/model/fingerprint.ts';
import type { File, Page } from '../src/model/page.ts';
import { shelfOf, type Shelf } from '../src/model/shelf.ts';
import { tracesOf } from '../src/model/searched.ts';
import { pagePath, type Site } from '../src/model/site.ts';
import { listingSketches, noteSketches, pageOf } from '../src/pages/pages.ts';
import { plainSketches } from '../src/pages/plain.ts';
import { plainOf } from '../src/pages/machines.ts';

/** The card of a post. */
export function cardOf(site: Site, { file, path, draft, entry }: Post): Card {
  const { key, published, updated, tags, replyTo } = entry;
  const day = dayPath(published, site.timezone);
  const answers = (replyTo && pagePath(site, replyTo.url)) ?? '';
  return {
    file,
    key,
    path,
    day,
    published,
    updated,
    tags,
    draft,
    answers,
    traces: tracesOf(entry),
    print: fingerprintOf(JSON.stringify(entry)),
  };
}

/** Every page of the theme. */
export function pagesOf(site: Site, posts: readonly Post[]): readonly Page[] {
  const { shelf, postOf } = shelved(site, posts);
  const [home, ...others] = listingSketches(site, shelf);
  const sketches = [...(home ? [home] : []), ...noteSketches(shelf, shelf.all), ...others];
  return sketches.map((sketch) => pageOf(site, sketch, sketch.cards.map(postOf)));
}

/** robots.txt and the sitemaps. */
export function plainFiles(site: Site, posts: readonly Post[]): readonly File[] {
  return plainSketches(site, shelved(site, posts).shelf).map((sketch) => ({
    path: sketch.path,
    bytes: plainOf(site, sketch),
  }));
}

/** All feeds of these entries; `now` tells which periods are finished. */
export function feedFiles(site: Site, entries: readonly Entry[], now: Date): readonly File[] {
  const { shelf, postOf } = shelved(
    site,
    entries.map((entry) => postFrom(site, entry)),
  );
  return feedSketches(site, shelf, now).map((sketch) => ({
    path: sketch.path,
    bytes: feedOf(
      site,
      sketch,
      sketch.cards.map(postOf).map(({ entry }) => entry),
    ),
  }));
}

/** A shelf of entries. */
export function shelfFrom(site: Site, entries: readonly Entry[]): Shelf {
  return shelved(
    site,
    entries.map((entry) => postFrom(site, entry)),
  ).shelf;
}

function postFrom(site: Site, entry: Entry): Post {
  return { file: `posts/${entry.key}.md`, path: entry.url.slice(site.url.length), draft: false, entry };
}

/** Posts on their shelf. */
export function shelved(site: Site, posts: readonly Post[]): { shelf: Shelf; postOf: (card: Card) => Post } {
  const byCard = new Map(posts.map((post) => [cardOf(site, post), post]));
  const postOf = (card: Card): Post => {
    const post = byCard.get(card);
    if (!post) throw new Error(`no post of this shelf: ${card.file}`);
    return post;
  };
  return { shelf: shelfOf([...byCard.keys()]), postOf };
}
