// What a build finds before it looks closer: what the last one left, what the disk says, and the site that it is about.
import { dayPath } from '../../model/calendar.ts';
import { fingerprintOf, together, type Fingerprint } from '../../model/fingerprint.ts';
import { fine, type Checked } from '../../model/problem.ts';
import { printOf } from '../../model/sketch.ts';
import { MARKDOWN } from '../../posts/known.ts';
import { textsOf } from '../../model/texts.ts';
import { differing, type Difference } from '../../site/columns.ts';
import { copiesOf, publicSketches, type CopySketch } from '../../site/gather.ts';
import type { Crew, Seen, World } from '../../world/world.ts';
import { coverFor } from './cover.ts';
import { helperFor } from './hands.ts';
import { adopts, manyIf, type Memory } from './memory.ts';
import { postsIn, recalled } from './remember.ts';
import { openSite } from '../open.ts';
import type { Workshop } from './look.ts';
import type { Scene } from './work.ts';

/** What is there. */
export interface Found {
  readonly scene: Scene;
  readonly memory: Memory;
  /** Whether what is there was made by the code that is there now. */
  readonly isSame: boolean;
  readonly now: Date;
  readonly posts: Seen;
  /** The posts that are not as they were left; of a program that stays, or makes nothing, nobody asks. */
  readonly changed: readonly Difference[] | undefined;
  /** The files of public/, and the assets of the theme. */
  readonly media: Seen;
  readonly assets: readonly CopySketch[];
  /** The files that were made, as they are now; of a program that stays nobody asks. */
  readonly built: Promise<Seen> | undefined;
  /** Of all but posts that files are made of. */
  readonly around: Fingerprint;
  /** The day in the site's zone: on another one, other periods are finished. */
  readonly day: string;
  /** Called where there seems to be a little to do. */
  readonly helper: Crew | undefined;
}

/** Asks the disk for all that may have changed. A site that cannot be opened is a problem. */
export async function find(world: World, workshop: Workshop, now: Date): Promise<Checked<Found>> {
  const { files } = world;
  const { edition, stays, looks } = workshop;
  // What the disk says takes the longest, and is asked first.
  const scan = files.scan('posts', MARKDOWN, manyIf(await postsIn(world, edition)));
  const memory = workshop.memory ?? (await recalled(world, edition));
  const many = manyIf(memory.left?.made.sizes.length ?? 0);
  const ask = (): Promise<Seen> | undefined =>
    memory.left && files.folder(edition.built).look(memory.left.made.paths, many);
  const asked = many && ask();
  const posts = await scan;
  const isAlone = stays ?? looks ?? false;
  const changed = isAlone || !memory.left ? undefined : differing(posts, memory.left.posts);
  const isHelped = !isAlone && changed?.length !== 0;
  const helper = isHelped ? helperFor(world, posts.sizes.length - (memory.left?.posts.sizes.length ?? 0)) : undefined;
  const built = asked ?? ask();
  const media = await files.scan('public');
  const opened = await openSite(world, memory.checked);
  if (!opened.ok) {
    await helper?.end();
    return opened;
  }
  memory.checked = opened.value.checked;
  const assets = await assetSketches(world);
  const copies = [...publicSketches(media), ...assets];
  const plain = edition.dressed(opened.value.site);
  const renders = await world.render.hash(plain);
  const cover = await coverFor(world, { site: plain, copies, code: renders, memory });
  const scene: Scene = { site: { ...plain, ...(cover && { cover }) }, follows: opened.value.follows };
  const code = together([renders, fingerprintOf(JSON.stringify(cover ?? null))]);
  const isSame = adopts(memory, code);
  const around = together([
    code,
    fingerprintOf(JSON.stringify(scene.follows)),
    ...copies.flatMap((copy) => [fingerprintOf(copy.path), printOf(copy)]),
  ]);
  const day = dayPath(now.toISOString(), scene.site.timezone);
  return fine({ scene, memory, isSame, now, posts, changed, media, assets, built, around, day, helper });
}

/** The theme's assets, the site's over them. */
async function assetSketches({ files, render }: World): Promise<readonly CopySketch[]> {
  const assets = await render.assets();
  const copies = assets.map(async ({ path, folder }) => {
    return copiesOf(await files.folder(folder).look(textsOf([path])), folder);
  });
  return (await Promise.all(copies)).flat();
}
