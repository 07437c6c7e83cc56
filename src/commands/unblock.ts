// What was hidden is seen again, also what came meanwhile.
import type { Outcome, Problem } from '../model/problem.ts';
import { isSameSubject, ruleFrom } from '../timeline/rules.ts';
import type { World } from '../world/world.ts';
import { asWords } from './block.ts';
import type { Given } from './command.ts';
import { changeRules } from './edge/cut-off.ts';
import { atEdge, blocksOf, type Edge } from './edge/edge.ts';
import { removeRules } from './edge/rule-file.ts';

/** Takes the rules about this out of `blocks.txt`. */
export async function run(world: World, given: Given): Promise<Outcome> {
  return atEdge(world, async (edge) => {
    const { site, rules } = edge;
    const asked = given.words.map((what) => ({ what, rule: ruleFrom([asWords(what)], site.timezone) }));
    const found = asked.map(({ what, rule }) => ({
      what,
      rules: rule.ok ? rules.filter((each) => isSameSubject(each, rule.value)) : [],
    }));
    const unknown = found.filter((each) => each.rules.length === 0).map(({ what }) => notBlocked(what));
    if (unknown.length > 0) return { exit: 2, problems: unknown, said: 'Nothing was changed.' };
    const over = found.flatMap((each) => each.rules);
    const change = async (): Promise<Edge> => {
      await removeRules(world, over);
      return { ...edge, ...(await blocksOf(world, site)) };
    };
    const { said, problems } = await changeRules(world, { site, rules: over, change });
    const seen = over.map(({ subject }) => `${subject} is seen again.`);
    return { exit: problems.length > 0 ? 3 : 0, problems, said: [...seen, ...said].join('\n') };
  });
}

function notBlocked(where: string): Problem {
  return { where, what: 'No rule is about this.', next: 'skein blocks shows the rules.' };
}
