// The files of posts/ become the posts of the site.
import { newestFirst } from '../model/entry.ts';
import type { Post } from '../model/entry.ts';
import { grouped } from '../model/grouped.ts';
import { fine, wrong } from '../model/problem.ts';
import type { Checked, Problem } from '../model/problem.ts';
import type { Follow } from '../model/people.ts';
import type { Site } from '../model/site.ts';
import type { Files } from '../world/world.ts';
import { enclosuresOf } from './media.ts';
import { parsePost } from './parse.ts';
import type { Context } from './parse.ts';
import { whoIn } from './people.ts';

/** All posts of a site, each newest first, and everything that is wrong with them. */
export interface Posts {
  readonly posts: readonly Post[];
  readonly drafts: readonly Post[];
  /** Those whose date is further ahead than a clock goes wrong. */
  readonly waiting: readonly Post[];
  readonly problems: readonly Problem[];
}

/** Milliseconds that a post may be ahead of the clock: two machines never quite agree. */
const AHEAD = 15 * 60_000;

/** Files that are read at once. */
const AT_ONCE = 64;

/**
 * Reads what ends in `.md` anywhere below posts/, but for hidden files. When there are problems, the posts that have none
 * are given too.
 */
export async function readPosts(
  files: Pick<Files, 'list' | 'read' | 'size'>,
  { site, follows, now }: { site: Site; follows: readonly Follow[]; now: Date },
): Promise<Posts> {
  const names = (await files.list('posts')).filter((file) => file.endsWith('.md') && !/(?:^|\/)\./.test(file));
  const context = { site, who: whoIn(follows) };
  const read: Checked<Post | undefined>[] = [];
  for (let from = 0; from < names.length; from += AT_ONCE) {
    read.push(...(await Promise.all(names.slice(from, from + AT_ONCE).map((name) => readPost(files, name, context)))));
  }
  const all = read.flatMap((each) => (each.ok && each.value) || []);
  const latest = now.getTime() + AHEAD;
  const isDue = ({ entry }: Post): boolean => Date.parse(entry.published) <= latest;
  const ordered = all.toSorted((a, b) => newestFirst(a.entry, b.entry));
  return {
    posts: ordered.filter((post) => !post.draft && isDue(post)),
    drafts: ordered.filter(({ draft }) => draft),
    waiting: ordered.filter((post) => !post.draft && !isDue(post)),
    problems: [...read.flatMap((each) => (each.ok ? [] : each.problems)), ...doubled(all)],
  };
}

/** One post with its enclosures; undefined when the file has gone since it was listed. */
async function readPost(
  files: Pick<Files, 'read' | 'size'>,
  file: string,
  context: Context,
): Promise<Checked<Post | undefined>> {
  const text = await files.read(file);
  if (text === undefined) return fine(undefined);
  const parsed = parsePost(file, text, context);
  if (!parsed.ok) return parsed;
  const { post, media } = parsed.value;
  const { enclosures, problems } = await enclosuresOf(files, context.site, media);
  if (problems.length > 0) return wrong(...problems);
  return fine({ ...post, entry: { ...post.entry, enclosures } });
}

// Case is ignored: many disks and some readers do not tell a from A.
function doubled(posts: readonly Post[]): readonly Problem[] {
  const keys = clashes(posts, ({ entry }) => entry.key, 'key');
  const told = new Set(keys.map(({ where }) => where));
  return [...keys, ...clashes(posts, ({ path }) => path, 'address').filter(({ where }) => !told.has(where))];
}

function clashes(posts: readonly Post[], of: (post: Post) => string, noun: 'key' | 'address'): readonly Problem[] {
  const groups = [...grouped(posts, (post) => of(post).toLowerCase()).values()];
  return groups.flatMap(([first, ...others]) =>
    others.map((post) => ({
      where: post.file,
      what: `Its ${noun} "${of(post)}" is that of ${first?.file} too.`,
      next: noun === 'key' ? 'Rename one of the two, or give it another id:.' : 'Give one of the two another slug:.',
    })),
  );
}
