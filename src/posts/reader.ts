// The files of posts/ become posts, one by one; those that were read last are at hand.
import { dayPath } from '../model/calendar.ts';
import type { Card, PostsOf } from '../model/card.ts';
import type { Post } from '../model/entry.ts';
import { fingerprintOf, together, type Fingerprint } from '../model/fingerprint.ts';
import { fine, wrong } from '../model/problem.ts';
import type { Checked } from '../model/problem.ts';
import type { Follow } from '../model/people.ts';
import { tracesOf } from '../model/searched.ts';
import { pagePath, type Site } from '../model/site.ts';
import type { Files } from '../world/world.ts';
import { published } from './published.ts';
import { whoIn } from './people.ts';

/** What is known of a file of posts/ since it was read, and what that rests on. */
export interface Known {
  readonly card: Card;
  /** Of its text. */
  readonly text: Fingerprint;
  /**
   * Of the file when it was read: bytes, and the time of its last change. NaN where that time tells nothing, since the
   * file may have been written again in the same tick: so it is never equal to another, and the file is read again.
   */
  readonly size: number;
  readonly time: number;
  /** What else it asked for, where it did. */
  readonly told?: Told | undefined;
}

/** What a post was told of the world around it: addresses of people by their names, sizes of files by their paths. */
export interface Told {
  readonly people: Readonly<Record<string, string | null>>;
  readonly media: Readonly<Record<string, number | null>>;
  /** When the photos among them were last changed; NaN where that tells nothing, as of a post. */
  readonly seen?: Readonly<Record<string, number>>;
}

/** A file to be read. `before` is what was known of it, where all but its text is as it was. */
export interface Unread {
  readonly file: string;
  readonly size: number;
  readonly time: number;
  readonly before?: Known;
}

// Where no post has changed, Markdown and all that it needs is not loaded.
let parsing: ReturnType<typeof parser> | undefined;

async function parser() {
  const [{ enclosuresOf }, { parsePost }] = await Promise.all([import('./media.ts'), import('./parse.ts')]);
  return { enclosuresOf, parsePost };
}

/** Posts that are kept at hand, some 50 MB: what people write in a year, and then some. */
const AT_HAND = 12_000;

/** Values by name; when there are too many, the one that came first goes. */
function atHand<T>() {
  const values = new Map<string, T>();
  const names: string[] = [];
  let next = 0;
  return {
    keep: (name: string, value: T): void => {
      const oldest = names[next];
      if (oldest !== undefined) values.delete(oldest);
      names[next] = name;
      next = (next + 1) % AT_HAND;
      values.set(name, value);
    },
    find: (name: string): T | undefined => values.get(name),
  };
}

export interface Reader {
  /** What is to be known of a file; undefined when it has gone meanwhile. With the text of `before` it is not parsed. */
  read(unread: Unread): Promise<Checked<Known | undefined>>;
  readonly postsOf: PostsOf;
}

/** A reader of one site's posts, as long as its config and the people it follows are the same. */
export function readerOf(
  files: Pick<Files, 'read' | 'size'>,
  { site, follows }: { site: Site; follows: readonly Follow[] },
): Reader {
  const who = whoIn(follows);
  const posts = atHand<{ post: Post; print: Fingerprint }>();

  const parsed = async ({ file, size, time }: Unread, text: string): Promise<Checked<Known>> => {
    const people: Record<string, string | null> = {};
    const media: Record<string, number | null> = {};
    const address = (mention: string): string | undefined => {
      const found = who(mention);
      people[mention] = found ?? null;
      return found;
    };
    const sized = async (path: string): Promise<number | undefined> => {
      const length = await files.size(path);
      media[path] = length ?? null;
      return length;
    };
    const { enclosuresOf, parsePost } = await (parsing ??= parser());
    const read = await parsePost(file, text, { site, who: address });
    if (!read.ok) return read;
    const { enclosures, problems } = await enclosuresOf({ size: sized }, site, read.value.media);
    if (problems.length > 0) return wrong(...problems);
    const post = { ...read.value.post, entry: { ...read.value.post.entry, enclosures } };
    const asked = Object.keys(people).length + Object.keys(media).length > 0;
    const told = asked ? { told: { people, media } } : {};
    const print = fingerprintOf(text);
    const card = cardOf(site, post, together([print, fingerprintOf(file), fingerprintOf(JSON.stringify(told))]));
    posts.keep(file, { post, print: card.print });
    return fine({ card, text: print, size, time, ...told });
  };

  return {
    async read(unread) {
      const text = await files.read(unread.file);
      if (text === undefined) return fine(undefined);
      const { before, size, time } = unread;
      if (before?.text !== fingerprintOf(text)) return parsed(unread, text);
      const { card, text: print, told } = before;
      return fine({ card, text: print, size, time, told });
    },
    async postsOf(cards) {
      const found: Post[] = [];
      for (const { file, print, photos } of cards) {
        if (posts.find(file)?.print !== print) {
          const text = await files.read(file);
          if (text !== undefined) await parsed({ file, size: 0, time: 0 }, text);
        }
        const there = posts.find(file);
        if (there?.print === print) found.push(photos ? published(site, there.post, photos) : there.post);
      }
      return found;
    },
  };
}

// A post is what its text, its name and what it was told make of it, so these stand for all that is shown of it.
function cardOf(site: Site, { file, path, draft, entry }: Post, print: Fingerprint): Card {
  const { key, published, updated, tags, replyTo } = entry;
  const day = dayPath(published, site.timezone);
  const answers = (replyTo && pagePath(site, replyTo.url)) ?? '';
  return { file, key, path, day, published, updated, tags, draft, answers, traces: tracesOf(entry), print };
}
