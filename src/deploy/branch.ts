// To a branch that a host shows as pages: a commit on top of what the remote branch holds. Neither the working tree nor
// the index nor a local branch is touched, and history is kept.
import { fine, wrong } from '../model/problem.ts';
import type { Checked, Problem } from '../model/problem.ts';
import type { Files } from '../world/world.ts';
import { withGit, Refused } from './git.ts';
import type { Git } from './git.ts';
import { hashesOf, hashOf, MANIFEST, manifestFrom, manifestText } from './manifest.ts';
import type { Hashes } from './manifest.ts';
import { planOf, removalsOf } from './plan.ts';
import type { Pushed } from './plan.ts';
import { refused, withoutSecrets } from './program.ts';
import type { Outside } from './program.ts';

/** Keeps GitHub from taking the site for sources of Jekyll, which drops folders that begin with `_`. */
const NOJEKYLL = '.nojekyll';

/** Who commits where nobody is configured, as on most CI machines. */
const SOMEBODY = { name: 'Skein', email: 'skein@localhost' };

export interface Branch {
  /** A remote of the repository that the site is in, or an address. */
  readonly remote: string;
  readonly branch: string;
  /** In the branch; `''` for its root. */
  readonly folder: string;
}

/** Commits what was built, and pushes. Where another push came first, once more on top of it. */
export async function toBranch(branch: Branch, { files, built, run }: Outside): Promise<Checked<Pushed>> {
  try {
    return await withGit(files, run, async (git) => {
      const push = async (): Promise<Checked<Pushed>> => fine(await commitAndPush(git, branch, built));
      return push().catch(async (cause: unknown) => {
        if (cause instanceof Refused && cause.ran.err.includes('rejected]')) return push();
        throw cause;
      });
    });
  } catch (cause) {
    if (cause instanceof Refused) return wrong(problemOf(cause, branch));
    throw cause;
  }
}

async function commitAndPush(git: Git, { remote, branch, folder }: Branch, built: Files): Promise<Pushed> {
  const ref = `refs/heads/${branch}`;
  const tip = await tipOf(git, remote, ref);
  const base = tip === undefined ? (await git.say(['hash-object', '-t', 'tree', '-w', '--stdin'])).trim() : tip;
  const prefix = folder === '' ? '' : `${folder.replace(/\/$/, '')}/`;
  const tree = await treeOf(git, base, { built, prefix });
  const pushed = await changes(git, { base, tree, prefix });
  if (pushed.uploaded + pushed.removed === 0) return pushed;

  const words = ['commit-tree', ...(tip === undefined ? [] : ['-p', tip]), tree];
  const commit = await (
    await withAuthor(git)
  ).say(words, `Deploy: ${pushed.uploaded} written, ${pushed.removed} removed\n`);
  await git.say(['push', '--quiet', '--no-verify', '--', remote, `${commit.trim()}:${ref}`]);
  return pushed;
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

/** The tree of the branch with what was built in its folder. What is there and not ours stays. */
async function treeOf(git: Git, base: string, { built, prefix }: { built: Files; prefix: string }): Promise<string> {
  await git.say(['read-tree', base]);
  const there = `${base}:${prefix}${MANIFEST}`;
  const known = (await git.can(['cat-file', '-e', there])) ? await git.say(['cat-file', 'blob', there]) : undefined;
  const site = await hashesOf(built);
  const blobs = await blobsOf(git, built, site);
  const nothing = new Uint8Array();
  const local = new Map([...site, [NOJEKYLL, site.get(NOJEKYLL) ?? (await hashOf(nothing))]]);
  if (!site.has(NOJEKYLL)) blobs.set(NOJEKYLL, await blobOf(git, ''));
  blobs.set(MANIFEST, await blobOf(git, manifestText(local)));

  const gone = removalsOf(planOf(local, manifestFrom(known) ?? new Map()));
  await git.say(['update-index', '--force-remove', '-z', '--stdin'], gone.map((path) => `${prefix}${path}\0`).join(''));
  const lines = [...blobs].map(([path, blob]) => `100644 ${blob}\t${prefix}${path}\0`);
  await git.say(['update-index', '--add', '--replace', '-z', '--index-info'], lines.join(''));
  return (await git.say(['write-tree'])).trim();
}

/** As they are: no filter and no end of line that the person's git is configured for. */
async function blobsOf(git: Git, built: Files, site: Hashes): Promise<Map<string, string>> {
  const paths = [...site.keys()];
  const places = paths.map((path) => `${built.root}/${path}\n`).join('');
  const blobs = (await git.say(['hash-object', '-w', '--no-filters', '--stdin-paths'], places)).split('\n');
  return new Map(paths.map((path, index) => [path, blobs[index] ?? '']));
}

async function blobOf(git: Git, text: string): Promise<string> {
  return (await git.say(['hash-object', '-w', '--stdin'], text)).trim();
}

/** What differs in the folder. git knows that better than the manifest. */
async function changes(git: Git, at: { base: string; tree: string; prefix: string }): Promise<Pushed> {
  const out = await git.say(['diff-tree', '-r', '-z', '--name-status', '--no-renames', at.base, at.tree]);
  const words = out.split('\0');
  const pairs = words.flatMap((status, index) => (index % 2 === 0 ? [[status, words[index + 1] ?? ''] as const] : []));
  const ours = pairs
    .filter(([status, path]) => status !== '' && path !== at.prefix + MANIFEST)
    .map(([status, path]) => [status, path.slice(at.prefix.length)] as const);
  const written = ours.filter(([status]) => status !== 'D').map(([, path]) => path);
  return { uploaded: written.length, removed: ours.length - written.length, changed: written };
}

/** As git is configured; else somebody, for git refuses to commit as nobody. */
async function withAuthor(git: Git): Promise<Git> {
  if (await git.can(['-c', 'user.useConfigOnly=true', 'var', 'GIT_COMMITTER_IDENT'])) return git;
  const { name, email } = SOMEBODY;
  return git.with({
    GIT_AUTHOR_NAME: name,
    GIT_AUTHOR_EMAIL: email,
    GIT_COMMITTER_NAME: name,
    GIT_COMMITTER_EMAIL: email,
  });
}

function problemOf({ message, ran }: Refused, { remote, branch }: Branch): Problem {
  const next =
    ran.code === 127
      ? 'Install git: "apt install git", "dnf install git" or "brew install git".'
      : `May this machine push there? Try: git push ${withoutSecrets(remote)} HEAD:refs/heads/${branch} --dry-run`;
  return { ...refused(message, ran, next), where: `${withoutSecrets(remote)} ${branch}` };
}
