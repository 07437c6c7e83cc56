// What the last build left, while nothing but posts is other than it was then. When no post is either, nothing is read,
// planned or made: not even the memory is taken apart, for its columns are compared as they lie in it.
import { shelfOf } from '../../model/shelf.ts';
import { indexOf, latestOf, shownOf } from '../../posts/known.ts';
import { differing, type Difference } from '../../site/columns.ts';
import type { World } from '../../world/world.ts';
import type { Built } from '../build.ts';
import type { Found } from './find.ts';
import { isLast, treeIn, type Edition } from './memory.ts';
import { filesFrom } from './rows.ts';
import { workerFor } from './work.ts';

/** The posts that are not as the last build left them; undefined where anything else may not be. */
export async function changedSince(
  world: World,
  edition: Edition,
  found: Found,
): Promise<readonly Difference[] | undefined> {
  const { memory, isSame, now, changed, around, day } = found;
  const { left, rest, accepted, saved } = memory;
  if (!left || !rest || !isSame || !accepted || !saved) return undefined;
  if (rest.around !== around || rest.day !== day || rest.now > now.getTime()) return undefined;
  if (rest.due !== undefined && rest.due <= latestOf(now)) return undefined;
  const built = await found.built;
  if (!built || differing(built, left.made).length > 0 || !(await isLast(world, edition, memory))) return undefined;
  return changed;
}

/** What a build gives that has nothing to do. */
export function untouched(world: World, edition: Edition, { memory, scene, now }: Found): Built {
  return {
    site: scene.site,
    get index() {
      const known = [...memory.known.values()];
      return indexOf(shelfOf(shownOf(known, edition.drafts, now)).all, known, now);
    },
    waiting: memory.rest?.due === undefined ? [] : indexOf([], memory.known.values(), now).waiting,
    postsOf: workerFor(world, scene).postsOf,
    isUnfinished: false,
    finish: async () => true,
    changes: { written: [], removed: [], all: memory.left?.made.sizes.length ?? 0 },
    reasons: new Map(),
    replaced: memory.rest?.replaced ?? [],
    tree: () => treeIn(memory, () => filesFrom(memory.left?.tables.made)),
    now,
  };
}
