// A built site in a temporary folder, and what a folder holds.
import type { Pushed } from '../../src/deploy/plan.ts';
import { push } from '../../src/deploy/push.ts';
import { hashOf } from '../../src/model/hash.ts';
import type { Checked } from '../../src/model/problem.ts';
import type { Deploy } from '../../src/model/site.ts';
import { treeOf, type Tree } from '../../src/model/tree.ts';
import { filesAt } from '../../src/world/files.ts';
import { run as realRun } from '../../src/world/run.ts';
import type { Files, Run } from '../../src/world/world.ts';
import { temporary } from '../world/temporary.ts';

/** A site's folder whose `_site/` has these files. */
export async function builtSite(files: Readonly<Record<string, string>>): Promise<Files> {
  const site = filesAt(temporary());
  await rebuild(site, files);
  return site;
}

/** Makes `_site/` hold just these. */
export async function rebuild(site: Files, files: Readonly<Record<string, string>>): Promise<void> {
  const built = site.folder('_site');
  for (const path of await built.list('')) if (!(path in files)) await built.remove(path);
  for (const [path, text] of Object.entries(files)) await built.write(path, text);
}

/** The tree of what `_site/` holds. */
export async function treeAt(built: Files): Promise<Tree> {
  const tree = treeOf([]);
  for (const path of await built.list('')) {
    const bytes = await built.readBytes(path);
    if (bytes) tree.put(path, await hashOf(bytes));
  }
  return tree;
}

/** Deploys what `_site/` holds. */
export async function bring(
  deploy: Deploy,
  { files, run = realRun, verify = false }: { files: Files; run?: Run; verify?: boolean },
): Promise<Checked<Pushed>> {
  return push(deploy, { files, run }, { tree: await treeAt(filesAt(`${files.root}/_site`)), verify });
}

/** Path → text of all that is in a folder but the manifest, locks and git's own. */
export async function contents(folder: Files): Promise<Record<string, string>> {
  const paths = (await folder.list('')).filter((path) => !/(^|\/)\.(skein|git)[-/]/.test(path));
  return Object.fromEntries(await Promise.all(paths.map(async (path) => [path, (await folder.read(path)) ?? ''])));
}

/** Two states of a site that differ in every way: changed, new, gone, a file where a folder was and the reverse. */
export const FIRST = {
  'index.html': 'home 1',
  'atom.xml': 'feed 1',
  '2026/11/hello/index.html': 'hello',
  '2026/11/old/index.html': 'old',
  'was-file': 'file',
  'was-folder/in/it.txt': 'x',
  'unchanged.css': 'css',
};
export const SECOND = {
  'index.html': 'home 2',
  'atom.xml': 'feed 2',
  '2026/11/hello/index.html': 'hello, mended',
  '2026/11/new/index.html': 'new',
  'was-file/in/it.txt': 'y',
  'was-folder': 'file',
  'unchanged.css': 'css',
  '-dash #1 [*]? grüße ?.txt': 'hard name',
  '#hash': 'hard name',
  ';semi': 'hard name',
};
