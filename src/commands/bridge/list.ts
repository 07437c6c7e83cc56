// What bridges a person asks for: one by its two ends, or those of a file.
import { bridgesIn, type BridgeList, type HubsAt, type Listed, type ServedAt } from '../../bridge/listed.ts';
import { isIn, type Shard } from '../../bridge/shard.ts';
import { distinct, fine, wrong, type Checked, type Problem } from '../../model/problem.ts';
import type { Files, World } from '../../world/world.ts';
import { hasPassword, noPassword, PASSWORD } from '../account.ts';
import { publicFrom, type Public } from './hubs.ts';
import type { Asked } from './many.ts';
import { pairFrom } from './pair.ts';
import type { Given } from '../command.ts';

export interface Plan {
  readonly bridges: readonly Asked[];
  readonly status?: ServedAt;
  /** Where hubs reach them, if they do. */
  readonly at?: Public;
}

/** Which bridges of a file, and what of the command line counts more than the file. */
export interface Part {
  readonly shard: Shard;
  readonly hubs: HubsAt;
  /** How many processes stay, and listen to hubs. */
  readonly processes: number;
}

/** A file as the person named it, with the folder in which it is. */
export interface ListFile {
  readonly named: string;
  readonly folder: Files;
  readonly name: string;
}

export function fileNamed(named: string, here: Files): ListFile {
  const [, folder = '', name = ''] = /^(.*[\\/])?([^\\/]*)$/.exec(named) ?? [];
  return { named, folder: folder === '' ? here : here.folder(folder), name };
}

/** The one of the command line. */
export function planOf(given: Given, { hubs, processes }: Part): Checked<Plan> {
  const [from = '', to = ''] = given.words;
  const pair = pairFrom(given);
  if (!pair.ok) return pair;
  const account = pair.value.way === 'to a node' ? pair.value.at.jid : pair.value.jid;
  const at = publicFrom(hubs, {}, processes);
  if (!at.ok) return at;
  const bridge = { name: from, from, to, given, pair: pair.value, account, variable: PASSWORD, words: '' };
  return fine({ bridges: [bridge], ...(at.value && { at: at.value }) });
}

/** Those of the file that this process does. All that is wrong is told, wherever it belongs. */
export async function planIn(file: ListFile, part: Part, world: Pick<World, 'sha1'>): Promise<Checked<Plan>> {
  const text = await file.folder.read(file.name);
  if (text === undefined)
    return wrong({ where: file.named, what: 'There is no such file.', next: 'Name the file that lists the bridges.' });
  const list = bridgesIn(text, file.named);
  if (!list.ok) return list;
  const read = list.value.bridges.map((each) => askedFrom(each, list.value, file));
  const at = publicFrom(part.hubs, list.value.hubs ?? {}, part.processes);
  const problems = [...read, at].flatMap((each) => (each.ok ? [] : each.problems));
  if (problems.length > 0 || !at.ok) return wrong(...problems);
  const bridges = read.flatMap((each) => (each.ok && isIn(part.shard, each.value.from, world.sha1) ? each.value : []));
  const { status } = list.value;
  return fine({ bridges, ...(status && { status }), ...(at.value && { at: at.value }) });
}

function askedFrom(listed: Listed, { passwords }: BridgeList, { folder }: ListFile): Checked<Asked> {
  const { where, ...rest } = listed;
  const { name, from, to, options } = rest;
  // A folder is where the file says, wherever it is read.
  const words = [from, /^[a-z][a-z\d+.-]*:/i.test(to) ? to : folder.folder(to).root];
  const texts = (option: string): readonly string[] => [options[option] ?? []].flat();
  const given: Given = { words, text: (option) => texts(option)[0], texts };
  const pair = pairFrom(given);
  if (!pair.ok) return wrong(...pair.problems.map((problem) => ({ ...problem, where: `${where}: ${problem.where}` })));
  const account = pair.value.way === 'to a node' ? pair.value.at.jid : pair.value.jid;
  const variable = passwords.get(account) ?? PASSWORD;
  return fine({ name, from, to, pair: pair.value, given, account, variable, words: JSON.stringify([rest, variable]) });
}

/** The accounts whose passwords are not set: nobody who stays until it is ended is to find out only then. */
export function lackingIn({ bridges }: Plan, world: Pick<World, 'env'>): readonly Problem[] {
  return distinct(
    bridges
      .filter(({ variable }) => !hasPassword(world, variable))
      .map(({ account, variable }) => noPassword({ jid: account }, variable)),
  );
}
