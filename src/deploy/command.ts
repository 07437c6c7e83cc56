// By a command of the person's own: rclone, netlify, wrangler, a script.
import { fine, wrong } from '../model/problem.ts';
import type { Checked } from '../model/problem.ts';
import { isFeed } from './plan.ts';
import type { Pushed } from './plan.ts';
import { refused } from './program.ts';
import type { Outside } from './program.ts';

/** Runs it in the site's folder; SKEIN_SITE says where the built site is. What it changed it does not tell. */
export async function byCommand(command: readonly string[], { files, built, run }: Outside): Promise<Checked<Pushed>> {
  const ran = await run(command, { cwd: files.root, env: { SKEIN_SITE: built.root } });
  const [program = ''] = command;
  if (ran.code === 127) return wrong(refused(program, ran, `Install ${program}, or correct deploy.command.`));
  if (ran.code !== 0) return wrong(refused(program, ran, 'Mend what it names, then deploy again.'));
  const paths = await built.list('');
  return fine({ uploaded: paths.length, removed: 0, changed: paths.filter(isFeed) });
}
