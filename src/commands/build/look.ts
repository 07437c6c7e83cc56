// What a build finds: the site, its posts, and what is known of both since the last time.
import type { Index, PostsOf } from '../../model/card.ts';
import { fine, wrong, type Checked, type Problem } from '../../model/problem.ts';
import { changedShelf, shelfOf, type Moved, type Shelf } from '../../model/shelf.ts';
import {
  doubled,
  indexOf,
  inOrder,
  isPost,
  latestOf,
  nextDue,
  shownOf,
  unreadIn,
  type Around,
} from '../../posts/known.ts';
import { textsOf } from '../../model/texts.ts';
import { joinedBetween } from '../../model/threads.ts';
import { whenAsked } from '../../model/when-asked.ts';
import type { Known } from '../../posts/reader.ts';
import type { Site } from '../../model/site.ts';
import { differing } from '../../site/columns.ts';
import type { Seen, World } from '../../world/world.ts';
import type { Built } from '../build.ts';
import { find, type Found } from './find.ts';
import { handsFor, type Hands } from './hands.ts';
import { changedSince, untouched } from './left.ts';
import { borneOut, forgetPrints, type Edition, type Memory } from './memory.ts';
import { photoTimes, withoutPhotos, withPhotos } from './photos.ts';
import { workerFor, type Read, type Scene, type Worker } from './work.ts';

/** An edition, and what a program that stays has of it from the last build. */
export interface Workshop {
  readonly edition: Edition;
  /** Whether the program goes on, and saves its memory when it has time. */
  readonly stays?: true;
  /** Whether nothing is made of what is there. */
  readonly looks?: true;
  memory?: Memory;
  /** What the last build found, when it found nothing wrong. */
  last?: Looked;
  /** Where something changed since, as paths in the site's folder: files, or folders with all below. Else anywhere. */
  changed?: readonly string[];
}

type There = Pick<Found, 'scene' | 'memory' | 'now' | 'media' | 'assets' | 'around' | 'day'>;

/** What is there, and has been read. */
export interface Looked extends There {
  readonly worker: Worker;
  readonly hands: Hands;
  readonly shelf: Shelf;
  /** When a post comes that waits, as posts write it. */
  readonly due: string | undefined;
  /** How the shelf differs from that of the last build; unknown where anything else may have changed too. */
  readonly moved?: Moved;
  readonly problems: readonly Problem[];
}

/** More changed posts than this are not looked at one by one. */
const FEW = 100;

/** A site in which nothing was to be done. */
interface Untouched {
  readonly untouched: Built;
}

/** Looks at all that may have changed, and reads it. A site that cannot be opened is a problem; so are posts, beside the rest. */
export async function lookAt(world: World, workshop: Workshop): Promise<Checked<Looked | Untouched>> {
  const now = world.clock.now();
  const stamp = await world.files.folder(workshop.edition.built).stamped();
  if (workshop.memory && workshop.memory.stamp !== stamp) forget(workshop);
  const { last, changed } = workshop;
  const onlyPosts = changed?.every((path) => path.startsWith('posts/') && isPost(path)) ?? false;
  const isQuiet = last && now >= last.now && (last.due === undefined || latestOf(now) < last.due);
  const looked =
    last && isQuiet && onlyPosts && (await lookAtPosts(world, workshop.edition, againAt(world, last, now), changed));
  if (looked) return fine(looked);
  const found = await find(world, workshop, now);
  return found.ok ? fine(await lookAtFound(world, workshop, found.value)) : found;
}

/** What a program that stays found last time, for whoever works now. */
function againAt(world: World, last: Looked, now: Date): Looked {
  return { ...last, now, hands: handsFor(world, last.scene, { worker: last.worker }) };
}

async function lookAtFound(world: World, workshop: Workshop, found: Found): Promise<Looked | Untouched> {
  const { edition, stays } = workshop;
  const posts = stays ? undefined : await changedSince(world, edition, found);
  if (posts?.length === 0) {
    await found.helper?.end();
    return { untouched: untouched(world, edition, found) };
  }
  const files = posts?.map(({ path }) => path) ?? [];
  const isFew = posts && posts.length < FEW && files.every(isPost);
  const looked = isFew && (await lookAtPosts(world, edition, lastOf(world, edition, found), files));
  if (!looked) return lookCloser(world, workshop, found);
  found.memory.since = { posts, files: new Set() };
  return looked;
}

/** What the last build found, as its memory has it. */
function lastOf(world: World, edition: Edition, found: Found): Looked {
  const { scene, memory, helper, now } = found;
  const worker = workerFor(world, scene);
  const hands = handsFor(world, scene, { worker, helper });
  return whenAsked(
    { ...thereIn(found), worker, hands, due: memory.rest?.due, problems: [] },
    { shelf: () => shelfOf(shownOf(memory.known.values(), edition.drafts, now)) },
  );
}

function thereIn({ scene, memory, now, media, assets, around, day }: Found): There {
  return { scene, memory, now, media, assets, around, day };
}

// Another program has built meanwhile, or this one was broken off.
function forget(workshop: Workshop): void {
  delete workshop.memory;
  delete workshop.last;
  delete workshop.changed;
}

async function lookCloser(world: World, workshop: Workshop, found: Found): Promise<Looked> {
  const { edition, last } = workshop;
  const { scene, memory, isSame, posts, media, helper } = found;
  const worker = isSame && last && isSameScene(last.scene, scene) ? last.worker : workerFor(world, scene);
  const hands = handsFor(world, scene, { worker, helper });
  const unread = unreadIn(memory.known, posts, { follows: scene.follows, ...mediaIn(media) });
  if (!workshop.stays && !workshop.looks) hands.prepare(unread.length);
  if (workshop.memory === undefined) await borneOut(world, edition, memory, await found.built);
  if (!isSame) forgetPrints(memory);
  workshop.memory = memory;
  const read = await photographed(world, await hands.read(unread), media);
  const known = (memory.known = inOrder(memory.known, read.known, posts));
  if (!memory.left || differing(posts, memory.left.posts).length > 0) memory.saved = false;
  const fresh = memory.accepted ? read.known : [...known.values()];
  const problems = [...read.problems, ...doubled(known, fresh)];
  const shelf = shelfOf(shownOf(known.values(), edition.drafts, found.now));
  return { ...thereIn(found), worker, hands, shelf, due: nextDue(known.values(), found.now), problems };
}

/** Where nothing but posts has changed, nothing but them is looked at. Undefined when one of them is or was a folder. */
async function lookAtPosts(
  world: World,
  edition: Edition,
  last: Looked,
  files: readonly string[] = [],
): Promise<Looked | undefined> {
  const { memory, media, scene, now } = last;
  const seen = await world.files.look(textsOf(files));
  const isOther = (file: string, at: number): boolean =>
    !memory.known.has(file) && ((seen.sizes[at] ?? -1) < 0 || isFolderIn(memory, file));
  if (files.some(isOther)) return undefined;
  const known = new Map<string, Known>();
  for (const file of files) {
    const one = memory.known.get(file);
    if (one) known.set(file, one);
  }
  const were = new Set(shownOf(known.values(), edition.drafts, last.now));
  const unread = unreadIn(known, seen, { follows: scene.follows, ...mediaIn(media) });
  const reading = last.hands.read(unread);
  // Perhaps it is not there yet, and another thread reads meanwhile.
  const { shelf } = last;
  const read = await photographed(world, await reading, media);
  for (const one of read.known) known.set(one.card.file, one);
  // One that is there already keeps its place: so they stay in the order in which the disk names them.
  for (const file of files) {
    const one = known.get(file);
    if (one) memory.known.set(file, one);
    else memory.known.delete(file);
  }
  memory.saved = false;
  const there = new Set(shownOf(known.values(), edition.drafts, now));
  const gone = [...were].filter((card) => !there.has(card));
  const added = [...there].filter((card) => !were.has(card));
  const changed = changedShelf(shelf, new Set(gone), added);
  return {
    ...last,
    shelf: changed,
    due: [nextDue(known.values(), now), last.due].filter((due) => due !== undefined).sort()[0],
    moved: { gone, added, joined: joinedBetween(shelf.threads, changed.threads, [...gone, ...added]) },
    problems: [...read.problems, ...doubled(memory.known, memory.accepted ? read.known : [...memory.known.values()])],
  };
}

/** The site and its posts, for those who build nothing. */
export async function siteOnly(
  world: World,
  edition: Edition,
): Promise<Checked<{ site: Site; index: Index; postsOf: PostsOf }>> {
  const workshop: Workshop = { edition, looks: true };
  const found = await find(world, workshop, world.clock.now());
  if (!found.ok) return found;
  const { scene, hands, worker, shelf, memory, now, problems } = await lookCloser(world, workshop, found.value);
  await hands.dismiss();
  if (problems.length > 0) return wrong(...problems);
  return fine({ site: scene.site, index: indexOf(shelf.all, memory.known.values(), now), postsOf: worker.postsOf });
}

function isFolderIn({ known }: Memory, path: string): boolean {
  for (const file of known.keys()) if (file.startsWith(`${path}/`)) return true;
  return false;
}

function isSameScene(a: Scene, b: Scene): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** What was read, with its photos; they are made where nothing else is wrong. */
async function photographed(world: World, { known, problems }: Read, media: Seen): Promise<Read> {
  return { known: problems.length > 0 ? withoutPhotos(known) : await withPhotos(world, known, media), problems };
}

function mediaIn(seen: Seen): Pick<Around, 'media' | 'changed'> {
  const sizes = new Map(seen.paths.rows.map((path, at) => [path, seen.sizes[at]]));
  const times = photoTimes(seen);
  return { media: (path) => sizes.get(path), changed: (path) => times.get(path) };
}
