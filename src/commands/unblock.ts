// What was hidden is seen again, also what came meanwhile.
import type { Outcome } from '../model/problem.ts';
import { isSameSubject, ruleFrom } from '../timeline/rules.ts';
import type { World } from '../world/world.ts';
import { done, type Given } from './command.ts';
import { letIn } from './cut-off.ts';
import { atEdge } from './edge.ts';
import { removeRules } from './rule-file.ts';

/** Takes the rules about this out of `blocks.txt`. */
export async function run(world: World, given: Given): Promise<Outcome> {
  return atEdge(world, async ({ site, rules }) => {
    const rule = ruleFrom([given.words.join(' ')], site.timezone);
    if (!rule.ok) return { exit: 2, problems: rule.problems, said: '' };
    const found = rules.filter((each) => isSameSubject(each, rule.value));
    if (found.length === 0) return done(`${rule.value.subject} is not blocked.`);
    await removeRules(world, found);
    const problems = await letIn(world, site, found);
    return { exit: problems.length > 0 ? 3 : 0, problems, said: `${rule.value.subject} is seen again.` };
  });
}
