// Someone new is followed: what an address leads to, or all that another reader exports.
import { followsFrom } from '../feeds/opml.ts';
import { discover } from '../inbox/discover.ts';
import type { Follow, Found } from '../model/people.ts';
import { counted, fine, wrong, type Checked, type Outcome, type Problem } from '../model/problem.ts';
import { shownName } from '../timeline/names.ts';
import type { World } from '../world/world.ts';
import { done, type Given } from './command.ts';
import { atEdge, type Edge } from './edge/edge.ts';
import { addAll } from './edge/follows.ts';
import { keepAllOf } from './edge/past.ts';

/** Finds the feed or the node of each address, and follows it. */
export async function run(world: World, given: Given): Promise<Outcome> {
  return atEdge(world, async (edge) => {
    const [named, imported] = [await chosenOf(world, edge, given), await importedBy(world, given)];
    const known = new Set(edge.follows.map(({ feed }) => feed));
    const wished = new Map([...named.follows, ...imported.follows].map((follow) => [follow.feed, follow]));
    const follows = [...wished.values()].filter(({ feed }) => !known.has(feed));
    const problems = [...named.problems, ...imported.problems];
    if (given.words.length === 0 && given.text('opml') === undefined) problems.push(nobodyNamed());
    if (follows.length === 0) {
      if (problems.length === 0) return done(wished.size > 0 ? 'You follow them already.' : 'It names nobody.');
      return { exit: named.exit || imported.exit || 2, problems, said: '' };
    }
    let [asked, news] = [0, 0];
    const told = (came: { readonly news: readonly unknown[] }): void => {
      news += came.news.length;
      world.say.progress(`${++asked} of ${follows.length} asked`);
    };
    problems.push(...(await addAll(world, edge, { follows, told })));
    if (given.text('history')) problems.push(...(await keepAllOf(world, edge, follows)));
    const said = `now following ${namesOf(follows)} (${counted(news, 'entry', 'entries')})`;
    return { exit: problems.length > 0 ? 3 : 0, problems, said };
  });
}

const FEW = 5;

function namesOf(follows: readonly Follow[]): string {
  return follows.length > FEW ? `${follows.length} more` : follows.map(({ name }) => name).join(', ');
}

interface Wished {
  readonly follows: readonly Follow[];
  readonly problems: readonly Problem[];
  /** What it comes to, if nobody is followed. */
  readonly exit: Outcome['exit'];
}

async function chosenOf(world: World, { site }: Edge, given: Given): Promise<Wished> {
  const looking = { strangers: world.strangers(site.reader.allowHosts), reads: world.reads };
  const chosen: Checked<Found>[] = [];
  let exit: Outcome['exit'] = 0;
  for (const address of given.words) {
    const found = await discover(looking, address);
    if (!found.ok) exit = 3;
    chosen.push(found.ok ? await choice(world, address, found.value) : found);
  }
  const group = given.text('group');
  return {
    follows: chosen.flatMap((each) => (each.ok ? [followOf(each.value, group)] : [])),
    problems: chosen.flatMap((each) => (each.ok ? [] : each.problems)),
    exit,
  };
}

/** A found one as a line of `following.opml`. */
export function followOf({ title, feed, page }: Found, group: string | undefined): Follow {
  return {
    name: shownName(title) || feed,
    feed,
    ...(page !== undefined && { page }),
    ...(group !== undefined && { group }),
  };
}

// The same in several formats is no choice.
const FORMATS = ['Atom', 'JSON Feed', 'RSS', 'node', 'h-feed'];

/** Those that differ in more than their format: of each the first format that loses least. */
export function apart(found: readonly Found[]): readonly Found[] {
  const byFormat = found.toSorted((a, b) => FORMATS.indexOf(a.kind) - FORMATS.indexOf(b.kind));
  const first = new Map<string, Found>();
  for (const each of byFormat) if (!first.has(each.title)) first.set(each.title, each);
  return found.filter((each) => first.get(each.title) === each);
}

async function choice({ ask }: World, address: string, found: readonly Found[]): Promise<Checked<Found>> {
  const all = apart(found);
  const [first] = all;
  if (first && all.length === 1) return fine(first);
  const list = all.map(({ title, kind, feed }, at) => `${at + 1}. ${title} (${kind}) ${feed}`).join('\n');
  const answer = ask.terminal ? await ask.text(`${address} has ${all.length} feeds:\n${list}\nWhich?`, '1') : undefined;
  const chosen = all[Number(answer) - 1];
  if (chosen) return fine(chosen);
  return wrong({
    where: address,
    what: `It has ${all.length} feeds:\n    ${list.replaceAll('\n', '\n    ')}`,
    next: 'Follow one of these addresses.',
  });
}

async function importedBy(world: World, given: Given): Promise<Wished> {
  const file = given.text('opml');
  if (file === undefined) return { follows: [], problems: [], exit: 0 };
  const [, folder = '', name = ''] = /^(.*[\\/])?([^\\/]*)$/.exec(file) ?? [];
  const text = await world.here.folder(folder).read(name);
  if (text === undefined)
    return {
      follows: [],
      problems: [{ where: file, what: 'There is no such file.', next: 'Name the OPML file that your reader exports.' }],
      exit: 2,
    };
  const follows = followsFrom(text, file);
  if (!follows.ok) return { follows: [], problems: follows.problems, exit: 1 };
  const group = given.text('group');
  return {
    follows: follows.value.map((each) => (group === undefined ? each : { ...each, group })),
    problems: [],
    exit: 0,
  };
}

function nobodyNamed(): Problem {
  return {
    where: 'follow',
    what: 'Nobody is named.',
    next: 'Write an address, such as skein follow https://ann.example.',
  };
}
