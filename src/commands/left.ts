// Whether all is as the last build left it. Then nothing is read, planned or made: not even the memory is taken apart,
// for its columns are compared as they lie in it.
import { shelfOf } from '../model/shelf.ts';
import { treeOf } from '../model/tree.ts';
import { indexOf, shownOf } from '../posts/known.ts';
import type { World } from '../world/world.ts';
import type { Built } from './build.ts';
import type { Found } from './find.ts';
import { isAsLeft, isLast, linesOf, type Edition } from './memory.ts';
import { workerFor } from './work.ts';

/** What a build gives that has nothing to do; undefined where there may be something. */
export async function asLeft(world: World, edition: Edition, found: Found): Promise<Built | undefined> {
  const { memory, scene, isSame, now, posts, around, day } = found;
  const { left, rest, accepted, saved } = memory;
  const built = await found.built;
  if (!built || !left || !rest || !isSame || !accepted || !saved) return undefined;
  // Posts that wait are told of, each time.
  const isThen = rest.around === around && rest.day === day && rest.now <= now.getTime() && rest.due === undefined;
  if (!isThen || !isAsLeft(posts, left.posts) || !isAsLeft(built, left.made)) return undefined;
  if (!(await isLast(world, edition, memory))) return undefined;
  return {
    site: scene.site,
    get index() {
      const known = [...memory.known.values()];
      return indexOf(shelfOf(shownOf(known, edition.drafts, now)).all, known, now);
    },
    waiting: [],
    postsOf: workerFor(world, scene).postsOf,
    changes: { written: [], removed: [], all: left.made.sizes.length },
    reasons: new Map(),
    replaced: rest.replaced,
    tree: () => treeOf(linesOf(memory.made)),
    now,
  };
}
