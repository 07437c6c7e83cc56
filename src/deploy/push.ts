// Brings the built site to its host, by the method that the config names.
import { wrong } from '../model/problem.ts';
import type { Checked } from '../model/problem.ts';
import type { Deploy } from '../model/site.ts';
import type { World } from '../world/world.ts';
import { toBranch } from './branch.ts';
import { byCommand } from './command.ts';
import { toFolder } from './folder.ts';
import type { Pushed } from './plan.ts';
import type { Outside } from './program.ts';
import { byRsync } from './rsync.ts';

/**
 * Makes the host show what is in `_site/`. One deploy of a site at a time: a second waits. Half an upload is a problem;
 * the next run goes on where this one stopped.
 */
export async function push(deploy: Deploy, { files, run }: Pick<World, 'files' | 'run'>): Promise<Checked<Pushed>> {
  return files.alone('deploy', async () => {
    const built = files.folder('_site');
    if ((await built.list('')).length > 0) return by(deploy, { files, built, run });
    return wrong({ where: '_site/', what: 'Nothing is built yet.', next: 'Type "skein build" first.' });
  });
}

async function by(deploy: Deploy, outside: Outside): Promise<Checked<Pushed>> {
  if (deploy.to === 'folder') return toFolder(outside.built, outside.files.folder(deploy.folder));
  if (deploy.to === 'rsync') return byRsync(deploy, outside);
  if (deploy.to === 'git') return toBranch(deploy, outside);
  return byCommand(deploy.command, outside);
}
