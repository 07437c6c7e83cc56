// The page of one post, note or article.
import type { Entry } from '../model/entry.ts';
import { dayIn, monthIn } from '../model/language.ts';
import { monthPath } from '../model/calendar.ts';
import type { Page } from '../model/page.ts';
import type { Site } from '../model/site.ts';
import { excerptOf } from './excerpt.ts';
import { postLinks, type Head } from './head.ts';
import { linkedPost } from './linked.ts';
import type { Shelf } from './shelf.ts';
import { photosOf, type Shown } from './shown.ts';

/** The page of a post. It shows no other post, so that no other post changes it. */
export function notePage({ site, shown }: Shelf, entry: Entry): Page {
  const post = shown.get(entry);
  if (!post) throw new Error(`no post of this site: ${entry.id}`);
  const month = monthPath(entry.published, site.timezone);
  const up = [
    { name: month.slice(0, 4), path: month.slice(0, 5) },
    { name: monthIn(site, entry.published), path: month },
  ];
  return { path: `${post.path}index.html`, template: 'note.njk', data: { head: headOf(site, entry, post), post, up } };
}

function headOf(site: Site, entry: Entry, post: Shown): Head {
  const photo = entry.warning === undefined ? photosOf(entry)[0] : undefined;
  const name = nameOf(site, entry, post);
  const description = excerptOf(post.excerpt, 200);
  return {
    title: entry.title === undefined ? name : `${name} · ${site.title}`,
    name,
    description,
    url: entry.url,
    type: 'article',
    ...(photo && { image: photo }),
    published: entry.published,
    updated: entry.updated,
    tags: entry.tags,
    links: postLinks(site, entry.key),
    linked: linkedPost(site, entry, name),
  };
}

// A note has no title; its page is called by who wrote it, when, and how it begins.
function nameOf(site: Site, { title, author, published }: Entry, { excerpt }: Shown): string {
  if (title !== undefined) return title;
  const begin = excerptOf(excerpt, 60);
  return `${author.name}, ${dayIn(site, published)}${begin === '' ? '' : `: ${begin}`}`;
}
