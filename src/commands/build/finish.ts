// What a build left for later, made of what it found then.
import type { World } from '../../world/world.ts';
import { commit } from './commit.ts';
import { handsFor } from './hands.ts';
import type { Looked } from './look.ts';
import type { Edition, Memory } from './memory.ts';
import type { Plan } from './plan.ts';

/** A build that has been committed. */
export interface Unfinished {
  readonly edition: Edition;
  readonly looked: Looked;
  readonly plan: Plan;
  readonly own: Memory['own'];
}

/**
 * Makes what was left, and says whether it is there now. Where another has built meanwhile, or a post is not as it was
 * found, nothing is made: the next build does.
 */
export async function finish(world: World, { edition, looked, plan, own }: Unfinished): Promise<boolean> {
  const { memory, scene, worker } = looked;
  if ((await world.files.folder(edition.built).stamped()) !== memory.stamp) return false;
  const hands = handsFor(world, scene, { worker });
  const made = await hands.make(plan.left, () => {});
  await hands.dismiss();
  if (!made.ok) return false;
  await commit(world, edition, { looked, plan: { ...plan, gone: [] }, own, files: made.value });
  return true;
}
