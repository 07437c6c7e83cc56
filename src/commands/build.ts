// posts/, templates/ and public/ become _site/, by as little work as there are differences to the last time.
import type { Index, PostsOf } from '../model/card.ts';
import { counted, distinct, fine, wrong, type Checked, type Outcome, type Problem } from '../model/problem.ts';
import type { Site } from '../model/site.ts';
import { isSearchFile } from '../pages/search.ts';
import { indexOf } from '../posts/known.ts';
import { STAGE, type Changes } from '../site/write.ts';
import type { Tree } from '../model/tree.ts';
import type { World } from '../world/world.ts';
import type { Given } from './command.ts';
import { commit } from './build/commit.ts';
import { lookAt, type Looked, type Workshop } from './build/look.ts';
import { goesOn, rests, treeIn, type Edition } from './build/memory.ts';
import { finish } from './build/finish.ts';
import { remember } from './build/remember.ts';
import { ownPages, stageOwn } from './build/own.ts';
import { pruneImages } from './build/prune.ts';
import { planOf } from './build/plan.ts';

/** Where the built site is, in the site's folder. */
export const BUILT = '_site';

/** The site as it is published. */
export const SITE: Edition = { name: 'site', built: BUILT, drafts: 'hidden', dressed: (site) => site };

/** A site that was built: what it says, and what changed on disk. */
export interface Built {
  readonly site: Site;
  readonly index: Index;
  /** Posts whose date is ahead: the index has them too, but is made when it is asked for. */
  readonly waiting: Index['waiting'];
  readonly postsOf: PostsOf;
  readonly changes: Changes;
  /** Whether there are files that were left for later. */
  readonly isUnfinished: boolean;
  /** Makes them, and says whether they are there: what has changed meanwhile is for the next build. */
  readonly finish: () => Promise<boolean>;
  /** Why a file was made anew, by its path. */
  readonly reasons: ReadonlyMap<string, string>;
  /** Paths at which a file of public/ took the place of one of Skein's. */
  readonly replaced: readonly string[];
  /** What the files of the built site hold, as a tree of their hashes. It is made when it is asked for. */
  readonly tree: () => Tree;
  readonly now: Date;
}

/** Builds, and says what changed. */
export async function run(world: World, given: Given): Promise<Outcome> {
  const began = world.clock.now().getTime();
  const built = await build(world);
  if (!built.ok) return failed(built.problems);
  const { changes } = built.value;
  sayNotes(world, built.value);
  if (given.text('verbose')) sayChanges(world, built.value);
  const seconds = (world.clock.now().getTime() - began) / 1000;
  return { exit: 0, problems: [], said: `built in ${seconds.toFixed(2)} s: ${changed(changes)}` };
}

/**
 * Builds the site of the world's folder, or says all that is wrong; then the built site is as it was. An incremental
 * build and a clean one give the same bytes. One at a time: another build of this folder is waited for.
 */
export async function build(
  world: World,
  workshop: Workshop = { edition: SITE },
  hurries: Hurries = () => false,
): Promise<Checked<Built>> {
  return world.files.alone('build', async () => {
    const looked = await lookAt(world, workshop);
    // It holds again when this build has come to its end.
    delete workshop.last;
    if (!looked.ok) return looked;
    if ('untouched' in looked.value) return fine(looked.value.untouched);
    const built = await buildLooked(world, { workshop, hurries }, looked.value);
    if (built.ok) workshop.last = looked.value;
    else looked.value.memory.accepted = false;
    // What goes wrong here is told when something is made.
    if (workshop.stays) looked.value.worker.ready().catch(() => {});
    else await remember(world, workshop.edition, looked.value.memory);
    return built;
  });
}

/** Whether of a site the files of the search, on which nothing else depends, are left for later. */
type Hurries = (site: Site) => boolean;

interface Way {
  readonly workshop: Workshop;
  readonly hurries: Hurries;
}

async function buildLooked(world: World, way: Way, looked: Looked): Promise<Checked<Built>> {
  try {
    return await buildWith(world, way, looked);
  } finally {
    await looked.hands.dismiss();
  }
}

async function buildWith(world: World, { workshop, hurries }: Way, looked: Looked): Promise<Checked<Built>> {
  const { edition } = workshop;
  const { scene, worker, hands, memory, shelf, now } = looked;
  if (looked.problems.length > 0) return wrong(...looked.problems);
  await world.files.clear(STAGE);
  const own = await ownPages(world, looked);
  const leaves = hurries(scene.site) ? isSearchFile : () => false;
  const plan = planOf(looked, own.ok ? own.value.own.paths : [], leaves);
  const made = await hands.make(plan.stale, progress(world, plan.stale.length));
  // What a crew holds is as much as what follows takes.
  await hands.dismiss();
  // What both the theme and the site's own pages meet is told once.
  const problems = distinct([...plan.problems, ...[made, own].flatMap((one) => (one.ok ? [] : one.problems))]);
  if (!made.ok || !own.ok || problems.length > 0) return wrong(...problems);
  const files = [...made.value, ...(await stageOwn(world, looked, own.value))];
  const changes = await commit(world, edition, { looked, plan, own: own.value.own, files });
  await pruneImages(world, looked);
  const { around, day, due } = looked;
  const settle = (): void => rests(memory, { around, day, now: now.getTime(), due, replaced: plan.replaced });
  if (plan.left.length > 0) goesOn(memory);
  else settle();
  const unfinished = { edition, looked, plan, own: own.value.own };
  let index: Index | undefined;
  const reasons = new Map(plan.stale.map(({ sketch, why }) => [sketch.path, why]));
  const { replaced } = plan;
  return fine({
    site: scene.site,
    get index() {
      return (index ??= indexOf(shelf.all, memory.known.values(), now));
    },
    get waiting() {
      return due === undefined ? [] : this.index.waiting;
    },
    postsOf: worker.postsOf,
    changes,
    isUnfinished: plan.left.length > 0,
    finish: async () =>
      world.files.alone('build', async () => {
        const isDone = await finish(world, unfinished);
        if (isDone) settle();
        if (!workshop.stays) await remember(world, edition, memory);
        return isDone;
      }),
    reasons,
    replaced,
    tree: () => treeIn(memory),
    now,
  });
}

/** Long work shows how far it is; a second is not long. */
function progress({ clock, say }: World, all: number): (made: number) => void {
  const began = clock.now().getTime();
  return (made) => {
    if (clock.now().getTime() - began > 1_000)
      say.progress(`made ${counted(made, 'file')} of ${all.toLocaleString('en')}`);
  };
}

/** Says what a person may not expect of what was built. */
export function sayNotes(world: World, { replaced, waiting }: Built): void {
  for (const path of replaced) world.say.line(`/${path} comes from public/.`);
  for (const { file, published } of waiting) world.say.line(`${file} waits until ${published}.`);
}

/** What a build says that was refused. */
export function failed(problems: readonly Problem[]): Outcome {
  return { exit: 1, problems, said: `${counted(problems.length, 'problem')}. ${BUILT}/ is as it was.` };
}

/** `9 files changed of 112,431` */
export function changed({ written, removed, all }: Changes): string {
  const number = written.length + removed.length;
  return `${number.toLocaleString('en')} ${number === 1 ? 'file' : 'files'} changed of ${all.toLocaleString('en')}`;
}

function sayChanges(world: World, { changes, reasons }: Built): void {
  for (const path of changes.written) {
    world.say.line(`  written ${path}: ${reasons.get(path) ?? 'a page of your own, which may show any post'}`);
  }
  for (const path of changes.removed) world.say.line(`  removed ${path}`);
}
