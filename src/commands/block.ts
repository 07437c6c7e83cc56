// Somebody, or something, is not to be seen any more; and of one who follows over XMPP: gets nothing of mine any more.
import { counted, type Outcome, type Problem } from '../model/problem.ts';
import { FILE } from '../timeline/blocks-text.ts';
import { rulesFrom } from '../timeline/mastodon.ts';
import { ruleFrom, type Rule } from '../timeline/rules.ts';
import { saysOf } from '../timeline/says.ts';
import type { World } from '../world/world.ts';
import type { Given } from './command.ts';
import { cutOff } from './cut-off.ts';
import { atEdge } from './edge.ts';
import { addRules } from './rule-file.ts';

/** Adds a rule to `blocks.txt`, or those of a file that Mastodon exports. */
export async function run(world: World, given: Given): Promise<Outcome> {
  return atEdge(world, async ({ site }) => {
    const read = given.text('csv') === undefined ? wished(given, site.timezone) : await imported(world, given);
    const { rules, problems } = read;
    if (rules.length === 0) return { exit: 2, problems, said: 'Nothing was blocked.' };
    await addRules(world, rules);
    const cut = await cutOff(world, site, rules);
    const now = world.clock.now();
    const [only] = rules;
    const said = only && rules.length === 1 ? saysOf(only, now) : `${counted(rules.length, 'rule')} in ${FILE}`;
    const exit = problems.length > 0 ? 1 : cut.problems.length > 0 ? 3 : 0;
    return { exit, problems: [...problems, ...cut.problems], said: [said, ...cut.said].join('\n') };
  });
}

interface Wished {
  readonly rules: readonly Rule[];
  readonly problems: readonly Problem[];
}

function wished(given: Given, zone: string): Wished {
  const until = given.text('until');
  const options = [...(given.text('mute') ? ['mute'] : []), ...(until === undefined ? [] : [`until ${until}`])];
  const rule = ruleFrom([given.words.join(' '), ...options], zone);
  return rule.ok ? { rules: [rule.value], problems: [] } : { rules: [], problems: rule.problems };
}

async function imported(world: World, given: Given): Promise<Wished> {
  const file = given.text('csv') ?? '';
  const [, folder = '', name = ''] = /^(.*[\\/])?([^\\/]*)$/.exec(file) ?? [];
  const text = await world.here.folder(folder).read(name);
  if (text !== undefined) return rulesFrom(text, file);
  const next = 'Name the file that Mastodon exports.';
  return { rules: [], problems: [{ where: file, what: 'There is no such file.', next }] };
}
