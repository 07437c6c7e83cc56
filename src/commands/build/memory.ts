// What is known since the last build: of each post, and of each file of the site. It is kept in `.skein/cache/` and may
// be lost at any time: then all is read and made anew, and the bytes are the same.
import type { Fingerprint } from '../../model/fingerprint.ts';
import type { Site } from '../../model/site.ts';
import { keptTree, type FileRows } from '../../model/shards.ts';
import { treeOf, type OwnTree, type Shards, type Tree } from '../../model/tree.ts';
import type { CheckedConfig } from '../open.ts';
import type { Known } from '../../posts/reader.ts';
import { stillMade, withFound, type Made } from '../../site/made.ts';
import { NO_NUMBERS, type Columns, type Difference } from '../../site/columns.ts';
import type { Table } from '../../site/table.ts';
import { textsOf } from '../../model/texts.ts';
import type { Seen, World } from '../../world/world.ts';

/** A form in which a site is built: as it is published, as its preview, or for `check` to look at. */
export interface Edition {
  readonly name: 'site' | 'preview' | 'check';
  /** The folder of the built site. */
  readonly built: string;
  readonly drafts: 'hidden' | 'shown';
  /** The site as this edition shows it. */
  readonly dressed: (site: Site) => Site;
}

/** What a build leaves to the next one of the same edition. */
export interface Memory {
  /** The config that was checked last: while its words are the same, so is the site. */
  checked?: CheckedConfig | undefined;
  /** Of everything that renders: what was made by other code has to be made anew. */
  code: Fingerprint;
  /** What images are made with, as this code found it. */
  images?: { readonly code: Fingerprint; readonly recipe?: string } | undefined;
  known: Map<string, Known>;
  /** Whether the last build found nothing wrong, so that only what is new can be. */
  accepted: boolean;
  made: Map<string, Made>;
  /** What the site's own pages were made from, and which they are. */
  own: { readonly print: Fingerprint; readonly paths: readonly string[] };
  /** Of the built site, since it was last changed; NaN when it does not have it yet. */
  stamp: number;
  /** Hashes of the files as a tree, for those who compare it with another. */
  tree?: OwnTree;
  /** What was kept of that tree, as long as it is known of each change what it has changed. */
  shards?: Shards | undefined;
  /** The files of the last build that are no pages of posts. */
  others: ReadonlySet<string>;
  /** Whether the disk holds this very memory. */
  saved: boolean;
  /** Its tables as they were saved, and what the disk said then; of a memory that was just read from it. */
  readonly left?: { readonly posts: Columns; readonly made: Columns; readonly tables: Tables };
  /** All that has changed since then, where that is little: then the rest of the tables is saved as it lies there. */
  since?: { readonly posts: readonly Difference[]; readonly files: Set<string> };
  /** What the last build that found nothing wrong rested on beside that, and what it said. */
  rest?: Rest | undefined;
}

/** The tables in which it is kept. */
export interface Tables {
  readonly known: Table;
  readonly made: Table;
}

export interface Rest {
  readonly around: Fingerprint;
  readonly day: string;
  /** In milliseconds. */
  readonly now: number;
  readonly due?: string | undefined;
  readonly replaced: readonly string[];
}

/** So many files are better looked at beside other work. */
const MANY = 30_000;

/** How to look at so many files. */
export function manyIf(files: number): 'many' | undefined {
  return files > MANY ? 'many' : undefined;
}

/** What of the memory the disk bears out, which says this of the files that were made. */
export async function borneOut(world: World, edition: Edition, memory: Memory, seen: Seen = NOTHING): Promise<void> {
  const { files, hash } = world;
  const built = files.folder(edition.built);
  const { made } = memory;
  const still = await stillMade(built, made, seen, hash);
  const isKnown = await isLast(world, edition, memory);
  memory.made = isKnown ? still : await withFound(still, built, hash);
  if (!isKnown) memory.stamp = Number.NaN;
  if (isKnown && isSame(still, made)) return;
  memory.saved = false;
  memory.shards = undefined;
}

const NOTHING: Seen = { paths: textsOf([]), sizes: NO_NUMBERS, times: NO_NUMBERS, at: 0 };

/** Whether nobody has built since: a build that was broken off, or one that left another memory, made other files. */
export async function isLast({ files }: World, edition: Edition, { stamp }: Memory): Promise<boolean> {
  return (await files.size(markOf(edition))) === undefined && (await files.folder(edition.built).stamped()) === stamp;
}

function isSame(a: ReadonlyMap<string, Made>, b: ReadonlyMap<string, Made>): boolean {
  for (const [path, one] of a) if (b.get(path) !== one) return false;
  return a.size === b.size;
}

/** What other code has made has to be made anew, and read anew. Says whether it was this code. */
export function adopts(memory: Memory, code: Fingerprint): boolean {
  if (memory.code === code) return true;
  memory.known = new Map();
  memory.own = { ...memory.own, print: Number.NaN };
  memory.code = code;
  memory.saved = false;
  return false;
}

/** Notes what the build rested on. That it was later is no reason to keep the memory anew. */
export function rests(memory: Memory, rest: Rest): void {
  const before = memory.rest && { ...memory.rest, now: rest.now };
  if (JSON.stringify(before) !== JSON.stringify(rest)) memory.saved = false;
  memory.rest = rest;
}

/** Notes that something is left to do: if nobody does it, the next build plans every file. */
export function goesOn(memory: Memory): void {
  memory.rest = undefined;
  memory.saved = false;
}

/** Nothing that was made is taken for what would be made now. */
export function forgetPrints({ made }: Memory): void {
  for (const [path, { hash, size, time }] of made) made.set(path, { print: Number.NaN, hash, size, time });
}

/** The hashes of all files that were made; `files` are these, where they need not be taken out of the memory. */
export function treeIn(memory: Memory, files: () => FileRows = () => filesOf(memory)): Tree {
  const { tree, shards } = memory;
  return tree ?? (shards ? keptTree(shards, files) : (memory.tree = treeOf(linesOf(memory))));
}

/** What is to be kept of that tree. */
export function shardsIn(memory: Memory): Shards {
  return (memory.shards ??= (memory.tree ?? treeOf(linesOf(memory))).shards());
}

function filesOf({ made }: Memory): FileRows {
  return { paths: [...made.keys()], hashes: Array.from(made.values(), ({ hash }) => hash) };
}

function* linesOf({ made }: Memory): Iterable<readonly [string, string]> {
  for (const [path, { hash }] of made) yield [path, hash];
}

/** Whoever is about to change the built site says so first: if nobody remembers it, it was broken off. */
export async function begin({ files }: World, edition: Edition): Promise<void> {
  await files.write(markOf(edition), '');
}

/** What lies beside the memory while the built site is not what it says. */
export function markOf({ name }: Edition): string {
  return `.skein/cache/${name}-unfinished`;
}
