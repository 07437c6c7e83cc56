// What is blocked, and which rule hides an entry.
import { entriesCalled } from '../inbox/find.ts';
import type { Outcome, Problem } from '../model/problem.ts';
import { FILE } from '../timeline/blocks-text.ts';
import { isOver } from '../timeline/rules.ts';
import { saysOf } from '../timeline/says.ts';
import type { World } from '../world/world.ts';
import { hasPassword, PASSWORD } from './account.ts';
import { done, type Given } from './command.ts';
import { isUntold } from './edge/cut-off.ts';
import { atEdge, type Edge } from './edge/edge.ts';
import { viewOf } from './edge/lists.ts';

/** Prints the rules; of an entry, named by its address or id, the one that hides it. */
export async function run(world: World, given: Given): Promise<Outcome> {
  return atEdge(world, async (edge) => {
    const now = world.clock.now();
    const [address] = given.words;
    if (address !== undefined) return explained(edge, address, now);
    const untold = isUntold(edge);
    const means = hasPassword(world) ? 'skein refresh does' : `skein refresh does when ${PASSWORD} is set`;
    const lines = edge.rules.map((rule) => {
      const pending = untold(rule) && !isOver(rule, now) ? `; not cut off yet, which ${means}` : '';
      return `${FILE}:${rule.number}  ${saysOf(rule, now)}${pending}`;
    });
    const said = lines.length > 0 ? lines.join('\n') : 'Nothing is blocked: skein block --help shows how.';
    return { exit: edge.problems.length > 0 ? 1 : 0, problems: edge.problems, said };
  });
}

function explained(edge: Edge, address: string, now: Date): Outcome {
  const entries = entriesCalled(edge.inbox, [address]);
  if (entries.length === 0) return { exit: 2, problems: [notThere(address)], said: '' };
  const { hides, followOf } = viewOf(edge, now);
  const numbers = new Map(edge.rules.map((rule) => [rule.line, rule.number]));
  return done(
    entries
      .map((entry) => {
        const follow = followOf(entry.source);
        if (!follow) return `${entry.source}: it is not followed any more, so nothing of it is shown.`;
        const rule = hides(entry, follow);
        if (!rule) return `${follow.name}: nothing hides it.`;
        return `${follow.name}: ${FILE}:${numbers.get(rule.line)} ${saysOf(rule, now)}.`;
      })
      .join('\n'),
  );
}

function notThere(where: string): Problem {
  return { where, what: 'The inbox has no such entry.', next: 'Give the address of its page, or its id.' };
}
