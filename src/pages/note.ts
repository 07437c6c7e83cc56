// The page of one post, note or article.
import type { Entry, Post } from '../model/entry.ts';
import { dayIn, periodIn } from '../model/language.ts';
import type { Page } from '../model/page.ts';
import type { Site } from '../model/site.ts';
import type { Sketch } from '../model/sketch.ts';
import { yearPlace } from './calendar.ts';
import { elsewherePath } from './elsewhere-path.ts';
import { excerptOf } from '../model/excerpt.ts';
import { postLinks, sharedOf, type Head } from './head.ts';
import { linkedPost } from './linked.ts';
import { sharedPhoto } from './media.ts';
import { threadPath } from './thread-path.ts';
import { shownOf, type Place, type Shown } from './shown.ts';

/** The page of one post. */
export interface NoteSketch extends Sketch {
  readonly maker: 'note';
  /** The path of the first post of its thread, where it is in one. */
  readonly frame: string | undefined;
}

/** The page of a post. */
export function notePage(site: Site, { path, frame }: NoteSketch, [post]: readonly Post[]): Page {
  if (!post) throw new Error(`no post for ${path}`);
  const shown = shownOf(site, post);
  const data = {
    head: headOf(site, post, shown),
    post: shown,
    up: upTo(site, shown.path),
    ...(frame !== undefined && { thread: threadPath(frame) }),
    ...(site.preview !== undefined && { elsewhere: elsewherePath(post.entry.key) }),
  };
  return { path, template: 'note.njk', data };
}

/** The places above a post's page. */
export function upTo(site: Site, path: string): readonly Place[] {
  const month = path.slice(0, 'YYYY/MM/'.length);
  return [yearPlace(month.slice(0, 'YYYY/'.length)), { name: periodIn(site, month), path: month }];
}

function headOf(site: Site, post: Post, shown: Shown): Head {
  const { entry } = post;
  const photo = entry.warning === undefined ? sharedPhoto(post) : undefined;
  const name = nameOf(site, entry, shown);
  const description = excerptOf(shown.excerpt, 200);
  return {
    title: entry.title === undefined ? name : `${name} · ${site.title}`,
    name,
    description,
    url: entry.url,
    type: 'article',
    ...(photo ? { image: photo } : sharedOf(site)),
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
