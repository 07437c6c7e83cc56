// The preview on one's own machine: built, served and loaded again at each change; with --announce also the real thing.
import { newestFirst } from '../model/entry.ts';
import { counted, fine, wrong, type Checked, type Outcome, type Problem } from '../model/problem.ts';
import { readPosts } from '../posts/read.ts';
import { writeSite, type Changes } from '../site/write.ts';
import type { Served, World } from '../world/world.ts';
import { compile } from './build.ts';
import { done, type Given } from './command.ts';
import { deploySite } from './deploy.ts';
import { openSite } from './open.ts';

const PREVIEW = '.skein/preview';
const SOURCES = ['posts', 'templates', 'public', 'skein.config.js', 'following.opml'];
/** Milliseconds without a change after which what was saved is taken as whole. */
const QUIET = 30;

/** Builds and serves until the person stops it. */
export async function run(world: World, given: Given): Promise<Outcome> {
  const port = portFrom(given.text('port'));
  if (!port.ok) return { exit: 2, problems: port.problems, said: '' };
  const preview = world.files.folder(PREVIEW);
  const served = await freePort(world, preview.root, port.value, given.text('port') === undefined);
  if (!served.ok) return { exit: 3, problems: served.problems, said: '' };
  world.say.line(`The preview is at ${served.value.url} (Ctrl-C ends it).`);
  await keepUp(world, async () => {
    await rebuild(world, served.value);
    if (given.text('announce')) await publish(world);
  });
  await served.value.close();
  return done('');
}

/** A round now and after each change of the site's sources, until the person stops it. One at a time; changes during a round give one more. */
export async function keepUp(world: World, round: () => Promise<void>): Promise<void> {
  let running: Promise<void> | undefined;
  let again = false;
  const turn = async (): Promise<void> => {
    do {
      again = false;
      await round();
    } while (again && !world.stop.aborted);
    running = undefined;
  };
  const start = (): void => {
    again = true;
    running ??= turn();
  };
  const unwatch = await world.watch(
    SOURCES.map((path) => world.files.folder(path).root),
    QUIET,
    start,
  );
  start();
  await new Promise<void>((resolve) => {
    if (world.stop.aborted) resolve();
    world.stop.addEventListener('abort', () => resolve(), { once: true });
  });
  await unwatch();
  await running;
}

async function rebuild(world: World, served: Served): Promise<void> {
  const began = world.clock.now().getTime();
  const made = await buildPreview(world, served.url);
  if (!made.ok) {
    world.say.problems(made.problems);
    world.say.line(`${counted(made.problems.length, 'problem')}. The preview is as it was.`);
    return;
  }
  const { written, removed, all } = made.value;
  const took = world.clock.now().getTime() - began;
  world.say.line(`previewed in ${took} ms: ${written.length + removed.length} files changed of ${all}`);
  if (written.length + removed.length > 0) served.reload();
}

async function buildPreview(world: World, url: string): Promise<Checked<Changes>> {
  const opened = await openSite(world);
  if (!opened.ok) return opened;
  const site = { ...opened.value.site, url, preview: '/.skein/reload.js' };
  const now = world.clock.now();
  const read = await readPosts(world.files, { site, follows: opened.value.follows, now });
  if (read.problems.length > 0) return wrong(...read.problems);
  const posts = [...read.posts, ...read.drafts].sort((a, b) => newestFirst(a.entry, b.entry));
  const made = await compile(world, site, posts, now);
  return made.ok ? fine(await writeSite(world.files.folder(PREVIEW), made.value.files)) : made;
}

async function publish(world: World): Promise<void> {
  const outcome = await deploySite(world, {});
  world.say.problems(outcome.problems);
  world.say.line(outcome.said);
}

const FIRST_PORT = 8080;

function portFrom(text: string | undefined): Checked<number> {
  const port = Number(text ?? FIRST_PORT);
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return fine(port);
  const problem: Problem = { where: '--port', what: `"${text}" is no port.`, next: 'Write a number, such as 8080.' };
  return wrong(problem);
}

async function freePort(world: World, folder: string, port: number, others: unknown): Promise<Checked<Served>> {
  const first = await world.serve.preview(folder, port);
  if (first.ok || !others || port > FIRST_PORT + 20) return first;
  return freePort(world, folder, port + 1, others);
}
