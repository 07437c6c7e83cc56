// The bridges of a file for as long as it is wanted: when the file changes, so do they.
import type { Outcome, Problem } from '../../model/problem.ts';
import { counted, fine } from '../../model/problem.ts';
import type { World } from '../../world/world.ts';
import type { Heeded } from './hubs.ts';
import { lackingIn, planIn, type ListFile, type Part, type Plan } from './list.ts';
import type { Many } from './many.ts';
import { Status } from './served.ts';

/** Milliseconds without a change of the file after which it is read. */
const QUIET = 200;

interface Kept {
  readonly plan: Plan;
  readonly file: ListFile;
  readonly part: Part;
  readonly hubs: Heeded;
}

/** Keeps the bridges of the file going until the person ends it. Of a file with mistakes all are told, and nothing changes. */
export async function keptAs(world: World, many: Many, { plan, file, part, hubs }: Kept): Promise<Outcome> {
  const status = new Status(world, many);
  const listen = async (at: Plan): Promise<readonly Problem[]> => [
    ...(await status.listen(at.status)),
    ...(await hubs.listen(at.at)),
  ];
  const go = ({ bridges }: Plan): void => {
    many.follow(bridges);
    hubs.keep();
    world.say.line(`${counted(bridges.length, 'bridge')}${status.url ? `, status at ${status.url}metrics` : ''}`);
  };
  const readAgain = async (): Promise<void> => {
    const next = await planIn(file, part, world);
    const problems = next.ok ? lackingIn(next.value, world) : next.problems;
    if (!next.ok || problems.length > 0) return world.say.problems([...problems, asBefore(file)]);
    world.say.problems(await listen(next.value));
    go(next.value);
  };

  const problems = await listen(plan);
  if (problems.length === 0) {
    let reading = Promise.resolve();
    const unwatch = await world.watch([`${file.folder.root}/${file.name}`], QUIET, () => {
      reading = reading.then(readAgain);
    });
    go(plan);
    // Of what was saved after the plan was read, and before the file was watched, nobody tells.
    const now = await planIn(file, part, world);
    if (JSON.stringify(now) !== JSON.stringify(fine(plan))) reading = reading.then(readAgain);
    await many.stay();
    await unwatch();
    await reading;
  }
  await status.end();
  return { exit: problems.length > 0 ? 3 : 0, problems, said: '' };
}

function asBefore({ named }: ListFile): Problem {
  return {
    where: named,
    what: 'The bridges are as they were.',
    next: 'Mend the file: it is read again as it is saved.',
  };
}
