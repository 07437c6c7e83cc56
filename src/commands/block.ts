// Somebody, or something, is not to be seen any more; and of one who follows over XMPP: gets nothing of mine any more.
import { counted, type Outcome, type Problem } from '../model/problem.ts';
import { FILE } from '../timeline/blocks-text.ts';
import { rulesFrom } from '../timeline/mastodon.ts';
import { isOver, ruleFrom, type Rule } from '../timeline/rules.ts';
import { saysOf } from '../timeline/says.ts';
import type { World } from '../world/world.ts';
import type { Given } from './command.ts';
import { changeRules } from './edge/cut-off.ts';
import { atEdge, blocksOf, type Edge } from './edge/edge.ts';
import { addRules } from './edge/rule-file.ts';

/** Adds a rule to `blocks.txt`, or those of a file that Mastodon exports. */
export async function run(world: World, given: Given): Promise<Outcome> {
  return atEdge(world, async (edge) => {
    const { site } = edge;
    const now = world.clock.now();
    const read = given.text('csv') === undefined ? wished(given, site.timezone, now) : await imported(world, given);
    const { rules } = read;
    const problems = fewOf(read.problems);
    if (rules.length === 0) return { exit: 2, problems, said: 'Nothing was blocked.' };
    const change = async (): Promise<Edge> => {
      await addRules(world, rules);
      return { ...edge, ...(await blocksOf(world, site)) };
    };
    const cut = await changeRules(world, { site, rules, change });
    const [only] = rules;
    const said = only && rules.length === 1 ? saysOf(only, now) : `${counted(rules.length, 'rule')} taken into ${FILE}`;
    const exit = problems.length > 0 ? 1 : cut.problems.length > 0 ? 3 : 0;
    return { exit, problems: [...problems, ...cut.problems], said: [said, ...cut.said].join('\n') };
  });
}

interface Wished {
  readonly rules: readonly Rule[];
  readonly problems: readonly Problem[];
}

/** All or nothing of what was typed. */
function wished(given: Given, zone: string, now: Date): Wished {
  if (given.words.length === 0) return { rules: [], problems: [nothingNamed()] };
  const until = given.text('until');
  const options = [...(given.text('mute') ? ['mute'] : []), ...(until === undefined ? [] : [`until ${until}`])];
  const read = given.words.map((what) => ruleFrom([asWords(what), ...options], zone));
  const rules = read.flatMap((rule) => (rule.ok ? [rule.value] : []));
  const problems = read.flatMap((rule) => (rule.ok ? [] : rule.problems));
  if (rules.some((rule) => isOver(rule, now))) problems.push(overAlready(until ?? ''));
  return problems.length > 0 ? { rules: [], problems } : { rules, problems };
}

function nothingNamed(): Problem {
  const next = 'Write an address, a name, a #tag or words, such as skein block spam.example, or --csv FILE.';
  return { where: 'block', what: 'Nothing is named.', next };
}

function overAlready(until: string): Problem {
  return { where: `--until ${until}`, what: 'This time is over already.', next: 'Write a day to come.' };
}

/** A file that is none of Mastodon's has something wrong in each of its lines. */
const MOST = 10;

function fewOf(problems: readonly Problem[]): readonly Problem[] {
  const [first, ...rest] = problems.slice(MOST - 1);
  if (!first || rest.length === 0) return problems;
  const more = { ...first, what: `${first.what} And so it goes on: ${rest.length} more.` };
  return [...problems.slice(0, MOST - 1), more];
}

/** The shell takes quotes away: a bare word is words, as some with blanks between them are. */
export function asWords(what: string): string {
  return /^[\p{L}\p{M}\p{N}'’-]+$/u.test(what) ? `"${what}"` : what;
}

async function imported(world: World, given: Given): Promise<Wished> {
  const file = given.text('csv') ?? '';
  const [, folder = '', name = ''] = /^(.*[\\/])?([^\\/]*)$/.exec(file) ?? [];
  const text = await world.here.folder(folder).read(name);
  if (text !== undefined) return rulesFrom(text, file);
  const next = 'Name the file that Mastodon exports.';
  return { rules: [], problems: [{ where: file, what: 'There is no such file.', next }] };
}
