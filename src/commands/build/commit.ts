// What was made takes its place, and is remembered.
import { textsOf } from '../../model/texts.ts';
import { shardsAfter, type Change } from '../../model/shards.ts';
import type { Made, NewFile } from '../../site/made.ts';
import { bringAllOut, bringOut, STAGE, type Changes } from '../../site/write.ts';
import type { World } from '../../world/world.ts';
import type { Looked } from './look.ts';
import { begin, type Edition, type Memory } from './memory.ts';
import type { Plan } from './plan.ts';

/**
 * Brings new files from the stage into the built site, takes out those that are gone, and brings the memory up to that;
 * it is not saved here. Gives what changed on disk.
 */
export async function commit(
  world: World,
  edition: Edition,
  { looked, plan, own, files }: { looked: Looked; plan: Plan; own: Memory['own']; files: readonly NewFile[] },
): Promise<Changes> {
  const { memory } = looked;
  const built = world.files.folder(edition.built);
  const written = files.filter(({ staged }) => staged).map(({ path }) => path);
  const removed = plan.gone;
  const isFound = Number.isNaN(memory.stamp);
  if (written.length + removed.length > 0) await begin(world, edition);
  // A folder that is there may be a link or another disk, and stays.
  const isThere = (await built.stamped()) !== undefined;
  const isChanged = written.length + removed.length > 0 || isFound;
  // Should this be broken off in a program that stays, its memory is not that of the built site.
  memory.stamp = isChanged ? Number.NaN : memory.stamp;
  await (isThere ? bringOut : bringAllOut)(world.files, edition.built, { written, removed });
  if (isFound) await built.prune();
  await world.files.clear(STAGE);
  if (isChanged) memory.stamp = await built.stamp();
  const { sizes, times } = await built.look(textsOf(written));
  const there = new Map(written.map((path, at) => [path, { size: sizes[at] ?? -1, time: times[at] ?? 0 }]));
  const changes: Change[] = [
    ...files.map(({ path, hash }) => ({ path, was: memory.made.get(path)?.hash, is: hash })),
    ...removed.map((path) => ({ path, was: memory.made.get(path)?.hash, is: undefined })),
  ];
  memory.shards = memory.shards && shardsAfter(memory.shards, changes);
  for (const { path, print, hash } of files) {
    const { size = -1, time = 0 } = there.get(path) ?? memory.made.get(path) ?? {};
    const made: Made = { print, hash, size, time };
    memory.made.set(path, made);
    memory.since?.files.add(path);
    memory.tree?.put(path, hash);
  }
  const taken = removed.filter((path) => (memory.made.get(path)?.size ?? -1) >= 0);
  for (const path of removed) {
    memory.made.delete(path);
    memory.since?.files.add(path);
    memory.tree?.remove(path);
  }
  if (files.length + removed.length > 0 || !memory.accepted) memory.saved = false;
  if (!Object.is(memory.own.print, own.print)) memory.saved = false;
  Object.assign(memory, { accepted: true, own, others: plan.others });
  return { written, removed: taken, all: memory.made.size };
}
