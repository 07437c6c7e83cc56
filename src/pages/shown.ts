// What a page shows of a post: everything in it is ready to print, so that no template computes or looks anything up.
import type { Post, Reply } from '../model/entry.ts';
import { dayIn, directionOf, timeIn } from '../model/language.ts';
import { remembered } from '../model/remembered.ts';
import { addressOf, sitePath, type Site } from '../model/site.ts';
import { tagPath } from '../model/tag.ts';
import { excerptOf, leadOf } from '../model/excerpt.ts';
import { besideOf, type Beside } from './media.ts';
import { withTables } from './tables.ts';

/** How many posts the home page and the page of a tag show. */
export const NEWEST = 30;

/** A moment for machines and for people. */
interface Moment {
  readonly iso: string;
  readonly day: string;
  readonly time: string;
}

/** A link inside the site, by its path. */
export interface Place {
  readonly name: string;
  readonly path: string;
}

/** A place of the theme: what it is called is a word of templates/_data/words/. */
export interface ThemePlace {
  readonly word: string;
  readonly path: string;
}

/** A tag of a post; one that a note has in its text need not be shown again. */
interface Tagged extends Place {
  readonly isInText: boolean;
}

/** A post as its page and the listings show it. Plain data; `html` is trusted, all else is text. */
export interface Shown extends Beside {
  readonly path: string;
  readonly title?: string;
  /** Of the text, or of the warning before it: what a list or a search engine may show. */
  readonly excerpt: string;
  readonly lang: string;
  readonly dir: 'ltr' | 'rtl';
  readonly author: { readonly name: string; readonly uri: string };
  readonly published: Moment;
  readonly updated?: Moment;
  readonly tags: readonly Tagged[];
  readonly replyTo?: Reply;
  readonly repostOf?: string;
  readonly warning?: string;
  readonly draft: boolean;
}

function momentOf(site: Site, time: string): Moment {
  return { iso: time, day: dayIn(site, time), time: timeIn(site, time) };
}

function taggedIn(site: Site, html: string, tag: string): Tagged {
  const path = tagPath(tag);
  return { name: tag, path, isInText: html.includes(`"${addressOf(site, path)}"`) };
}

// A post is on several pages, and is read for one site.
const readied = remembered(ready);

/** A post, ready for the templates. */
export function shownOf(site: Site, post: Post): Shown {
  return readied(post, site);
}

function ready(post: Post, site: Site): Shown {
  const { entry, path, draft } = post;
  const { title, html, lang, author, published, updated, tags, replyTo, repostOf, warning } = entry;
  const beside = besideOf(post);
  return {
    path,
    ...(title !== undefined && { title }),
    excerpt: warning ?? excerptOf(leadOf(entry), 280),
    lang,
    dir: directionOf(lang),
    author: { name: author.name, uri: author.uri ?? sitePath(site) },
    published: momentOf(site, published),
    ...(updated !== published && { updated: momentOf(site, updated) }),
    tags: tags.map((tag) => taggedIn(site, title === undefined ? html : '', tag)),
    ...(replyTo && { replyTo }),
    ...(repostOf !== undefined && { repostOf }),
    ...beside,
    html: withTables(beside.html),
    ...(warning !== undefined && { warning }),
    draft,
  };
}
