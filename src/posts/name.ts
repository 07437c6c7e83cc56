// What a post is called: its key (for ever) and the last part of its address.
import type { Problem } from '../model/problem.ts';
import { DATED } from './dates.ts';

export interface Name {
  readonly key: string;
  readonly slug: string;
  readonly problems: readonly Problem[];
}

const KEY = /^[A-Za-z0-9._-]{1,200}$/;
const SLUG = /^[a-z0-9][a-z0-9._-]{0,99}$/;

// What else stands in a month's folder: its page and feed, and the days of a big month.
const TAKEN = /^(?:\d\d|index|index\.html|atom\.xml|rss\.xml|feed\.json)$/;

/** The file's name without folder and `.md`. */
export function stemOf(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1).replace(/\.md$/, '');
}

interface Given {
  readonly id?: string;
  readonly slug?: string;
  readonly at: (key: string) => string;
}

/** From `id:` and `slug:`, else from the file's name: `2026-11-22-Hello.md` has that stem as key, and the slug `hello`. */
export function nameOf(file: string, given: Given): Name {
  const stem = stemOf(file);
  const key = given.id ?? stem;
  // A note without words in its name, 2026-11-22T0930.md, is called by its time.
  const slug = given.slug ?? (stem.replace(DATED, '') || (DATED.exec(stem) ?? []).slice(2).join('')).toLowerCase();
  const problems: Problem[] = [];
  const at = (name: 'id' | 'slug'): string => (given[name] === undefined ? file : given.at(name));
  if (!KEY.test(key)) problems.push({ where: at('id'), ...badKey(key, given.id) });
  else if (!SLUG.test(slug) || TAKEN.test(slug)) problems.push({ where: at('slug'), ...badSlug(slug, given.slug) });
  return { key, slug, problems };
}

function badKey(key: string, id: string | undefined): Omit<Problem, 'where'> {
  const what = `"${key}" cannot be a post's key: only the letters a to z, digits, dot, _ and - can, 200 at most.`;
  return { what, next: id === undefined ? 'Rename the file, or give the post an id:.' : 'Write another id:.' };
}

function badSlug(slug: string, written: string | undefined): Omit<Problem, 'where'> {
  const next = written === undefined ? 'Rename the file, or give the post a slug:.' : 'Write another slug:.';
  if (slug === '')
    return { what: 'The name of the file has no words after its date, so the post has no address.', next };
  if (TAKEN.test(slug)) return { what: `"${slug}" is taken in the addresses of every month.`, next };
  const what = `"${slug}" cannot end an address: it begins with a letter or digit and holds only a to z, 0 to 9, dot, _ and -, 100 at most.`;
  return { what, next };
}
