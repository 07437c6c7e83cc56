// By a command of the person's own: rclone, netlify, wrangler, a script.
import { fine, wrong } from '../model/problem.ts';
import type { Checked } from '../model/problem.ts';
import type { Wanted } from './compare.ts';
import { isFeed } from './plan.ts';
import type { Pushed } from './plan.ts';
import { refused } from './program.ts';
import type { Outside } from './program.ts';

/** Runs it in the site's folder; SKEIN_SITE says where the built site is. What it changed it does not tell. */
export async function byCommand(
  command: readonly string[],
  { files, built, run }: Outside,
  { tree }: Pick<Wanted, 'tree'>,
): Promise<Checked<Pushed>> {
  const ran = await run(command, { cwd: files.root, env: { SKEIN_SITE: built.root } });
  const [program = ''] = command;
  if (ran.code === 127) return wrong(refused(program, ran, `Install ${program}, or correct deploy.command.`));
  if (ran.code !== 0) return wrong(refused(program, ran, 'Mend what it names, then deploy again.'));
  return fine({ uploaded: tree.size, removed: 0, changed: [...tree.paths()].filter(isFeed).sort() });
}
