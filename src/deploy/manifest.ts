// What the target knows of itself: every file that Skein put there, with the hash of what it holds. It is kept at the
// target and nowhere else, so that any machine can deploy, and as a tree, so that a deploy reads and writes the shards
// of the files that changed.
//
//     .skein-manifest.json            the root: shard → print, and what a deploy that is not done may have changed
//     .skein-manifest/PRINT.json      a shard: path → hash. What it holds is its name, so that none is ever rewritten
//
//   1. read       the root, then the shards that differ; what they do not vouch for is looked at
//   2. intent     the root as it was, but whatever is about to change is doubtful; whatever is new is ours from now on
//   3. new shards, then the files
//   4. the shards that an earlier deploy replaced go
//   5. the root   names the new shards. It is written in one piece; until then the intent is true
//
// Killed before 2: nothing has changed. Before 5: the next deploy finds the intent, whose shards are all there, and
// takes a doubtful file for neither old nor new. After 5: done; the replaced shards are spare, and go at the next 4.
import type { Hashes, Root } from '../model/tree.ts';
import { printOf } from '../model/tree.ts';
import { isHash } from '../model/hash.ts';

/** The path of its root at the target. */
export const MANIFEST = '.skein-manifest.json';

/** The folder of its shards. */
export const SHARDS = '.skein-manifest/';

/** Stands for the hash of a file of ours that may hold anything, or be missing. */
export const DOUBTFUL = '?';

/** What the root says. */
export interface Manifest {
  readonly shards: Root;
  /** Paths that a deploy was about to change. */
  readonly doubtful: readonly string[];
  /** Prints of shards that may lie there and that no root needs. */
  readonly spare: readonly string[];
}

/** Of a target that knows nothing. */
export const NOTHING: Manifest = { shards: new Map(), doubtful: [], spare: [] };

/** Where a shard is at the target. */
export function shardPath(print: string): string {
  return `${SHARDS}${print}.json`;
}

/** Undefined when the text is not a root that one can rely on: somebody else may have written there. */
export function manifestFrom(text: string | undefined): Manifest | undefined {
  const { shards, doubtful, spare } = parsed(text);
  const prints = entriesOf(shards);
  if (!prints?.every(([, print]) => isPrint(print))) return undefined;
  if (!isArrayOf(doubtful, isPath) || !isArrayOf(spare, isPrint)) return undefined;
  return { shards: new Map(prints as [string, string][]), doubtful, spare };
}

export function manifestText({ shards, doubtful, spare }: Manifest): string {
  return textOf({ shards: sorted(shards), doubtful: [...doubtful].sort(), spare: [...spare].sort() });
}

/** Undefined when the text is not the shard of this print: it is missing, cut, or changed by somebody else. */
export function shardFrom(text: string | undefined, print: string): Hashes | undefined {
  const entries = entriesOf(parsed(text)['files']);
  if (!entries?.every(([path, hash]) => isPath(path) && isHash(hash))) return undefined;
  const files = new Map(entries as [string, string][]);
  return printOf(files) === print ? files : undefined;
}

/** Whether a text is the shard that belongs at this path. */
export function isShard(path: string, text: string | undefined): boolean {
  return shardFrom(text, path.slice(SHARDS.length, -'.json'.length)) !== undefined;
}

export function shardText(files: Hashes): string {
  return textOf({ files: sorted(files) });
}

/** Whether a path of the site is the manifest's own. */
export function isManifest(path: string): boolean {
  return path === MANIFEST || path.startsWith(SHARDS);
}

function textOf(value: unknown): string {
  return `${JSON.stringify(value, null, 1)}\n`;
}

function sorted(map: Hashes): Record<string, string> {
  return Object.fromEntries([...map].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** An object without keys for what is none. */
function parsed(text: string | undefined): Readonly<Record<string, unknown>> {
  try {
    const value = JSON.parse(text ?? 'null') as unknown;
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch (cause) {
    if (cause instanceof SyntaxError) return {};
    throw cause;
  }
}

function entriesOf(value: unknown): [string, unknown][] | undefined {
  return typeof value === 'object' && value !== null ? Object.entries(value) : undefined;
}

function isArrayOf(value: unknown, is: (each: unknown) => boolean): value is string[] {
  return Array.isArray(value) && value.every(is);
}

function isPrint(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-z]+$/.test(value);
}

function isPath(value: unknown): boolean {
  if (typeof value !== 'string' || isManifest(value) || /[\\\0]/.test(value)) return false;
  return value.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}
