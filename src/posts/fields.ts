// The keys of a post's front matter, as DESIGN §5 lists them. What leaves here is checked; the dates are still text.
import type { Reply } from '../model/entry.ts';
import type { Problem } from '../model/problem.ts';
import type { FrontMatter } from './frontmatter.ts';
import { nearest } from './near.ts';
import type { Repost } from './repost.ts';
import { language, photos, reply, repost, tags, text, yesOrNo } from './values.ts';
import type { Photo, Reader } from './values.ts';

export interface Fields {
  readonly date?: string;
  readonly title?: string;
  readonly tags?: readonly string[];
  readonly reply_to?: Reply;
  readonly repost_of?: Repost;
  readonly draft?: boolean;
  readonly updated?: string;
  readonly lang?: string;
  readonly warning?: string;
  readonly photos?: readonly Photo[];
  readonly slug?: string;
  readonly id?: string;
}

const READERS: { readonly [Key in keyof Fields]-?: Reader<NonNullable<Fields[Key]>> } = {
  date: text,
  title: text,
  tags,
  reply_to: reply,
  repost_of: repost,
  draft: yesOrNo,
  updated: text,
  lang: language,
  warning: text,
  photos,
  slug: text,
  id: text,
};

const KEYS = Object.keys(READERS);

/** The keys that are right, and a problem for each thing that is not. */
export function fieldsOf(front: FrontMatter): { fields: Fields; problems: readonly Problem[] } {
  const fields: Record<string, unknown> = {};
  const problems: Problem[] = [];
  for (const [key, value] of Object.entries(front.data)) {
    if (!Object.hasOwn(READERS, key)) {
      problems.push(unknownKey(front.at(key), key));
      continue;
    }
    const read = READERS[key as keyof Fields](value, key);
    if ('value' in read) fields[key] = read.value;
    else problems.push(...read.wrong.map(({ what, next, words }) => ({ where: front.at(key, words), what, next })));
  }
  return { fields, problems };
}

function unknownKey(where: string, key: string): Problem {
  const meant = nearest(key, KEYS);
  const next = meant === undefined ? `The keys are ${KEYS.join(', ')}.` : `Did you mean "${meant}"?`;
  return { where, what: `There is no key "${key}".`, next };
}
