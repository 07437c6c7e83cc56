// What those one follows have published, newest first.
import { nodeIn, type NodeAddress } from '../feeds/node-address.ts';
import { counted, type Outcome } from '../model/problem.ts';
import type { Follow } from '../model/people.ts';
import type { Shown, Wanted } from '../reader/reading.ts';
import { entryJson, entryLines } from '../timeline/told.ts';
import type { World } from '../world/world.ts';
import type { Given } from './command.ts';
import { atEdge, type Edge } from './edge/edge.ts';
import { listOf, viewOf } from './edge/lists.ts';

/** Entries that are printed where the person does not say how many. */
const USUAL = 20;

/** Prints the timeline: that of all, or of one person. */
export async function run(world: World, given: Given): Promise<Outcome> {
  return printed(world, given, 'timeline');
}

/** Prints a list of entries. */
export async function printed(world: World, given: Given, list: 'timeline' | 'mentions'): Promise<Outcome> {
  return atEdge(world, async (edge) => {
    const number = Number(given.text('number') ?? USUAL);
    if (!Number.isInteger(number) || number < 1)
      return refused('--number', ['This is not how many.', 'Write a number, such as --number 50.']);
    const person = given.text('person');
    const follow = person === undefined ? undefined : followCalled(edge, person);
    if (person !== undefined && !follow)
      return refused(`--person ${person}`, [
        'You follow nobody of this name.',
        'skein following names those you follow.',
      ]);
    const wanted: Wanted = { list, ...(follow && { source: follow.feed }) };
    const { shown } = listOf(viewOf(edge, world.clock.now()), wanted, number);
    const said = given.text('json') === undefined ? linesOf(edge, shown, list) : jsonOf(shown, list);
    return { exit: edge.problems.length > 0 ? 1 : 0, problems: edge.problems, said };
  });
}

/** The follow of this name or address; the beginning of a name will do where only one begins so. */
export function followCalled({ follows }: Pick<Edge, 'follows'>, called: string): Follow | undefined {
  const plain = called.toLowerCase();
  const node = nodeIn(/^xmpp:/i.test(called) ? called : `xmpp:${called}`);
  const begun = follows.filter(({ name }) => name.toLowerCase().startsWith(plain));
  return (
    follows.find(({ feed, page }) => feed === called || page === called) ??
    follows.find(({ feed }) => node && isSameNode(nodeIn(feed), node)) ??
    follows.find(({ name }) => name.toLowerCase() === plain) ??
    (begun.length === 1 ? begun[0] : undefined)
  );
}

function isSameNode(a: NodeAddress | undefined, b: NodeAddress): boolean {
  return a?.service === b.service && a.node === b.node;
}

function jsonOf(shown: readonly Shown[], list: 'timeline' | 'mentions'): string {
  return JSON.stringify(
    shown.map((each) => entryJson(told(each, list))),
    undefined,
    2,
  );
}

function linesOf(edge: Edge, shown: readonly Shown[], list: 'timeline' | 'mentions'): string {
  if (shown.length > 0) return shown.map((each) => entryLines(told(each, list), edge.site.timezone)).join('\n\n');
  if (list === 'mentions') return 'Nobody has answered or named you, among those you follow.';
  if (edge.follows.length === 0) return 'You follow nobody yet: skein follow https://…';
  return `Nothing has come yet from ${counted(edge.follows.length, 'follow')}: skein refresh asks.`;
}

function told({ concerns, ...shown }: Shown, list: 'timeline' | 'mentions'): Parameters<typeof entryJson>[0] {
  return { ...shown, ...(list === 'mentions' && { by: concerns }) };
}

function refused(where: string, [what, next]: readonly [what: string, next: string]): Outcome {
  return { exit: 2, problems: [{ where, what, next }], said: '' };
}
