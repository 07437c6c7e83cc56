// A thread on one page: each of its posts keeps its own.
import { excerptOf } from '../model/excerpt.ts';
import type { Post } from '../model/entry.ts';
import type { Page } from '../model/page.ts';
import type { Site } from '../model/site.ts';
import type { Sketch } from '../model/sketch.ts';
import type { Threads } from '../model/threads.ts';
import { listingHead } from './head.ts';
import { upTo } from './note.ts';
import { shownOf } from './shown.ts';
import { threadPath } from './thread-path.ts';

/** All posts of a thread, oldest first. */
export interface ThreadSketch extends Sketch {
  readonly maker: 'thread';
  /** The path of its first post. */
  readonly frame: string;
}

/** The pages of all threads. */
export function threadSketches({ all }: Threads): readonly ThreadSketch[] {
  return Array.from(all, ([first, cards]) => {
    return { path: `${threadPath(first)}index.html`, maker: 'thread', frame: first, cards };
  });
}

/** The page of a thread, called by how it begins. */
export function threadPage(site: Site, { path, frame }: ThreadSketch, posts: readonly Post[]): Page {
  const shown = posts.map((post) => shownOf(site, post));
  const [first] = shown;
  const name = first?.title ?? excerptOf(first?.excerpt ?? '', 60);
  const head = listingHead(site, { name, path: threadPath(frame) });
  return { path, template: 'thread.njk', data: { head, name, posts: shown, up: upTo(site, frame) } };
}
