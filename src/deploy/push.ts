// Brings the built site to its host, by the method that the config names.
import { wrong } from '../model/problem.ts';
import type { Checked } from '../model/problem.ts';
import type { Deploy } from '../model/site.ts';
import type { World } from '../world/world.ts';
import { toBranch } from './branch.ts';
import { byCommand } from './command.ts';
import type { Wanted } from './compare.ts';
import { toFolder } from './folder.ts';
import type { Pushed } from './plan.ts';
import type { Outside } from './program.ts';
import { byRsync } from './rsync.ts';

/**
 * Makes the host show what is in `_site/`, whose files the tree names. One deploy of a site at a time: a second waits.
 * Half an upload is a problem; the next run goes on where this one stopped.
 */
export async function push(
  deploy: Deploy,
  { files, run }: Pick<World, 'files' | 'run'>,
  wanted: Wanted,
): Promise<Checked<Pushed>> {
  if (wanted.tree.size === 0) {
    return wrong({ where: '_site/', what: 'Nothing is built yet.', next: 'Type "skein build" first.' });
  }
  return files.alone('deploy', async () => by(deploy, { files, built: files.folder('_site'), run }, wanted));
}

async function by(deploy: Deploy, outside: Outside, wanted: Wanted): Promise<Checked<Pushed>> {
  if (deploy.to === 'folder') return toFolder(outside.files.folder(deploy.folder), outside.built, wanted);
  if (deploy.to === 'rsync') return byRsync(deploy, outside, wanted);
  if (deploy.to === 'git') return toBranch(deploy, outside, wanted);
  return byCommand(deploy.command, outside, wanted);
}
