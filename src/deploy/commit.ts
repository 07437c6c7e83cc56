// What a deploy reads and writes in the store of git: blobs, and a commit by what it changes.
import type { Files } from '../world/world.ts';
import type { Git } from './git.ts';

/** Changes of a commit; paths are relative to its prefix. What is removed goes first. */
export interface Commit {
  /** Undefined for the first of a branch. */
  readonly parent: string | undefined;
  /** As git-var(1) says it: name, address and time. */
  readonly who: string;
  readonly prefix: string;
  readonly words: string;
  readonly changes: {
    readonly removed: readonly string[];
    /** Path → blob. */
    readonly blobs: ReadonlyMap<string, string>;
    /** Path → text. */
    readonly texts: ReadonlyMap<string, string>;
  };
}

/** Where git-fast-import(1) makes its commit. It is gone when that ends. */
const NOWHERE = 'refs/skein/deploy';

/** Makes a commit on top of its parent, and gives its name. No branch moves. */
export async function commitOf(git: Git, { parent, who, prefix, words, changes }: Commit): Promise<string> {
  const { removed, blobs, texts } = changes;
  const at = (path: string): string => quoted(prefix + path);
  const lines = [
    `commit ${NOWHERE}`,
    'mark :1',
    `committer ${who}`,
    dataOf(words),
    ...(parent === undefined ? [] : [`from ${parent}`]),
    ...removed.map((path) => `D ${at(path)}`),
    ...[...blobs].map(([path, blob]) => `M 100644 ${blob} ${at(path)}`),
    ...[...texts].map(([path, text]) => `M 100644 inline ${at(path)}\n${dataOf(text)}`),
    'get-mark :1',
    `reset ${NOWHERE}`,
    `from ${'0'.repeat(parent?.length ?? 40)}`,
    'done',
  ];
  return (await git.say(['fast-import', '--quiet', '--done'], `${lines.join('\n')}\n`)).trim();
}

/** Stores files as they are: no filter and no end of line that the person's git is configured for. Path → blob. */
export async function blobsOf(git: Git, built: Files, paths: readonly string[]): Promise<Map<string, string>> {
  if (paths.length === 0) return new Map();
  const places = paths.map((path) => `${built.root}/${path}\n`).join('');
  const blobs = (await git.say(['hash-object', '-w', '--no-filters', '--stdin-paths'], places)).split('\n');
  return new Map(paths.map((path, index) => [path, blobs[index] ?? '']));
}

/** The texts of blobs named as `COMMIT:PATH`, in their order; undefined for one that is not there. */
export async function blobsAt(git: Git, names: readonly string[]): Promise<(string | undefined)[]> {
  const out = Buffer.from(await git.say(['cat-file', '--batch'], names.map((name) => `${name}\n`).join('')));
  let at = 0;
  return names.map(() => {
    const end = out.indexOf('\n', at);
    const [, type, size] = out.subarray(at, end).toString().split(' ');
    at = end + 1;
    if (type !== 'blob') return undefined;
    const text = out.subarray(at, at + Number(size)).toString();
    at += Number(size) + 1;
    return text;
  });
}

function dataOf(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}`;
}

/** A path as git-fast-import(1) reads it, whatever is in it. */
function quoted(path: string): string {
  return `"${path.replaceAll(/[\\"]/g, '\\$&').replaceAll('\n', '\\n')}"`;
}
