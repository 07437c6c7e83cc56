// The built site as it was last made: of each file what it holds and what it was made from, so that only what has changed
// is made again. The disk is believed before this: a file that is not as it was left is no file of ours.
import type { Fingerprint } from '../model/fingerprint.ts';
import type { File } from '../model/page.ts';
import { printOf, type Sketch } from '../model/sketch.ts';
import type { Files, Seen, World } from '../world/world.ts';

/** A file of the built site. */
export interface Made {
  /** Of the sketch that it was made from; NaN when that is not known. */
  readonly print: Fingerprint;
  /** What it holds. */
  readonly hash: string;
  /** In bytes; below 0 when the file was lost. */
  readonly size: number;
  /** When it was last touched, in milliseconds. */
  readonly time: number;
}

/** A sketch whose file is to be made. */
export interface Stale {
  readonly sketch: Sketch;
  readonly print: Fingerprint;
  /** What the file holds so far; undefined when there is none. */
  readonly hash: string | undefined;
  /** Why it is to be made, for people. */
  readonly why: string;
}

/** The sketches that are not what their file was made from, and of how many the file is there. */
export function staleAmong(
  sketches: Iterable<Sketch>,
  made: ReadonlyMap<string, Made>,
): { stale: readonly Stale[]; there: number } {
  const stale: Stale[] = [];
  let there = 0;
  for (const sketch of sketches) {
    const print = printOf(sketch);
    const before = made.get(sketch.path);
    if (before) there += 1;
    if (before?.print !== print) stale.push({ sketch, print, hash: before?.hash, why: whyMade(before) });
  }
  return { stale, there };
}

function whyMade(before: Made | undefined): string {
  if (!before || before.size < 0) return 'it was not there as it was left';
  if (!Number.isNaN(before.print)) return 'what it shows has changed';
  return 'the config, a template or Skein may have changed, or the cache was lost';
}

/**
 * The files as the disk has them. One that is not as it was left holds whatever it holds, or nothing, and was made from
 * nothing that is known.
 */
export async function stillMade(
  built: Files,
  before: ReadonlyMap<string, Made>,
  { sizes, times }: Seen,
  hash: World['hash'],
): Promise<Map<string, Made>> {
  const made = new Map<string, Made>();
  let at = 0;
  for (const [path, one] of before) {
    const [size, time] = [sizes[at] ?? -1, times[at] ?? 0];
    at += 1;
    if (size === one.size && time === one.time) made.set(path, one);
    else {
      const bytes = size < 0 ? undefined : await built.readBytes(path);
      made.set(path, bytes ? asFound(one, { hash: hash(bytes), size, time }) : LOST);
    }
  }
  return made;
}

// If no sketch is of it, it is taken out as any other that is gone, with its empty folders.
const LOST: Made = { print: Number.NaN, hash: '', size: -1, time: 0 };

// A copy of the site, as a cache of a CI machine brings it, has the same bytes and other times.
function asFound({ print, hash }: Made, found: Omit<Made, 'print'>): Made {
  return { ...found, print: found.hash === hash ? print : Number.NaN };
}

/** With every other file that is there, as one of which nobody knows from what it was made. */
export async function withFound(
  made: ReadonlyMap<string, Made>,
  built: Files,
  hash: World['hash'],
): Promise<Map<string, Made>> {
  const found = new Map(made);
  const { paths, sizes, times } = await built.scan('');
  for (const [at, path] of paths.rows.entries()) {
    const bytes = made.has(path) ? undefined : await built.readBytes(path);
    const [size = 0, time = 0] = [sizes[at], times[at]];
    if (bytes) found.set(path, { print: Number.NaN, hash: hash(bytes), size, time });
  }
  return found;
}

/** A file that was made, and the print of its sketch. */
export interface NewFile extends Pick<Made, 'print' | 'hash'> {
  readonly path: string;
  /** Whether it waits on the stage, since it is not what is there. */
  readonly staged: boolean;
}

/** Puts what was made on the stage, but for what is there already. */
export async function staged(
  stage: Files,
  files: readonly File[],
  of: ReadonlyMap<string, Pick<Stale, 'print' | 'hash'>>,
  hash: World['hash'],
): Promise<readonly NewFile[]> {
  const made: NewFile[] = [];
  for (const { path, bytes } of files) {
    const whole = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
    const [now, before] = [hash(whole), of.get(path)];
    const isNew = before?.hash !== now;
    if (isNew) await stage.put(path, whole);
    made.push({ path, print: before?.print ?? Number.NaN, hash: now, staged: isNew });
  }
  return made;
}
