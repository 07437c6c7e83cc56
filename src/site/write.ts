// The built site on disk becomes what was made: nothing of it is seen until all of it was made.
import type { Files } from '../world/world.ts';

/** What a build changed in the built site. */
export interface Changes {
  readonly written: readonly string[];
  readonly removed: readonly string[];
  /** How many files the site has now. */
  readonly all: number;
}

/** Where new files wait until all are made. */
export const STAGE = '.skein/stage';

/**
 * Brings what waits on the stage into the built site, each file by a rename. Pages go first and feeds last, so that a feed
 * never names a page that is not there; what is gone goes at the end, unless it is in the way.
 */
export async function bringOut(files: Files, built: string, { written, removed }: Moves): Promise<void> {
  const there = files.folder(built);
  const [comes, folders] = [new Set(written), new Set(written.flatMap(foldersOf))];
  const isInTheWay = (path: string): boolean =>
    folders.has(path) || foldersOf(path).some((folder) => comes.has(folder));
  for (const path of removed.filter(isInTheWay)) await there.remove(path);
  for (const path of [...written.filter((each) => !isFeed(each)), ...written.filter(isFeed)]) {
    await files.move(`${STAGE}/${path}`, path, there);
  }
  for (const path of removed) await there.remove(path);
}

/** The same where there is no built site yet: the stage becomes it, by one rename. */
export async function bringAllOut(files: Files, built: string, { written }: Moves): Promise<void> {
  if (written.length > 0) await files.move(STAGE, built);
}

type Moves = Pick<Changes, 'written' | 'removed'>;

/** `a/b/c` is in `a` and `a/b`. */
function foldersOf(path: string): string[] {
  const parts = path.split('/');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
}

// The sitemap names pages too, by way of those of its months, and so do the files of the search.
function isFeed(path: string): boolean {
  return /(^|\/)(atom\.xml|rss\.xml|feed\.json|sitemap\.xml)$|^search\/.+\.(json|bin)$/.test(path);
}
