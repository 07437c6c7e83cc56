// What answers, passes on, links to or names the person, newest first.
import type { Outcome } from '../model/problem.ts';
import type { World } from '../world/world.ts';
import type { Given } from './command.ts';
import { printed } from './timeline.ts';

/** Prints the mentions. */
export async function run(world: World, given: Given): Promise<Outcome> {
  return printed(world, given, 'mentions');
}
