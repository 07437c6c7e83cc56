// The bridges of a file for as long as it is wanted: when the file changes, so do they.
import type { Shard } from '../../bridge/shard.ts';
import type { Outcome, Problem } from '../../model/problem.ts';
import { counted } from '../../model/problem.ts';
import type { Served, World } from '../../world/world.ts';
import { lackingIn, planIn, type ListFile, type Plan } from './list.ts';
import type { Many } from './many.ts';
import { servedAt } from './served.ts';

/** Milliseconds without a change of the file after which it is read. */
const QUIET = 200;

interface Kept {
  readonly plan: Plan;
  readonly file: ListFile;
  readonly shard: Shard;
}

/** Keeps the bridges of the file going until the person ends it. Of a file with mistakes all are told, and nothing changes. */
export async function keptAs(world: World, many: Many, { plan: first, file, shard }: Kept): Promise<Outcome> {
  let plan = first;
  const served = await servedAt(world, plan.status, many);
  if (!served.ok) return { exit: 3, problems: served.problems, said: '' };
  let at: Served | undefined = served.value;

  const serveAnew = async (next: Plan): Promise<void> => {
    if (JSON.stringify(next.status) === JSON.stringify(plan.status)) return;
    await at?.close();
    const again = await servedAt(world, next.status, many);
    at = again.ok ? again.value : undefined;
    if (!again.ok) world.say.problems(again.problems);
  };
  const readAgain = async (): Promise<void> => {
    const next = await planIn(file, shard, world);
    const problems = next.ok ? lackingIn(next.value, world) : next.problems;
    if (!next.ok || problems.length > 0) return world.say.problems([...problems, asBefore(file)]);
    many.follow(next.value.bridges);
    await serveAnew(next.value);
    plan = next.value;
    world.say.line(saidOf(plan, at));
  };

  many.follow(plan.bridges);
  world.say.line(saidOf(plan, at));
  let reading = Promise.resolve();
  const unwatch = await world.watch([`${file.folder.root}/${file.name}`], QUIET, () => {
    reading = reading.then(readAgain);
  });
  await many.stay();
  await unwatch();
  await reading;
  await at?.close();
  return { exit: 0, problems: [], said: '' };
}

function saidOf({ bridges }: Plan, at: Served | undefined): string {
  return `${counted(bridges.length, 'bridge')}${at ? `, status at ${at.url}metrics` : ''}`;
}

function asBefore({ named }: ListFile): Problem {
  return {
    where: named,
    what: 'The bridges are as they were.',
    next: 'Mend the file: it is read again as it is saved.',
  };
}
