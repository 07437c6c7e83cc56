// What is known since the last build: of each post, and of each file of the site. It is kept in `.skein/cache/` and may
// be lost at any time: then all is read and made anew, and the bytes are the same.
import type { Fingerprint } from '../model/fingerprint.ts';
import type { Site } from '../model/site.ts';
import type { OwnTree } from '../model/tree.ts';
import type { CheckedConfig } from './open.ts';
import type { Known } from '../posts/reader.ts';
import { stillMade, withFound, type Made } from '../site/made.ts';
import { columnsOf, NO_NUMBERS, type Columns, type Difference } from '../site/columns.ts';
import { patched } from '../site/patch.ts';
import { packed, unpacked, type Table } from '../site/table.ts';
import { textsOf } from '../model/texts.ts';
import { whenAsked } from '../model/when-asked.ts';
import type { Seen, World } from '../world/world.ts';
import { knownFrom } from './kept.ts';
import { knownPatch, knownTable, madeFrom, madePatch, madeTable, othersFrom } from './rows.ts';

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

interface Tables {
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

const FORMAT = 'skein 3';

/** Bytes before the tables: the hash of all that follows, and two line ends. */
const SEAL = 24;

/** What stands before the tables. */
interface Head extends Pick<Memory, 'checked' | 'code' | 'accepted' | 'own' | 'stamp' | 'rest'> {
  readonly format: string;
  readonly version: string;
}

/** So many files are better looked at beside other work. */
const MANY = 30_000;

/** How to look at so many files. */
export function manyIf(files: number): 'many' | undefined {
  return files > MANY ? 'many' : undefined;
}

/** Bytes that a memory has for each post, about. */
const FOR_EACH = 300;

/** How many posts there were, about: asked before the memory is read. */
export async function postsIn({ files }: World, edition: Edition): Promise<number> {
  return ((await files.size(fileOf(edition))) ?? 0) / FOR_EACH;
}

/** What the last build of this edition remembered; all of it is empty when there is nothing that can be relied on. */
export async function recalled(world: World, edition: Edition): Promise<Memory> {
  const bytes = await world.files.readBytes(fileOf(edition));
  const told = bytes && opened(world, bytes);
  if (bytes && !told) world.say.line(`${fileOf(edition)} is damaged or another version’s: all is built anew.`);
  const { known, made } = told?.tables ?? {};
  const { checked, code = Number.NaN, accepted = false, own, stamp = Number.NaN, rest } = told?.head ?? {};
  const memory: Omit<Memory, 'known' | 'made' | 'others'> = {
    checked,
    code,
    accepted,
    own: { print: own?.print ?? Number.NaN, paths: own?.paths ?? [] },
    stamp,
    saved: told !== undefined,
    ...(known && made && { left: leftIn({ known, made }) }),
    rest,
  };
  return whenAsked(memory, {
    known: () => knownFrom(known),
    made: () => madeFrom(made),
    others: () => othersFrom(made),
  });
}

function leftIn(tables: Tables): NonNullable<Memory['left']> {
  return { posts: columnsOf(tables.known, 'file'), made: columnsOf(tables.made, 'path'), tables };
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
  if (!isKnown || !isSame(still, made)) memory.saved = false;
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

/** Nothing that was made is taken for what would be made now. */
export function forgetPrints({ made }: Memory): void {
  for (const [path, one] of made) made.set(path, { ...one, print: Number.NaN });
}

/** The path and the hash of each file that was made. */
export function* linesOf(made: Memory['made']): Iterable<readonly [string, string]> {
  for (const [path, { hash }] of made) yield [path, hash];
}

/** Whoever is about to change the built site says so first: if nobody remembers it, it was broken off. */
export async function begin({ files }: World, edition: Edition): Promise<void> {
  await files.write(markOf(edition), '');
}

/** Keeps it on the disk for the next program. */
export async function remember({ files, self, hash }: World, edition: Edition, memory: Memory): Promise<void> {
  if (memory.saved) return;
  const { checked, code, accepted, own, stamp, rest } = memory;
  const head: Head = { format: FORMAT, version: self.version, checked, code, accepted, own, stamp, rest };
  const bytes = packed(head, { ...tablesOf(memory) }, SEAL);
  bytes.set(new TextEncoder().encode(`${hash(bytes.subarray(SEAL))}\n\n`));
  await files.write(fileOf(edition), bytes);
  await files.remove(markOf(edition));
  memory.saved = true;
}

function tablesOf({ known, made, others, left, since }: Memory): Tables {
  if (!left || !since) return { known: knownTable([...known.values()]), made: madeTable(made, others) };
  return {
    known: patched(left.tables.known, knownPatch(known, since.posts)),
    made: patched(left.tables.made, madePatch({ made, others }, since.files, left.made.paths.rows)),
  };
}

function opened(
  { hash, self }: World,
  bytes: Uint8Array<ArrayBuffer>,
): { head: Head; tables: Readonly<Record<string, Table>> } | undefined {
  const seal = new TextDecoder().decode(bytes.subarray(0, SEAL));
  const rest = bytes.subarray(SEAL);
  if (seal !== `${hash(rest)}\n\n`) return undefined;
  const { head, tables } = unpacked(rest) as { head: Head; tables: Readonly<Record<string, Table>> };
  return head.format === FORMAT && head.version === self.version ? { head, tables } : undefined;
}

function fileOf({ name }: Edition): string {
  return `.skein/cache/${name}`;
}

function markOf({ name }: Edition): string {
  return `.skein/cache/${name}-unfinished`;
}
