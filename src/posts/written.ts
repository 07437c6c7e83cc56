// A post before it is a file: what a person said becomes the text and the name of one.
import type { Reply } from '../model/entry.ts';
import { localTime } from './dates.ts';
import { frontMatterText } from './frontmatter.ts';

export interface Wanted {
  readonly text: string;
  /** As the front matter takes it; absent for a draft without one: now. */
  readonly date?: string;
  readonly title?: string;
  readonly tags: readonly string[];
  readonly replyTo?: string | Reply;
  readonly photos: readonly { readonly src: string; readonly alt: string }[];
  readonly draft: boolean;
}

export interface Written {
  /** Where it goes when nothing is there yet: `posts/2026/2026-11-22-geese-over-the-lake.md`. */
  readonly file: string;
  readonly text: string;
}

/** The words of a name at most. */
const WORDS = 6;

/** The file of a new post. The zone decides which day it is. */
export function writtenPost(wanted: Wanted, { now, zone }: { now: Date; zone: string }): Written {
  const here = localTime(now, zone);
  const date = wanted.date ?? here;
  const keys = {
    ...(wanted.title !== undefined && { title: wanted.title }),
    date,
    ...(wanted.tags.length > 0 && { tags: wanted.tags }),
    ...(wanted.replyTo !== undefined && { reply_to: wanted.replyTo }),
    ...(wanted.photos.length > 0 && { photos: wanted.photos }),
    ...(wanted.draft && { draft: 'true' }),
  };
  const day = /^\d{4}-\d\d-\d\d/.exec(date)?.[0] ?? here.slice(0, 'YYYY-MM-DD'.length);
  const name =
    nameOf(wanted.title ?? wanted.text) ||
    here.slice('YYYY-MM-DDT'.length, 'YYYY-MM-DDTHH:MM:SS'.length).replaceAll(':', '');
  return { file: `posts/${day.slice(0, 4)}/${day}-${name}.md`, text: frontMatterText(keys, wanted.text) };
}

// Letters that Latin script can say become a name, without addresses, tags and mentions; else a post is named by its time.
function nameOf(text: string): string {
  const plain = text
    .replaceAll(/https?:\S+|[#@]\S+/g, '')
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase();
  const name = (plain.match(/[a-z0-9]+/g) ?? []).slice(0, WORDS).join('-').slice(0, 60);
  return /[a-z]/.test(name) ? name.replace(/-$/, '') : '';
}
