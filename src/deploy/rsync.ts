// By rsync, over ssh or to a path: what the target's manifest does not vouch for goes up, compared by checksum. rsync
// orders one run as it likes, so pages and what links to them are two runs.
import { fine, wrong } from '../model/problem.ts';
import type { Checked, Problem } from '../model/problem.ts';
import type { Ran, Run } from '../world/world.ts';
import { hashesOf, intentOf, MANIFEST, manifestFrom, manifestText } from './manifest.ts';
import { foldersOf, planOf, pushedBy, removalsOf, uploadsOf } from './plan.ts';
import type { Plan, Pushed } from './plan.ts';
import { refused, withoutSecrets } from './program.ts';
import type { Outside } from './program.ts';

/** Where manifests are while they are on their way, in the site's folder: as it was, while it changes, as it will be. */
const [BEFORE, INTENT, AFTER] = ['.skein/rsync/before/', '.skein/rsync/intent/', '.skein/rsync/after/'];

/** Times are kept, for `Last-Modified`, but not those of folders, which may be another user's. */
const UPLOAD = ['--times', '--omit-dir-times', '--checksum', '--from0', '--files-from=-'];

/** Only what is included may go; the source is a folder that has none of it. */
const REMOVE = ['--recursive', '--delete', '--from0', '--include-from=-', '--exclude=*'];

/** rsync(1), "Exit values": some files could not be transferred. Of one file: it is not there. */
const PARTIAL = 23;

export interface Rsync {
  readonly target: string;
  readonly options: readonly string[];
}

/** One run of rsync: its words, and the paths or patterns that it reads. */
interface Step {
  readonly words: readonly string[];
  readonly paths: readonly string[];
}

/** Brings the target to what was built. */
export async function byRsync({ target, options }: Rsync, { files, built, run }: Outside): Promise<Checked<Pushed>> {
  const rsync = async ({ words, paths }: Step): Promise<Ran> =>
    run(['rsync', ...options, ...words], { cwd: files.root, input: paths.map((path) => `${path}\0`).join('') });
  const failed = async (ran: Ran): Promise<Checked<Pushed>> =>
    wrong({ ...(await explained(ran, run)), where: withoutSecrets(target) });

  await files.write(BEFORE + MANIFEST, '');
  const fetched = await rsync(one(inside(target, MANIFEST), BEFORE));
  if (fetched.code !== 0 && fetched.code !== PARTIAL) return failed(fetched);

  const known = manifestFrom(await files.read(BEFORE + MANIFEST)) ?? new Map<string, string>();
  const local = await hashesOf(built);
  const plan = planOf(local, known);
  const changes = [...uploadsOf(plan), ...removalsOf(plan)];
  if (changes.length === 0) return fine(pushedBy(plan));

  await files.write(INTENT + MANIFEST, manifestText(intentOf(known, changes)));
  await files.write(AFTER + MANIFEST, manifestText(local));
  for (const step of stepsOf(plan, `${built.root}/`, target)) {
    const ran = await rsync(step);
    if (ran.code !== 0) return failed(ran);
  }
  return fine(pushedBy(plan));
}

function stepsOf({ inTheWay, pages, listings, removals }: Plan, source: string, target: string): Step[] {
  const upload = (paths: readonly string[]): Step => ({
    words: [...UPLOAD, '--', source, target],
    paths: paths.map((path) => `./${path}`),
  });
  const remove = (paths: readonly string[]): Step => ({
    words: [...REMOVE, '--', INTENT, target],
    paths: patternsOf(paths),
  });
  const steps = [remove(inTheWay), upload(pages), upload(listings), remove(removals)];
  return [
    one(INTENT + MANIFEST, inside(target, '')),
    ...steps.filter(({ paths }) => paths.length > 0),
    one(AFTER + MANIFEST, inside(target, '')),
  ];
}

/** One file, whatever its size and time are. */
function one(from: string, to: string): Step {
  return { words: ['--ignore-times', '--', from, to], paths: [] };
}

/** Each path as a pattern of rsync, anchored at the target, with the folders that it may leave empty. */
function patternsOf(paths: readonly string[]): string[] {
  const folders = new Set(paths.flatMap(foldersOf));
  return [...[...folders].map((folder) => `/${escaped(folder)}/`), ...paths.map((path) => `/${escaped(path)}`)];
}

/** rsync(1), "Pattern matching rules": a backslash escapes, but only in a pattern that has a wildcard. */
function escaped(path: string): string {
  return path.replaceAll(/[*?[]/g, '\\$&');
}

/** `host:` is the home folder there, and `host:/` is not. */
function inside(target: string, path: string): string {
  return /[/:]$/.test(target) ? target + path : `${target}/${path}`;
}

/** A host without rsync gives 127 too, or the shell there says so and the stream ends (12), whichever comes first. */
async function explained(ran: Ran, run: Run): Promise<Problem> {
  const isMissing = ran.code === 127 || (ran.code === 12 && /not found|No such file/.test(ran.err));
  if (!isMissing) return refused('rsync', ran, 'Mend what it names, then deploy again: it goes on where it stopped.');
  const here = await run(['rsync', '--version']);
  const where = here.code === 127 ? 'here' : 'on the host';
  return refused(
    'rsync',
    ran,
    `Install rsync ${where}: "apt install rsync", "dnf install rsync" or "brew install rsync".`,
  );
}
