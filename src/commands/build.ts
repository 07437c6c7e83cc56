// posts/, templates/ and public/ become _site/.
import { feedFiles } from '../feeds/archives.ts';
import type { File } from '../model/page.ts';
import type { Post } from '../model/entry.ts';
import { counted, fine, wrong, type Checked, type Outcome, type Problem } from '../model/problem.ts';
import type { Site } from '../model/site.ts';
import { pagesOf } from '../pages/pages.ts';
import { plainFiles } from '../pages/plain.ts';
import { readPosts, type Posts } from '../posts/read.ts';
import { gather, publicFiles } from '../site/gather.ts';
import { writeSite, type Changes } from '../site/write.ts';
import type { World } from '../world/world.ts';
import type { Given } from './command.ts';
import { openSite } from './open.ts';

/** Where the built site is, in the site's folder. */
export const BUILT = '_site';

/** A site that was built: what it says, and what changed on disk. */
export interface Built {
  readonly site: Site;
  readonly posts: Posts;
  readonly changes: Changes;
  readonly replaced: readonly string[];
  readonly now: Date;
}

/** Builds, and says what changed. */
export async function run(world: World, given: Given): Promise<Outcome> {
  const began = world.clock.now().getTime();
  const built = await build(world);
  if (!built.ok) return failed(built.problems);
  const { changes } = built.value;
  sayNotes(world, built.value);
  if (given.text('verbose')) sayChanges(world, changes);
  const seconds = (world.clock.now().getTime() - began) / 1000;
  return { exit: 0, problems: [], said: `built in ${seconds.toFixed(2)} s: ${changed(changes)}` };
}

/** Builds the site of the world's folder into `_site/`. Nothing reaches it until nothing is wrong. */
export async function build(world: World): Promise<Checked<Built>> {
  return world.files.alone('build', async () => {
    const now = world.clock.now();
    const opened = await openSite(world);
    if (!opened.ok) return opened;
    const { site, follows } = opened.value;
    const posts = await readPosts(world.files, { site, follows, now });
    if (posts.problems.length > 0) return wrong(...posts.problems);
    const made = await compile(world, site, posts.posts, now);
    if (!made.ok) return made;
    const changes = await writeSite(world.files.folder(BUILT), made.value.files);
    return fine({ site, posts, changes, replaced: made.value.replaced, now });
  });
}

/** All files of the site that these posts make, or every problem on the way. Writes nothing. */
export async function compile(
  world: World,
  site: Site,
  posts: readonly Post[],
  now: Date,
): Promise<Checked<{ files: readonly File[]; replaced: readonly string[] }>> {
  const pages: File[] = [];
  const problems: Problem[] = [];
  const wanted = pagesOf(site, posts);
  for await (const batch of world.render.pages(site, wanted, posts)) {
    if (batch.ok) pages.push(...batch.value);
    else problems.push(...batch.problems);
    world.say.progress(`rendered ${pages.length} of ${wanted.length} pages`);
  }
  const feeds = feedFiles(
    site,
    posts.map(({ entry }) => entry),
    now,
  );
  const makers = {
    'the pages': pages,
    'the feeds': feeds,
    'the site map': plainFiles(site, posts),
    'the theme': await world.render.assets(),
  };
  const gathered = gather(makers, await publicFiles(world.files));
  problems.push(...gathered.problems);
  return problems.length > 0 ? wrong(...problems) : fine(gathered);
}

/** Says what a person may not expect of what was built. */
export function sayNotes(world: World, { replaced, posts }: Built): void {
  for (const path of replaced) world.say.line(`/${path} comes from public/.`);
  for (const { file, entry } of posts.waiting) world.say.line(`${file} waits until ${entry.published}.`);
}

/** What a build says that was refused. */
export function failed(problems: readonly Problem[]): Outcome {
  return { exit: 1, problems, said: `${counted(problems.length, 'problem')}. ${BUILT}/ is as it was.` };
}

function changed({ written, removed, all }: Changes): string {
  return `${(written.length + removed.length).toLocaleString('en')} files changed of ${all.toLocaleString('en')}`;
}

function sayChanges(world: World, { written, removed }: Changes): void {
  for (const path of written) world.say.line(`  written ${path}`);
  for (const path of removed) world.say.line(`  removed ${path}`);
}
