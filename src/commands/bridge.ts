// A feed onto a node, or a node into feeds: the two flows crossed. It needs no site, and runs in any folder.
import { shardFrom } from '../bridge/shard.ts';
import { tableOf } from '../bridge/standing.ts';
import { inboxIn, type Inbox } from '../inbox/inbox.ts';
import { fine, wrong, type Checked, type Exit, type Outcome, type Problem } from '../model/problem.ts';
import type { Files, World } from '../world/world.ts';
import { Heeded, hubsAsked } from './bridge/hubs.ts';
import { fileNamed, lackingIn, planIn, planOf, type ListFile, type Part, type Plan } from './bridge/list.ts';
import { Many } from './bridge/many.ts';
import { keptAs } from './bridge/kept.ts';
import { standingOf } from './bridge/standing.ts';
import type { Given } from './command.ts';

/** Goes on until the person ends it; with `--once` it does one round of each bridge. */
export async function run(world: World, given: Given): Promise<Outcome> {
  const task = taskFrom(world, given);
  if (!task.ok) return failed(2, task.problems);
  const { file, part } = task.value;
  const plan = file ? await planIn(file, part, world) : planOf(given, part);
  if (!plan.ok) return failed(file ? 1 : 2, plan.problems);
  const lacking = given.text('status') ? [] : lackingIn(plan.value, world);
  if (lacking.length > 0) return failed(1, lacking);
  const state = world.here.folder(stateFolder(world));
  const store = await world.store(`${state.root}/bridge.db`);
  if (!store.ok) return failed(1, store.problems);
  try {
    const inbox = inboxIn(store.value);
    if (!inbox.ok) return failed(1, inbox.problems);
    if (given.text('status')) return statusOf(inbox.value, plan.value);
    const work: Work = { ...task.value, state, inbox: inbox.value, plan: plan.value };
    return await (given.text('once') ? once(world, work) : staying(world, work));
  } finally {
    store.value.close();
  }
}

interface Task {
  /** Absent where the bridge is named by its two ends. */
  readonly file?: ListFile;
  readonly part: Part;
  readonly device: string;
}

interface Work extends Task {
  readonly state: Files;
  readonly inbox: Inbox;
  readonly plan: Plan;
}

function taskFrom({ here, hash }: Pick<World, 'here' | 'hash'>, given: Given): Checked<Task> {
  const shard = shardFrom(given.text('shard'));
  if (!shard.ok) return shard;
  const hubs = hubsAsked(given);
  if (!hubs.ok) return hubs;
  const stays = !given.text('once') && !given.text('status');
  const part = { shard: shard.value, hubs: hubs.value, processes: stays ? shard.value.of : 1 };
  const [named, { words }] = [given.text('config'), given];
  if (named === undefined && (given.text('status') || given.text('shard'))) return wrong(noFile());
  if (named === undefined ? words.length !== 2 : words.length > 0) return wrong(eitherOr());
  if (named === undefined) return fine({ part, device: deviceOf(hash(words.join(' '))) });
  const file = fileNamed(named, here);
  const { nth, of } = shard.value;
  return fine({
    file,
    part,
    device: deviceOf(hash(`${file.folder.root}/${file.name} ${nth}/${of}`)),
  });
}

function deviceOf(hash: string): string {
  return hash.slice(0, 8);
}

async function once(world: World, { plan, ...place }: Work): Promise<Outcome> {
  const many = new Many(world, { ...place, how: 'once' });
  many.follow(plan.bridges);
  await many.stay();
  const { exit, problems, isNews } = many.sum();
  return { exit, problems, said: isNews ? '' : 'nothing new' };
}

/** One that was named by its two ends may come to its end; a file may always get another bridge. */
async function staying(outside: World, work: Work): Promise<Outcome> {
  const end = new AbortController();
  const world = { ...outside, stop: AbortSignal.any([outside.stop, end.signal]) };
  const many = new Many(world, { ...work, how: work.file ? 'for good' : 'until all is over' });
  const hubs = new Heeded(world, { inbox: work.inbox, many });
  try {
    return await goingOn(world, work, { many, hubs });
  } finally {
    end.abort();
    await hubs.end();
  }
}

async function goingOn(
  world: World,
  { plan, file, part }: Work,
  { many, hubs }: { readonly many: Many; readonly hubs: Heeded },
): Promise<Outcome> {
  if (file) return keptAs(world, many, { plan, file, part, hubs });
  const trouble = await hubs.listen(plan.at);
  if (trouble.length > 0) return failed(3, trouble);
  many.follow(plan.bridges);
  hubs.keep();
  await many.stay();
  return { exit: world.stop.aborted ? 0 : 3, problems: [], said: '' };
}

function statusOf(inbox: Inbox, { bridges }: Plan): Outcome {
  return { exit: 0, problems: [], said: tableOf(bridges.map((each) => standingOf(inbox, each))) };
}

function failed(exit: Exit, problems: readonly Problem[]): Outcome {
  return { exit, problems, said: '' };
}

function noFile(): Problem {
  return {
    where: '--config',
    what: 'No file is named that lists bridges.',
    next: 'Write skein bridge --config bridges.yaml with --status or --shard 1/4.',
  };
}

function eitherOr(): Problem {
  return {
    where: 'bridge',
    what: 'A bridge has two ends, or a file lists several.',
    next: 'Write skein bridge https://blog.example xmpp:me@example.org, or skein bridge --config bridges.yaml',
  };
}

/** Where programs keep what may be lost (XDG Base Directory Specification). */
function stateFolder(world: Pick<World, 'env'>): string {
  const home = world.env('HOME') ?? world.env('USERPROFILE');
  const folder = world.env('XDG_STATE_HOME') ?? (home === undefined ? '.' : `${home}/.local/state`);
  return `${folder}/skein`;
}
