// Into a folder that a web server shows: by the manifest kept there, one file after the other.
import { fine, wrong } from '../model/problem.ts';
import type { Checked } from '../model/problem.ts';
import type { Files } from '../world/world.ts';
import { hashesOf, hashOf, intentOf, MANIFEST, manifestFrom, manifestText } from './manifest.ts';
import type { Hashes } from './manifest.ts';
import { planOf, pushedBy, removalsOf, uploadsOf } from './plan.ts';
import type { Plan, Pushed } from './plan.ts';

/** Brings the folder to what was built. A second deploy of the same folder waits for the first. */
export async function toFolder(built: Files, target: Files): Promise<Checked<Pushed>> {
  const [from, to] = [`${built.root}/`, `${target.root}/`];
  if (to.startsWith(from) || from.startsWith(to)) {
    return wrong({
      where: 'deploy.folder',
      what: `${target.root} and the built site, ${built.root}, lie in one another.`,
      next: 'Name a folder apart from the site: the one that your web server shows.',
    });
  }
  try {
    return await target.alone('target', async () => fine(await deploy(built, target)));
  } catch (cause) {
    // What the disk refuses has a code; all else is a bug.
    if (!(cause instanceof Error) || !('code' in cause)) throw cause;
    return wrong({
      where: target.root,
      what: `The folder could not be written (${cause.message}).`,
      next: 'Make room or give yourself the right to write there, then deploy again: it goes on where it stopped.',
    });
  }
}

async function deploy(built: Files, target: Files): Promise<Pushed> {
  const local = await hashesOf(built);
  const before = await target.read(MANIFEST);
  const there = await foundAt(target, built, { local, known: manifestFrom(before) ?? new Map() });
  const plan = planOf(local, there);
  const changes = [...uploadsOf(plan), ...removalsOf(plan)];
  if (changes.length > 0) await target.write(MANIFEST, manifestText(intentOf(there, changes)));
  await carryOut(plan, built, target);
  const after = manifestText(local);
  if (after !== before) await target.write(MANIFEST, after);
  return pushedBy(plan);
}

/** What is at the target, as far as it concerns us. A file that the manifest does not vouch for is read. */
async function foundAt(target: Files, built: Files, by: { local: Hashes; known: Hashes }): Promise<Hashes> {
  const there = new Map(by.known);
  for (const [path, hash] of by.local) {
    const size = await target.size(path);
    if (by.known.get(path) === hash && size === (await built.size(path))) continue;
    const bytes = size === undefined ? undefined : await target.readBytes(path);
    if (bytes) there.set(path, await hashOf(bytes));
    else there.delete(path);
  }
  return there;
}

async function carryOut(plan: Plan, built: Files, target: Files): Promise<void> {
  for (const path of plan.inTheWay) await target.remove(path);
  for (const path of uploadsOf(plan)) {
    const bytes = await built.readBytes(path);
    if (!bytes) throw new Error(`${built.root}/${path} went away while it was deployed.`);
    await target.write(path, bytes);
  }
  for (const path of plan.removals) await target.remove(path);
}
