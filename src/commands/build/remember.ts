// The memory as a file: a hash of all that follows, a line of plain data, and tables in columns.
import { columnsOf } from '../../site/columns.ts';
import { patched } from '../../site/patch.ts';
import { packed, unpacked, type Table } from '../../site/table.ts';
import { whenAsked } from '../../model/when-asked.ts';
import type { World } from '../../world/world.ts';
import { knownFrom } from './kept.ts';
import { knownPatch, knownTable, madeFrom, madePatch, madeTable, othersFrom } from './rows.ts';
import { markOf, shardsIn, type Edition, type Memory, type Tables } from './memory.ts';

const FORMAT = 'skein 5';

/** Bytes before the tables: the hash of all that follows, and two line ends. */
const SEAL = 24;

/** What stands before the tables. */
interface Head extends Pick<Memory, 'checked' | 'code' | 'images' | 'accepted' | 'own' | 'stamp' | 'rest'> {
  readonly format: string;
  readonly version: string;
  readonly shards: ReadonlyArray<readonly [string, { readonly print: string; readonly size: number }]>;
}

/** Bytes that a memory has for each post, about. */
const FOR_EACH = 340;

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
  const { checked, code = Number.NaN, images, accepted = false, own, stamp = Number.NaN, rest } = told?.head ?? {};
  const shards = told && new Map(told.head.shards);
  const memory: Omit<Memory, 'known' | 'made' | 'others'> = {
    checked,
    code,
    images,
    accepted,
    own: { print: own?.print ?? Number.NaN, paths: own?.paths ?? [] },
    stamp,
    shards,
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

/** Keeps it on the disk for the next program. */
export async function remember({ files, self, hash }: World, edition: Edition, memory: Memory): Promise<void> {
  if (memory.saved) return;
  const { checked, code, images, accepted, own, stamp, rest } = memory;
  const shards = [...shardsIn(memory)];
  const head: Head = {
    format: FORMAT,
    version: self.version,
    checked,
    code,
    images,
    accepted,
    own,
    stamp,
    rest,
    shards,
  };
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
