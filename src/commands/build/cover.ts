// The cover of the site: a file of its own, else one that is drawn where something is installed that draws.
import { WHOLE } from '../../model/photo.ts';
import type { Cover, Site } from '../../model/site.ts';
import type { Fingerprint } from '../../model/fingerprint.ts';
import type { Sketch } from '../../model/sketch.ts';
import { COVER, COVER_SIZE, coverOf } from '../../pages/cover.ts';
import { addressKey } from '../../site/gather.ts';
import type { World } from '../../world/world.ts';
import { keep, keptForm } from './images.ts';
import type { Memory } from './memory.ts';

/** The cover before it is drawn. */
export interface CoverSketch extends Sketch {
  readonly maker: 'cover';
  readonly frame: { readonly key: string };
}

interface Around {
  readonly site: Site;
  /** Files that stand in the built site as they are. */
  readonly copies: readonly Sketch[];
  /** Of all that renders, but for the cover. */
  readonly code: Fingerprint;
  readonly memory: Memory;
}

/** The cover that the pages of a site name; undefined where there is none. */
export async function coverFor(world: World, { site, copies, code, memory }: Around): Promise<Cover | undefined> {
  const own = copies.find(({ path }) => addressKey(path) === COVER);
  if (own) return { path: own.path };
  const recipe = await recipeFor(world, code, memory);
  if (recipe === undefined) return undefined;
  return { path: COVER, drawn: { ...COVER_SIZE, key: world.hash(`${coverOf(site)} ${recipe}`) } };
}

// What draws takes long to load; what it is follows from the packages, and they are part of the code.
async function recipeFor({ images }: World, code: Fingerprint, memory: Memory): Promise<string | undefined> {
  if (memory.images?.code !== code || !memory.accepted) {
    const recipe = await images.recipe();
    memory.images = { code, ...(recipe !== undefined && { recipe }) };
  }
  return memory.images.recipe;
}

/** The cover that is to be drawn, if it is. */
export function coverSketches({ cover }: Site): readonly CoverSketch[] {
  return cover?.drawn ? [{ path: cover.path, maker: 'cover', frame: { key: cover.drawn.key }, cards: [] }] : [];
}

/** Its bytes; undefined when what draws is there no more. */
export async function coverBytes(
  tools: Pick<World, 'files' | 'hash' | 'images'>,
  site: Site,
  { frame }: CoverSketch,
): Promise<Uint8Array | undefined> {
  const there = await keptForm(tools, frame.key, WHOLE);
  if (there || (await tools.images.recipe()) === undefined) return there;
  const bytes = await tools.images.drawn(coverOf(site));
  const facts = { ...COVER_SIZE, length: bytes.length, widths: [] };
  await keep(tools, frame.key, { facts, files: new Map([[WHOLE, bytes]]) });
  return bytes;
}
