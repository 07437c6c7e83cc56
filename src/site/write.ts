// The built site on disk becomes what was made, by as few writes as there are differences.
import type { File } from '../model/page.ts';
import type { Files } from '../world/world.ts';

export interface Changes {
  readonly written: readonly string[];
  readonly removed: readonly string[];
  /** How many files the site has now. */
  readonly all: number;
}

/**
 * Writes the files that differ from those on disk and removes those that are no more. Pages go first and feeds last,
 * so that a feed never names a page that is not there; each file is replaced by a rename.
 */
export async function writeSite(built: Files, files: readonly File[]): Promise<Changes> {
  const before = await built.list('');
  const wanted = new Set(files.map(({ path }) => path));
  const removed = before.filter((path) => !wanted.has(path));
  const written: string[] = [];
  for (const file of [...files.filter((each) => !isFeed(each.path)), ...files.filter((each) => isFeed(each.path))]) {
    if (await holds(built, file)) continue;
    await built.write(file.path, file.bytes);
    written.push(file.path);
  }
  for (const path of removed) await built.remove(path);
  return { written, removed, all: files.length };
}

async function holds(built: Files, { path, bytes }: File): Promise<boolean> {
  const wanted = Buffer.from(bytes as Uint8Array);
  if ((await built.size(path)) !== wanted.length) return false;
  const there = await built.readBytes(path);
  return there !== undefined && wanted.equals(there);
}

function isFeed(path: string): boolean {
  return /(^|\/)(atom\.xml|rss\.xml|feed\.json|sitemap\.xml)$/.test(path);
}
