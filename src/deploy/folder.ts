// Into a folder that a web server shows: by the manifest kept there, one file after the other.
import { fine, wrong } from '../model/problem.ts';
import type { Checked } from '../model/problem.ts';
import { hashOf } from '../model/hash.ts';
import type { Hashes } from '../model/tree.ts';
import type { Files } from '../world/world.ts';
import { compared, rewriting } from './compare.ts';
import type { Compared, Wanted } from './compare.ts';
import { DOUBTFUL, MANIFEST } from './manifest.ts';
import { changesOf, planOf, pushedBy, uploadsOf } from './plan.ts';
import type { Plan, Pushed } from './plan.ts';

/** Brings the folder to what was built. A second deploy of the same folder waits for the first. */
export async function toFolder(target: Files, built: Files, wanted: Wanted): Promise<Checked<Pushed>> {
  const [from, to] = [`${built.root}/`, `${target.root}/`];
  if (to.startsWith(from) || from.startsWith(to)) {
    return wrong({
      where: 'deploy.folder',
      what: `${target.root} and the built site, ${built.root}, lie in one another.`,
      next: 'Name a folder apart from the site: the one that your web server shows.',
    });
  }
  try {
    return await target.alone('target', async () => fine(await deploy(target, built, wanted)));
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

async function deploy(target: Files, built: Files, wanted: Wanted): Promise<Pushed> {
  const found = await compared(wanted, async (paths) => Promise.all(paths.map(async (path) => target.read(path))));
  const plan = planOf(found.built, await lookedAt(target, found));
  const manifest = rewriting(wanted.tree, found, changesOf(plan));
  if (!manifest) return pushedBy(plan);
  await target.write(MANIFEST, manifest.intent);
  for (const [path, text] of manifest.shards) await target.write(path, text);
  await carryOut(plan, built, target);
  for (const path of manifest.spare) await target.remove(path);
  await target.write(MANIFEST, manifest.after);
  return pushedBy(plan);
}

/** What the files hold, as the manifest vouches for it; a file that it does not vouch for is read. */
async function lookedAt(target: Files, { built, there }: Compared): Promise<Hashes> {
  const seen = new Map(there);
  for (const path of built.keys()) {
    if ((there.get(path) ?? DOUBTFUL) !== DOUBTFUL) continue;
    const bytes = await target.readBytes(path);
    if (bytes) seen.set(path, await hashOf(bytes));
    else seen.delete(path);
  }
  return seen;
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
