// What is kept of a tree: the prints of its shards, brought up to date file by file, so that a deploy that has little to
// do need not know all files of the site.
import { grouped } from './grouped.ts';
import { folderOf, folderOfShard, namesFor, partOf, printWith, treeOf, type Shards, type Tree } from './tree.ts';

/** A file that is another: the hash of what it held, and of what it holds; undefined where it was or is none. */
export interface Change {
  readonly path: string;
  readonly was: string | undefined;
  readonly is: string | undefined;
}

/** Files and what they hold, row by row. */
export interface FileRows {
  readonly paths: readonly string[];
  readonly hashes: readonly string[];
}

/** The tree of these shards. Its files are asked for where its root is not enough, and only folders asked for are taken apart. */
export function keptTree(shards: Shards, files: () => FileRows): Tree {
  let found: (FileRows & { readonly rows: ReadonlyMap<string, readonly number[]> }) | undefined;
  const find = () => (found ??= withRows(files()));
  const trees = new Map<string, Tree>();
  const treeAt = (folder: string): Tree => {
    const before = trees.get(folder);
    if (before) return before;
    const { rows, paths, hashes } = find();
    const tree = treeOf((rows.get(folder) ?? []).map((row) => [paths[row] ?? '', hashes[row] ?? '']));
    trees.set(folder, tree);
    return tree;
  };
  return {
    size: [...shards.values()].reduce((sum, { size }) => sum + size, 0),
    get: (path) => treeAt(folderOf(path)).get(path),
    paths: () => find().paths,
    root: () => new Map(Array.from(shards, ([name, { print }]) => [name, print])),
    shard: (name) => treeAt(folderOfShard(name)).shard(name),
  };
}

/** With the rows of each folder. */
function withRows({ paths, hashes }: FileRows) {
  return { paths, hashes, rows: grouped(paths.keys(), (row) => folderOf(paths[row] ?? '')) };
}

/** What they are after some changes; undefined when a folder comes to be parted in another way. */
export function shardsAfter(shards: Shards, changes: Iterable<Change>): Shards | undefined {
  const after = new Map(shards);
  for (const { path, was, is } of changes) {
    if (was === is) continue;
    const folder = folderOf(path);
    const names = namesIn(after, folder);
    const by = Number(is !== undefined) - Number(was !== undefined);
    const size = names.reduce((sum, each) => sum + (after.get(each)?.size ?? 0), by);
    if (namesFor(folder, size).length !== names.length) return undefined;
    const name = names[partOf(path, names.length)] ?? folder;
    const before = after.get(name) ?? { print: '0', size: 0 };
    const lines = [was, is].filter((hash) => hash !== undefined).map((hash) => [path, hash] as const);
    if (size === 0) after.delete(name);
    else after.set(name, { print: printWith(before.print, lines), size: before.size + by });
  }
  return after;
}

/** The shards of a folder; one that is not there yet is one shard. */
function namesIn(shards: Shards, folder: string): readonly string[] {
  const names: string[] = [];
  while (shards.has(`${folder}#${names.length}`)) names.push(`${folder}#${names.length}`);
  return names.length > 0 ? names : [folder];
}
