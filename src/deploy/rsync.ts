// By rsync, over ssh or to a path: what the target's manifest does not vouch for goes up, compared by checksum. rsync
// orders one run as it likes, so what must come after something else is another run, and each is a connection:
//
//     ◀ root   ◀ shards   ▶ intent, new shards   ▶ pages   ▶ listings   ▶ removals, then the root
import { fine, wrong } from '../model/problem.ts';
import type { Checked, Problem } from '../model/problem.ts';
import type { Files, Ran, Run } from '../world/world.ts';
import { compared, rewriting } from './compare.ts';
import type { ReadManifest, Rewriting, Wanted } from './compare.ts';
import { isShard, MANIFEST, SHARDS, shardPath } from './manifest.ts';
import { changesOf, foldersOf, planOf, pushedBy } from './plan.ts';
import type { Plan, Pushed } from './plan.ts';
import { lastSaid, refused, withoutSecrets } from './program.ts';
import type { Outside } from './program.ts';

/** Where the manifest is on its way, in the site's folder: the root while it changes, and shards; the root when done. */
const [INTENT, AFTER] = ['.skein/rsync/intent/', '.skein/rsync/after/'];

/** Paths come from the input; what is transferred is printed as it is. */
const LISTED = ['--from0', '--files-from=-', '--8-bit-output', '--out-format=%n'];

/** Times are kept, for `Last-Modified`, but not those of folders, which may be another user's. */
const UPLOAD = ['--times', '--omit-dir-times', '--checksum', ...LISTED];

/** Files of the manifest, whatever their sizes and times are. */
const COPY = ['--ignore-times', ...LISTED];

/** Only what is included may go, and before anything comes. The source has the root and nothing else. */
const REMOVE = ['--ignore-times', '--recursive', '--delete-before', '--from0', '--include-from=-', '--exclude=*'];

/** rsync(1), "Exit values": some files could not be transferred. Of files of the manifest: they are not there. */
const PARTIAL = 23;

export interface ByRsync {
  readonly target: string;
  readonly options: readonly string[];
}

/** One run of rsync: its words, and the paths or patterns that it reads. */
interface Step {
  readonly words: readonly string[];
  readonly paths: readonly string[];
}

/** Gives what it printed; throws `Failed`, also for a code that is not `allowed`. */
type Rsync = (step: Step, allowed?: number) => Promise<string>;

class Failed extends Error {
  readonly ran: Ran;

  constructor(ran: Ran) {
    super('rsync');
    this.ran = ran;
  }
}

/** Brings the target to what was built. */
export async function byRsync(
  { target, options }: ByRsync,
  { files, built, run }: Outside,
  wanted: Wanted,
): Promise<Checked<Pushed>> {
  const rsync: Rsync = async ({ words, paths }, allowed = 0) => {
    const input = paths.map((path) => `${path}\0`).join('');
    const ran = await run(['rsync', ...options, ...words], { cwd: files.root, input });
    if (ran.code === 0 || ran.code === allowed) return ran.out;
    throw new Failed(ran);
  };
  try {
    const found = await compared(wanted, reader(files, rsync, target));
    const plan = planOf(found.built, found.there);
    const manifest = rewriting(wanted.tree, found, changesOf(plan));
    if (!manifest) return fine(pushedBy(plan));
    await stage(files, manifest);
    const printed: string[] = [];
    for (const step of stepsOf({ plan, manifest }, `${built.root}/`, target)) printed.push(await rsync(step));
    await tidy(files, wanted);
    const sent = new Set(printed.join('').split('\n'));
    return fine(pushedBy(plan, (path) => sent.has(path)));
  } catch (cause) {
    if (!(cause instanceof Failed)) throw cause;
    return wrong({ ...(await explained(cause.ran, run)), where: withoutSecrets(target) });
  }
}

/** Fetches into the site's folder. A shard that is there from the last deploy is what it was, as its name says. */
function reader(files: Files, rsync: Rsync, target: string): ReadManifest {
  const held = async (path: string): Promise<string | undefined> => files.read(INTENT + path);
  return async (paths) => {
    const lacking: string[] = [];
    for (const path of paths) {
      if (isShard(path, await held(path))) continue;
      await files.write(INTENT + path, '');
      lacking.push(path);
    }
    if (lacking.length > 0) await rsync(fetching(lacking, inside(target)), PARTIAL);
    return Promise.all(paths.map(held));
  };
}

/** One file, as the root is, is named as such: a host that refuses is then told by what ssh says and not by a pipe. */
function fetching(paths: readonly string[], source: string): Step {
  const [path = ''] = paths;
  if (paths.length > 1) return { words: [...COPY, '--', source, INTENT], paths };
  return { words: ['--ignore-times', '--', source + path, INTENT + path], paths: [] };
}

async function stage(files: Files, { intent, shards, after }: Rewriting): Promise<void> {
  for (const [path, text] of shards) await files.write(INTENT + path, text);
  await files.write(INTENT + MANIFEST, intent);
  await files.write(AFTER + MANIFEST, after);
}

/** Keeps the shards that the next deploy may ask for. */
async function tidy(files: Files, { tree }: Wanted): Promise<void> {
  const kept = new Set([...tree.root().values()].map((print) => INTENT + shardPath(print)));
  for (const path of await files.list(INTENT + SHARDS)) if (!kept.has(path)) await files.remove(path);
}

function stepsOf(
  { plan, manifest }: { plan: Plan; manifest: Rewriting },
  source: string,
  target: string,
): readonly Step[] {
  const upload = (paths: readonly string[]): Step => ({
    words: [...UPLOAD, '--', source, target],
    paths: paths.map((path) => `./${path}`),
  });
  const remove = (paths: readonly string[]): Step => ({
    words: [...REMOVE, '--', AFTER, target],
    paths: patternsOf(paths),
  });
  const steps = [
    { words: [...COPY, '--', INTENT, target], paths: [MANIFEST, ...manifest.shards.keys()] },
    remove(plan.inTheWay),
    upload(plan.pages),
    upload(plan.listings),
    remove([...plan.removals, ...manifest.spare, MANIFEST]),
  ];
  return steps.filter(({ paths }) => paths.length > 0);
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

/** What is in the target: `host:` is the home folder there, and `host:/` is not. */
function inside(target: string): string {
  return /[/:]$/.test(target) ? target : `${target}/`;
}

// That of ssh; and rsync's own, where it sees the stream end before it sees ssh end.
const LOST = new Set([255, 12]);

/** A host without rsync gives 127 too, or the shell there says so and the stream ends (12), whichever comes first. */
async function explained(ran: Ran, run: Run): Promise<Problem> {
  const isMissing = ran.code === 127 || (ran.code === 12 && /not found|No such file/.test(ran.err));
  const next = 'Mend what it names, then deploy again: it goes on where it stopped.';
  if (!isMissing && LOST.has(ran.code)) return { where: 'deploy', what: `rsync lost the host: ${lastSaid(ran)}`, next };
  if (!isMissing) return refused('rsync', ran, next);
  const here = await run(['rsync', '--version']);
  const where = here.code === 127 ? 'here' : 'on the host';
  return refused(
    'rsync',
    ran,
    `Install rsync ${where}: "apt install rsync", "dnf install rsync" or "brew install rsync".`,
  );
}
