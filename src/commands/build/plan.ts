// What a build has to do: every file of the site with what it is made from, against what it was made from last time.
import { feedSketches } from '../../feeds/archives.ts';
import type { Problem } from '../../model/problem.ts';
import { isPhoto, WHOLE } from '../../model/photo.ts';
import type { Moved } from '../../model/shelf.ts';
import type { Sketch } from '../../model/sketch.ts';
import { listingSketches, notePath, noteSketches, pageProblems } from '../../pages/pages.ts';
import { plainSketches } from '../../pages/plain.ts';
import { searchFiles } from '../../pages/search.ts';
import { addressKey, publicSketches, takenBy, twice } from '../../site/gather.ts';
import { staleAmong, type Stale } from '../../site/made.ts';
import { coverSketches } from './cover.ts';
import type { Looked } from './look.ts';
import { photoSketches, type PhotoSketch } from './photos.ts';

/** What is to be done. */
export interface Plan {
  readonly stale: readonly Stale[];
  /** What is left for later. */
  readonly left: readonly Stale[];
  /** Files that are no more. */
  readonly gone: readonly string[];
  /** The files that are no pages of posts. */
  readonly others: ReadonlySet<string>;
  /** Addresses that public/ took over from a file of Skein's. */
  readonly replaced: readonly string[];
  readonly problems: readonly Problem[];
}

/** The plan of what was found; `own` are the paths of the site's own pages. What `leaves` names is for later. */
export function planOf(looked: Looked, own: readonly string[], leaves: (sketch: Sketch) => boolean): Plan {
  const { scene, shelf, now, media, assets, moved, memory } = looked;
  const copies = publicSketches(media);
  const taken = takenBy(copies);
  const photos = photosIn(looked, new Set(copies.map(({ path }) => path)));
  const replaced: string[] = [];
  const isFree = ({ path }: Sketch): boolean => {
    const by = taken.size > 0 && taken.get(addressKey(path));
    if (by) replaced.push(by);
    return !by;
  };
  const cards = moved ? [...moved.added, ...moved.joined] : shelf.all;
  const notes = noteSketches(shelf, cards).filter(isFree);
  const made = [
    ...listingSketches(scene.site, shelf),
    ...feedSketches(scene.site, shelf, now),
    ...plainSketches(scene.site, shelf),
    ...searchFiles(shelf),
    ...assets,
    ...coverSketches(scene.site),
    ...photos.others,
  ].filter(isFree);
  const kept = copies.filter(({ path }) => !photos.wholes.has(path));
  const others = new Set([...made.map(({ path }) => path), ...copies.map(({ path }) => path), ...own]);
  const { stale: all, there } = staleAmong([...notes, ...made, ...photos.wholes.values(), ...kept], memory.made);
  const ownThere = own.filter((path) => memory.made.has(path)).length;
  const isAllWanted = there + ownThere === memory.made.size;
  const stale = all.filter(({ sketch }) => !leaves(sketch));
  return {
    stale,
    left: all.filter(({ sketch }) => leaves(sketch)),
    gone: moved ? goneSince(looked, moved, others) : isAllWanted ? [] : goneFrom(looked, notes, others),
    others,
    replaced: moved ? replacedSince(looked, moved, replaced) : replaced,
    problems: [...pageProblems(scene.site, shelf), ...twice(clashing(own, [...notes, ...made]))],
  };
}

/** The files of photos: those that take the place of the file that they are made of, by their paths, and the others. */
function photosIn({ media, memory }: Looked, there: ReadonlySet<string>) {
  const wholes = new Map<string, PhotoSketch>();
  const others: PhotoSketch[] = [];
  // Without any nobody is asked.
  for (const sketch of media.paths.rows.some(isPhoto) ? photoSketches(memory.known.values()) : []) {
    if (sketch.frame.form !== WHOLE) others.push(sketch);
    else if (there.has(sketch.path)) wholes.set(sketch.path, sketch);
  }
  return { wholes, others };
}

function clashing(own: readonly string[], sketches: readonly Sketch[]): readonly string[] {
  if (own.length === 0) return [];
  const made = new Set(sketches.map(({ path }) => addressKey(path)));
  return own.filter((path) => made.has(addressKey(path)));
}

/** With what was replaced before, but for the pages of posts that are no more. */
function replacedSince({ memory }: Looked, { gone }: Moved, now: readonly string[]): readonly string[] {
  const pages = new Set(gone.map((card) => addressKey(notePath(card))));
  const before = (memory.rest?.replaced ?? []).filter((path) => !pages.has(addressKey(path)));
  return [...new Set([...before, ...now])];
}

/** Files that are there and are not to be. */
function goneFrom({ memory }: Looked, notes: readonly Sketch[], others: ReadonlySet<string>): readonly string[] {
  const pages = new Set(notes.map(({ path }) => path));
  return [...memory.made.keys()].filter((path) => !pages.has(path) && !others.has(path));
}

/** The same where nothing but these posts has changed. */
function goneSince({ memory }: Looked, { gone, added }: Moved, others: ReadonlySet<string>): readonly string[] {
  const pages = new Set(added.map(notePath));
  // A file of public/ in the place of a post's page stays when the post goes.
  const isGone = (path: string): boolean => !others.has(path) && !pages.has(path) && memory.made.has(path);
  return [...gone.map(notePath), ...memory.others].filter(isGone);
}
