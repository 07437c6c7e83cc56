// To a branch that a host shows as pages: a commit on top of what the remote branch holds, made of the files that changed
// (git-fast-import(1)), so that neither the other files nor their folders are ever read. Neither the working tree nor the
// index nor a local branch is touched, and history is kept. The branch moves in one step, so no intent is needed.
import { fine, wrong } from '../model/problem.ts';
import type { Checked, Problem } from '../model/problem.ts';
import type { Files } from '../world/world.ts';
import { compared, rewriting } from './compare.ts';
import type { Wanted } from './compare.ts';
import { gitOf, Refused } from './git.ts';
import type { Git } from './git.ts';
import { blobsAt, blobsOf, commitOf } from './commit.ts';
import { isManifest, MANIFEST } from './manifest.ts';
import { changesOf, planOf, pushedBy, removalsOf, uploadsOf } from './plan.ts';
import type { Pushed } from './plan.ts';
import { refused, withoutSecrets } from './program.ts';
import type { Outside } from './program.ts';

/** Keeps GitHub from taking the site for sources of Jekyll, which drops folders that begin with `_`. */
const NOJEKYLL = '.nojekyll';

/** Who commits where nobody is configured, as on most CI machines. */
const SOMEBODY = { name: 'Skein', email: 'skein@localhost' };

interface Site {
  readonly built: Files;
  readonly wanted: Wanted;
}

export interface Branch {
  /** A remote of the repository that the site is in, or an address. */
  readonly remote: string;
  readonly branch: string;
  /** In the branch; `''` for its root. */
  readonly folder: string;
}

/** Commits what was built, and pushes. Where another push came first, once more on top of it. */
export async function toBranch(
  branch: Branch,
  { files, built, run }: Outside,
  wanted: Wanted,
): Promise<Checked<Pushed>> {
  try {
    const git = await gitOf(files, run);
    const push = async (): Promise<Checked<Pushed>> => fine(await commitAndPush(git, branch, { built, wanted }));
    return await push().catch(async (cause: unknown) => {
      if (cause instanceof Refused && cause.ran.err.includes('rejected]')) return push();
      throw cause;
    });
  } catch (cause) {
    if (cause instanceof Refused) return wrong(problemOf(cause, branch));
    throw cause;
  }
}

async function commitAndPush(git: Git, { remote, branch, folder }: Branch, { built, wanted }: Site): Promise<Pushed> {
  const ref = `refs/heads/${branch}`;
  const tip = await tipOf(git, remote, ref);
  const prefix = folder === '' ? '' : `${folder.replace(/\/$/, '')}/`;
  const named = (path: string): string => `${tip}:${prefix}${path}`;
  const found = await compared(wanted, async (paths) => (tip === undefined ? [] : blobsAt(git, paths.map(named))));
  const plan = planOf(found.built, found.there);
  const manifest = rewriting(wanted.tree, found, changesOf(plan));
  if (!manifest) return pushedBy(plan);

  const removed = [...removalsOf(plan), ...manifest.spare].filter((path) => path !== NOJEKYLL);
  const texts = new Map([...manifest.shards, [MANIFEST, manifest.after]]);
  if (wanted.tree.get(NOJEKYLL) === undefined) texts.set(NOJEKYLL, '');
  const commit = await commitOf(git, {
    parent: tip,
    who: (await committerIn(git)).trim(),
    prefix,
    words: `Deploy: ${uploadsOf(plan).length} written, ${removalsOf(plan).length} removed\n`,
    changes: { removed, texts, blobs: await blobsOf(git, built, uploadsOf(plan)) },
  });
  const paths = await differing(git, tip, commit);
  if (paths.length > 0) await git.say(['push', '--quiet', '--no-verify', '--', remote, `${commit}:${ref}`]);
  return pushedIn(paths, prefix);
}

/** The commit that the branch is at over there, fetched; undefined when there is no such branch yet. */
async function tipOf(git: Git, remote: string, ref: string): Promise<string | undefined> {
  const lines = (await git.say(['ls-remote', '--', remote, ref])).split('\n').map((line) => line.split('\t'));
  const tip = lines.find(([, name]) => name === ref)?.[0];
  if (tip === undefined || (await git.can(['cat-file', '-e', `${tip}^{commit}`]))) return tip;
  const depth = git.isOwn ? ['--depth=1'] : [];
  await git.say(['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', '--refmap=', ...depth, '--', remote, ref]);
  return tip;
}

/** What differs, with its status. git knows that better than the manifest. */
async function differing(git: Git, tip: string | undefined, commit: string): Promise<(readonly [string, string])[]> {
  const base = tip ?? (await git.say(['hash-object', '-t', 'tree', '--stdin'])).trim();
  const out = await git.say(['diff-tree', '-r', '-z', '--name-status', '--no-renames', base, commit]);
  const words = out.split('\0').slice(0, -1);
  return words.flatMap((status, index) => (index % 2 === 0 ? [[status, words[index + 1] ?? ''] as const] : []));
}

function pushedIn(paths: readonly (readonly [status: string, path: string])[], prefix: string): Pushed {
  const ours = paths
    .map(([status, path]) => [status, path.slice(prefix.length)] as const)
    .filter(([, path]) => !isManifest(path));
  const written = ours.filter(([status]) => status !== 'D').map(([, path]) => path);
  return { uploaded: written.length, removed: ours.length - written.length, changed: written };
}

/** Who commits and when, as git is configured; else somebody, for git refuses to commit as nobody. */
async function committerIn(git: Git): Promise<string> {
  const ask = ['-c', 'user.useConfigOnly=true', 'var', 'GIT_COMMITTER_IDENT'];
  return git.say(ask).catch(async (cause: unknown) => {
    if (!(cause instanceof Refused)) throw cause;
    return git.with({ GIT_COMMITTER_NAME: SOMEBODY.name, GIT_COMMITTER_EMAIL: SOMEBODY.email }).say(ask);
  });
}

function problemOf({ message, ran }: Refused, { remote, branch }: Branch): Problem {
  const next =
    ran.code === 127
      ? 'Install git: "apt install git", "dnf install git" or "brew install git".'
      : `May this machine push there? Try: git push ${withoutSecrets(remote)} HEAD:refs/heads/${branch} --dry-run`;
  return { ...refused(message, ran, next), where: `${withoutSecrets(remote)} ${branch}` };
}
