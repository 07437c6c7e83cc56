// The work that a build can have done by several threads: posts are read, and files are made.
import type { FeedSketch } from '../../feeds/archives.ts';
import type { PostsOf } from '../../model/card.ts';
import type { Follow } from '../../model/people.ts';
import { fine, type Checked, type Problem } from '../../model/problem.ts';
import type { Site } from '../../model/site.ts';
import type { PageSketch } from '../../pages/pages.ts';
import type { PlainSketch } from '../../pages/plain.ts';
import { readerOf, type Known, type Reader, type Unread } from '../../posts/reader.ts';
import type { SearchFile } from '../../pages/search.ts';
import type { CopySketch } from '../../site/gather.ts';
import type { CoverSketch } from './cover.ts';
import type { PhotoSketch } from './photos.ts';
import type { NewFile, Stale } from '../../site/made.ts';
import type { World } from '../../world/world.ts';

/** A file of the site before it is made, by whoever makes it. */
export type AnySketch = PageSketch | FeedSketch | PlainSketch | SearchFile | CopySketch | PhotoSketch | CoverSketch;

/** What posts are read and files are made for: the site as an edition shows it, and whom its author follows. */
export interface Scene {
  readonly site: Site;
  readonly follows: readonly Follow[];
}

/** What is asked of a thread: a worker's `read` and `make`, as a message. */
export type Task = { readonly read: readonly Unread[] } | { readonly make: readonly Stale[] };

/** The part of the world that one works with. */
export type Tools = Pick<World, 'files' | 'render' | 'hash' | 'images'>;

/** Files of posts/ as they were read. Those that have gone are not among them. */
export interface Read {
  readonly known: readonly Known[];
  readonly problems: readonly Problem[];
}

/** One who works on a scene, in this thread or in another. */
export interface Worker {
  /** Loads all that it takes to read posts and make files, so that the first of them need not wait. */
  readonly ready: () => Promise<void>;
  readonly read: (unread: readonly Unread[]) => Promise<Read>;
  /** Makes files and puts them on the stage; a post or a copy that has changed since it was looked at is a problem. */
  readonly make: (stale: readonly Stale[]) => Promise<Checked<readonly NewFile[]>>;
  readonly postsOf: PostsOf;
}

/** Loads what reads posts and makes files. */
export async function loadWork(): Promise<void> {
  await Promise.all([import('./make.ts'), import('../../posts/parse.ts')]);
}

/** A worker with these tools. */
export function workerFor(tools: Tools, scene: Scene): Worker {
  const reader = readerOf(tools.files, scene);
  return {
    ready: async () => {
      await Promise.all([loadWork(), tools.render.pages(scene.site, [])]);
    },
    read: async (unread) => readAll(reader, unread),
    make: async (stale) => {
      if (stale.length === 0) return fine([]);
      // What makes files takes long to load, and where nothing has changed it is not needed.
      const { makeAll } = await import('./make.ts');
      return makeAll(tools, { site: scene.site, postsOf: reader.postsOf }, stale);
    },
    postsOf: reader.postsOf,
  };
}

async function readAll(reader: Reader, unread: readonly Unread[]): Promise<Read> {
  const known: Known[] = [];
  const problems: Problem[] = [];
  for (const one of unread) {
    const read = await reader.read(one);
    if (!read.ok) problems.push(...read.problems);
    else if (read.value) known.push(read.value);
  }
  return { known, problems };
}
