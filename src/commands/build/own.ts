// The site's own pages: ordinary templates that may show all posts, and so are rendered when any of them has changed.
import { fingerprintOf, together } from '../../model/fingerprint.ts';
import type { File } from '../../model/page.ts';
import { fine, type Checked } from '../../model/problem.ts';
import { printOfCard } from '../../model/sketch.ts';
import { addressKey, publicSketches, takenBy } from '../../site/gather.ts';
import { staged, type NewFile } from '../../site/made.ts';
import { STAGE } from '../../site/write.ts';
import type { World } from '../../world/world.ts';
import type { Looked } from './look.ts';
import type { Memory } from './memory.ts';

/** Which there are, and those that were rendered now. */
export interface OwnPages {
  readonly own: Memory['own'];
  readonly rendered: readonly File[];
}

const NONE: OwnPages = { own: { print: Number.NaN, paths: [] }, rendered: [] };

/**
 * Renders the site's own pages, unless nothing that they may show has changed; they are given all posts at once. A file
 * of public/ takes the place of one.
 */
export async function ownPages(world: World, looked: Looked): Promise<Checked<OwnPages>> {
  if (!(await world.render.hasOwn())) return fine(NONE);
  const { scene, shelf, memory, worker, media } = looked;
  const taken = takenBy(publicSketches(media));
  const print = together([...shelf.all.map(printOfCard), ...[...taken.keys()].sort().map(fingerprintOf)]);
  const { own, made } = memory;
  if (own.print === print && own.paths.every((path) => made.get(path)?.print === print))
    return fine({ own, rendered: [] });
  const posts = await worker.postsOf(shelf.all);
  const all = await world.render.own(
    scene.site,
    posts.map(({ entry, path }) => ({ ...entry, path })),
  );
  if (!all.ok) return all;
  const rendered = all.value.filter(({ path }) => !taken.has(addressKey(path)));
  return fine({ own: { print, paths: rendered.map(({ path }) => path) }, rendered });
}

/** Puts those that were rendered on the stage, and are not there as they are. */
export async function stageOwn(
  world: World,
  { memory }: Looked,
  { own, rendered }: OwnPages,
): Promise<readonly NewFile[]> {
  const of = new Map(rendered.map(({ path }) => [path, { print: own.print, hash: memory.made.get(path)?.hash }]));
  return staged(world.files.folder(STAGE), rendered, of, world.hash);
}
