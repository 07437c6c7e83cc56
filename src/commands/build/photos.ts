// The photos that posts show: each is made once, in all its forms, and kept by what it is made of. What is kept may be
// lost or brought from elsewhere, for its name says all that it depends on.
import type { Sketch } from '../../model/sketch.ts';
import { formsOf, isPhoto, WHOLE, type Photo } from '../../model/photo.ts';
import type { Known } from '../../posts/reader.ts';
import { isFresh } from '../../model/fresh.ts';
import type { Images, Seen, World } from '../../world/world.ts';
import { keep, kept, keptForm, type Facts, type Kept } from './images.ts';
import { plainCard } from './kept.ts';

/** A file that is made of a photo. */
export interface PhotoSketch extends Sketch {
  readonly maker: 'photo';
  readonly frame: { readonly from: string; readonly key: string; readonly form: string };
}

type Tools = Pick<World, 'files' | 'hash' | 'images'>;

/** Times of the files of public/ by path: NaN where it may be written again in the same tick. */
export function photoTimes({ paths, times, at }: Seen): ReadonlyMap<string, number> {
  const seen = new Map<string, number>();
  paths.rows.forEach((path, row) => {
    const time = times[row] ?? Number.NaN;
    if (isPhoto(path)) seen.set(path, isFresh(time, at) ? Number.NaN : time);
  });
  return seen;
}

/** The posts with what is known of the photos they show, which are made where they have not been. */
export async function withPhotos(world: World, read: readonly Known[], media: Seen): Promise<readonly Known[]> {
  const shown = new Set(read.flatMap(photosTold));
  if (shown.size === 0) return read;
  const recipe = await world.images.recipe();
  if (recipe === undefined) return read;
  const made = await photosMade(world, [...shown], recipe);
  const times = photoTimes(media);
  return read.map((known) => {
    const files = photosTold(known);
    if (files.length === 0 || !known.told) return known;
    const seen = Object.fromEntries(files.map((file) => [file, times.get(file) ?? Number.NaN]));
    const photos = files.flatMap((file) => made.get(file) ?? []);
    const { text, size, time, told } = known;
    return { card: { ...plainCard(known.card), photos }, text, size, time, told: { ...told, seen } };
  });
}

/** The posts where nobody has looked at the photos they show: so the posts are read again the next time. */
export function withoutPhotos(read: readonly Known[]): readonly Known[] {
  return read.map((known) => {
    const files = photosTold(known);
    if (files.length === 0 || !known.told) return known;
    const seen = Object.fromEntries(files.map((file) => [file, Number.NaN]));
    return { ...known, told: { ...known.told, seen } };
  });
}

function photosTold({ told }: Known): readonly string[] {
  return Object.entries(told?.media ?? {}).flatMap(([path, size]) => (size !== null && isPhoto(path) ? [path] : []));
}

/** Photos by their files; so many at once as there is room for. */
async function photosMade(world: World, files: readonly string[], recipe: string): Promise<ReadonlyMap<string, Photo>> {
  const photos = new Map<string, Photo>();
  const began = world.clock.now().getTime();
  const open = [...files].reverse();
  const work = async (): Promise<void> => {
    for (let file = open.pop(); file !== undefined; file = open.pop()) {
      const photo = await photoOf(world, file, recipe);
      if (photo) photos.set(file, photo);
      if (world.clock.now().getTime() - began > 1_000)
        world.say.progress(
          `looked at ${photos.size.toLocaleString('en')} of ${files.length.toLocaleString('en')} photos`,
        );
    }
  };
  await Promise.all(Array.from({ length: world.images.atOnce }, work));
  return photos;
}

/** What is known of a photo; undefined when it has gone meanwhile. */
async function photoOf(tools: Tools, file: string, recipe: string): Promise<Photo | undefined> {
  const bytes = await tools.files.readBytes(file);
  if (!bytes) return undefined;
  const path = file.slice('public/'.length);
  const key = keyOf(tools, { path, bytes, recipe });
  const { facts } = (await kept(tools, key)) ?? (await make(tools, { path, key, bytes }));
  return { path, key, ...facts };
}

// The format of the file at its address is that of its name.
function keyOf({ hash }: Tools, { path, bytes, recipe }: { path: string; bytes: Uint8Array; recipe: string }): string {
  const end = path.slice(path.lastIndexOf('.') + 1).toLowerCase();
  return hash(`${hash(bytes)} ${end} ${recipe}`);
}

async function make(
  tools: Tools,
  { path, key, bytes }: { path: string; key: string; bytes: Uint8Array },
): Promise<Kept> {
  const made = await tools.images.forms(path, bytes);
  return keep(tools, key, { facts: factsOf(made, bytes.length), files: 'files' in made ? made.files : new Map() });
}

function factsOf(made: Awaited<ReturnType<Images['forms']>>, length: number): Facts {
  if ('broken' in made) return { width: 0, height: 0, length, widths: [], broken: made.broken };
  const { width, height, widths, files } = made;
  return { width, height, widths, length: files.get(WHOLE)?.length ?? length };
}

/** The files of all photos that these posts show, each once. */
export function photoSketches(known: Iterable<Known>): readonly PhotoSketch[] {
  const sketches = new Map<string, PhotoSketch>();
  for (const { card } of known) {
    for (const photo of card.photos ?? []) {
      for (const { form, path } of formsOf(photo)) {
        const frame = { from: `public/${photo.path}`, key: photo.key, form };
        sketches.set(path, { path, maker: 'photo', frame, cards: [] });
      }
    }
  }
  return [...sketches.values()];
}

/** The bytes of such a file; undefined when its photo is not what it was. */
export async function photoBytes(tools: Tools, { frame }: PhotoSketch): Promise<Uint8Array | undefined> {
  const { from, key, form } = frame;
  const there = await keptForm(tools, key, form);
  if (there) return there;
  // What was kept was taken away or damaged, but not the memory.
  const bytes = await tools.files.readBytes(from);
  const recipe = bytes && (await tools.images.recipe());
  const path = from.slice('public/'.length);
  if (!bytes || recipe === undefined || keyOf(tools, { path, bytes, recipe }) !== key) return undefined;
  await make(tools, { path, key, bytes });
  return keptForm(tools, key, form);
}
