// Who makes what: each address of the site has one maker, and public/ wins.
import { isFresh } from '../model/fresh.ts';
import type { Problem } from '../model/problem.ts';
import type { Sketch } from '../model/sketch.ts';
import type { Seen } from '../world/world.ts';

/** A file that is copied as it is. The frame says which, and in what state: another state is another sketch. */
export interface CopySketch extends Sketch {
  readonly maker: 'copy';
  /** `folder` is relative to the site's, or absolute. */
  readonly frame: { readonly folder: string; readonly from: string; readonly size: number; readonly time: number };
}

/** What systems leave behind in folders. */
const LEFT_BEHIND = /(^|\/)(\.DS_Store|Thumbs\.db|\.gitkeep)$/;

/** The files of public/, as they are. Hidden ones too, for `.well-known/`. */
export function publicSketches(seen: Seen): readonly CopySketch[] {
  return copiesOf(seen, '').flatMap((copy) => {
    return LEFT_BEHIND.test(copy.path) ? [] : [{ ...copy, path: copy.path.slice('public/'.length) }];
  });
}

/** Copies of these files of a folder, each at its own path. */
export function copiesOf({ paths, sizes, times, at: asked }: Seen, folder: string): readonly CopySketch[] {
  return paths.rows.flatMap((from, at) => {
    const [size = -1, changed = 0] = [sizes[at], times[at]];
    // One that was written just now may be written again in the same tick of the disk's clock: next time it is another.
    const time = isFresh(changed, asked) ? -asked : changed;
    return size < 0 ? [] : [{ path: from, maker: 'copy' as const, frame: { folder, from, size, time }, cards: [] }];
  });
}

/** Some hosts and disks hold `A` and `a` as one. */
export function addressKey(path: string): string {
  return path.normalize('NFC').toLowerCase();
}

/** The addresses of the files of public/, as hosts compare them, with their paths. */
export function takenBy(copies: readonly CopySketch[]): ReadonlyMap<string, string> {
  return new Map(copies.map(({ path }) => [addressKey(path), path]));
}

/** What to say of the site's own pages at these paths, which are those of files that Skein makes. */
export function twice(paths: readonly string[]): readonly Problem[] {
  return paths.map((path) => ({
    where: 'templates/',
    what: `A page of your own becomes ${path}, which is a file of Skein’s already.`,
    next: 'Give it another permalink, or name it like the template of the theme that it shall replace.',
  }));
}
