// What was built beside what the target's manifest says: read in the shards that differ, and in no others.
import type { Hashes, Root, Tree } from '../model/tree.ts';
import {
  DOUBTFUL,
  MANIFEST,
  manifestFrom,
  manifestText,
  NOTHING,
  shardFrom,
  shardPath,
  shardText,
} from './manifest.ts';
import type { Manifest } from './manifest.ts';

/** What is to be brought to the target. */
export interface Wanted {
  readonly tree: Tree;
  /** The manifest is asked only which files are ours; what they hold is looked at. */
  readonly verify: boolean;
}

/** Files of the manifest as they are at the target, in the order asked; undefined for one that is not there. */
export type ReadManifest = (paths: readonly string[]) => Promise<readonly (string | undefined)[]>;

/** The files that may differ. All others of the site are at the target as they were built. */
export interface Compared {
  readonly built: Hashes;
  /** What the manifest says of them, and of ours that were not built. */
  readonly there: Hashes;
  readonly manifest: Manifest;
}

/** Reads the root at the target, then the shards that differ from the tree's. */
export async function compared({ tree, verify }: Wanted, read: ReadManifest): Promise<Compared> {
  const [text] = await read([MANIFEST]);
  const found = manifestFrom(text) ?? NOTHING;
  const root = tree.root();
  const differs = (name: string): boolean => verify || root.get(name) !== found.shards.get(name);
  const { files: there, broken } = await filesOf(
    [...found.shards].filter(([name]) => differs(name)),
    read,
  );
  if (verify) for (const path of there.keys()) there.set(path, DOUBTFUL);
  for (const path of found.doubtful) there.set(path, DOUBTFUL);

  const built = new Map<string, string>();
  for (const name of root.keys()) if (differs(name)) for (const [path, hash] of tree.shard(name)) built.set(path, hash);
  // A path may be in a shard that differs there, and in one that does not differ here.
  for (const path of there.keys()) {
    const hash = tree.get(path);
    if (hash !== undefined) built.set(path, hash);
  }
  return { built, there, manifest: without(found, broken) };
}

/** How the manifest comes to say what is true after some changes. */
export interface Rewriting {
  /** The root while files change. */
  readonly intent: string;
  /** Path → text of each shard that is not there yet. */
  readonly shards: ReadonlyMap<string, string>;
  /** Paths of shards that may lie there and that neither root needs. */
  readonly spare: readonly string[];
  /** The root when all is done. */
  readonly after: string;
}

/** Undefined when the manifest is true as it is. */
export function rewriting(
  tree: Tree,
  { manifest }: Pick<Compared, 'manifest'>,
  changes: readonly string[],
): Rewriting | undefined {
  const root = tree.root();
  if (changes.length === 0 && manifest.doubtful.length === 0 && isSame(manifest.shards, root)) return undefined;
  const [before, after] = [new Set(manifest.shards.values()), new Set(root.values())];
  const fresh = [...root].filter(([, print]) => !before.has(print));
  const intent: Manifest = {
    shards: manifest.shards,
    doubtful: [...new Set([...manifest.doubtful, ...changes])],
    spare: [...new Set([...manifest.spare, ...fresh.map(([, print]) => print)])],
  };
  const replaced = [...before].filter((print) => !after.has(print));
  return {
    intent: manifestText(intent),
    shards: new Map(fresh.map(([name, print]) => [shardPath(print), shardText(tree.shard(name))])),
    spare: manifest.spare.filter((print) => !before.has(print) && !after.has(print)).map(shardPath),
    after: manifestText({ shards: root, doubtful: [], spare: replaced }),
  };
}

/** The files of these shards, and the prints of those that are not what they say. */
async function filesOf(
  shards: readonly (readonly [name: string, print: string])[],
  read: ReadManifest,
): Promise<{ files: Map<string, string>; broken: Set<string> }> {
  const [files, broken] = [new Map<string, string>(), new Set<string>()];
  if (shards.length === 0) return { files, broken };
  const texts = await read(shards.map(([, print]) => shardPath(print)));
  for (const [index, [, print]] of shards.entries()) {
    const lines = shardFrom(texts[index], print);
    if (!lines) broken.add(print);
    for (const [path, hash] of lines ?? []) files.set(path, hash);
  }
  return { files, broken };
}

/** A broken shard vouches for nothing, and goes as a spare one does. */
function without({ shards, doubtful, spare }: Manifest, broken: ReadonlySet<string>): Manifest {
  if (broken.size === 0) return { shards, doubtful, spare };
  const sound = new Map([...shards].filter(([, print]) => !broken.has(print)));
  return { shards: sound, doubtful, spare: [...new Set([...spare, ...broken])] };
}

function isSame(a: Root, b: Root): boolean {
  return a.size === b.size && [...a].every(([name, print]) => b.get(name) === print);
}
