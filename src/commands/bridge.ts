// A feed onto a node, or a node into feeds: the two flows crossed. It needs no site, and runs in any folder.
import { inboxIn } from '../inbox/inbox.ts';
import type { Outcome } from '../model/problem.ts';
import type { Account } from '../model/site.ts';
import type { World } from '../world/world.ts';
import { hasPassword, noPassword } from './account.ts';
import { toFolder } from './bridge-folder.ts';
import { toNode } from './bridge-node.ts';
import { pairFrom, type Pair } from './bridge-pair.ts';
import type { Given } from './command.ts';

/** Goes on until the person ends it; with `--once` it does one round. */
export async function run(world: World, given: Given): Promise<Outcome> {
  const pair = pairFrom(given);
  if (!pair.ok) return { exit: 2, problems: pair.problems, said: '' };
  // Nobody who stays until it is ended is to find out only then.
  if (!hasPassword(world)) return { exit: 1, problems: [noPassword(accountOf(pair.value))], said: '' };
  const state = world.here.folder(stateFolder(world));
  const store = await world.store(`${state.root}/bridge.db`);
  if (!store.ok) return { exit: 1, problems: store.problems, said: '' };
  try {
    const inbox = inboxIn(store.value);
    if (!inbox.ok) return { exit: 1, problems: inbox.problems, said: '' };
    const bridge = { state, inbox: inbox.value, given };
    const { value } = pair;
    return await (value.way === 'to a node'
      ? toNode(world, { ...bridge, ...value })
      : toFolder(world, { ...bridge, ...value }));
  } finally {
    store.value.close();
  }
}

function accountOf(pair: Pair): Pick<Account, 'jid'> {
  return pair.way === 'to a node' ? pair.at : pair;
}

/** Where programs keep what may be lost (XDG Base Directory Specification). */
function stateFolder(world: Pick<World, 'env'>): string {
  const home = world.env('HOME') ?? world.env('USERPROFILE');
  const folder = world.env('XDG_STATE_HOME') ?? (home === undefined ? '.' : `${home}/.local/state`);
  return `${folder}/skein`;
}
