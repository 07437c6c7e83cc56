// Those one follows no more.
import type { Outcome, Problem } from '../model/problem.ts';
import type { World } from '../world/world.ts';
import type { Given } from './command.ts';
import { atEdge } from './edge/edge.ts';
import { removeAll } from './edge/follows.ts';
import { followCalled } from './timeline.ts';

/** Takes each of these out of `following.opml`. */
export async function run(world: World, given: Given): Promise<Outcome> {
  return atEdge(world, async (edge) => {
    const found = given.words.map((called) => ({ called, follow: followCalled(edge, called) }));
    const unknown = found.filter(({ follow }) => !follow).map(({ called }) => notFollowed(called));
    if (unknown.length > 0) return { exit: 2, problems: unknown, said: 'Nothing was changed.' };
    const follows = found.flatMap(({ follow }) => follow ?? []);
    const problems = await removeAll(world, edge, follows);
    const said = `no longer following ${follows.map(({ name }) => name).join(', ')}`;
    return { exit: problems.length > 0 ? 3 : 0, problems, said };
  });
}

function notFollowed(where: string): Problem {
  return {
    where,
    what: 'You do not follow this.',
    next: 'skein following names those you follow, and their addresses.',
  };
}
