// The preview on one's own machine: built, served and loaded again at each change; with --announce also the real thing.
import { newestFirst } from '../model/entry.ts';
import { counted, fine, wrong, type Checked, type Outcome, type Problem } from '../model/problem.ts';
import { readPosts } from '../posts/read.ts';
import { writeSite, type Changes } from '../site/write.ts';
import type { Say, Served, World } from '../world/world.ts';
import { compile } from './build.ts';
import { done, type Given } from './command.ts';
import { deploySite } from './deploy.ts';
import { openSite } from './open.ts';

const PREVIEW = '.skein/preview';
const SOURCES = ['posts', 'templates', 'public', 'skein.config.js', 'following.opml'];
/** Milliseconds without a change after which what was saved is taken as whole. */
const QUIET = 30;
/** Milliseconds that followers come before the preview; a host that takes longer does not hold it up. */
const HEAD_START = 2_000;

/** Builds and serves until the person stops it. */
export async function run(world: World, given: Given): Promise<Outcome> {
  const port = portFrom(given.text('port'));
  if (!port.ok) return { exit: 2, problems: port.problems, said: '' };
  const preview = world.files.folder(PREVIEW);
  const served = await serveFrom(port.value, given.text('port') === undefined ? LAST_PORT : port.value, (free) =>
    world.serve.preview(preview.root, free),
  );
  if (!served.ok) return { exit: 3, problems: served.problems, said: '' };
  world.say.line(`The preview is at ${served.value.url} (Ctrl-C ends it).`);
  const say = untilGood(world.say);
  const told = { ...world, say };
  // Followers come first; but a host may take minutes to show what is new, and the preview does not wait for that.
  const publishing = inTurn(() => publish(told), world.stop);
  await keepUp(world, async () => {
    if (given.text('announce')) publishing.start();
    await Promise.race([publishing.ended(), world.clock.wait(HEAD_START, world.stop)]);
    if (await rebuild(told, served.value)) say.forget();
  });
  await publishing.ended();
  await served.value.close();
  return done('');
}

/** Preview and deploy find the same problems, round after round: each is told once until all is good again. */
function untilGood(say: Say): Say & { forget: () => void } {
  const told = new Set<string>();
  const isNew = (problem: Problem): boolean => told.size < told.add(JSON.stringify(problem)).size;
  return { ...say, problems: (problems) => say.problems(problems.filter(isNew)), forget: () => told.clear() };
}

/** A round now and after each change of the site's sources, until the person stops it. */
export async function keepUp(world: World, round: () => Promise<void>): Promise<void> {
  const { start, ended } = inTurn(round, world.stop);
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
  await ended();
}

interface InTurn {
  readonly start: () => void;
  readonly ended: () => Promise<void>;
}

/** Rounds one at a time: any number of starts during a round give one more after it, and none once all is stopped. */
function inTurn(round: () => Promise<void>, stop: AbortSignal): InTurn {
  let running: Promise<void> | undefined;
  let again = false;
  const turn = async (): Promise<void> => {
    while (again && !stop.aborted) {
      again = false;
      await round();
    }
    running = undefined;
  };
  return {
    start: () => {
      again = true;
      running ??= turn();
    },
    ended: async () => running,
  };
}

/** Whether the preview shows what was saved. */
async function rebuild(world: World, served: Served): Promise<boolean> {
  const began = world.clock.now().getTime();
  const made = await buildPreview(world, served.url);
  if (!made.ok) {
    world.say.problems(made.problems);
    world.say.line(`${counted(made.problems.length, 'problem')}. The preview is as it was.`);
    return false;
  }
  const { changes, waiting } = made.value;
  const changed = changes.written.length + changes.removed.length;
  const took = world.clock.now().getTime() - began;
  const ahead = waiting > 0 ? `; ${counted(waiting, 'post')} with a date ahead` : '';
  world.say.line(`previewed in ${took} ms: ${changed} files changed of ${changes.all}${ahead}`);
  if (changed > 0) served.reload();
  return true;
}

interface Previewed {
  readonly changes: Changes;
  /** How many posts are not shown, since their date is ahead. */
  readonly waiting: number;
}

// Not while the site is built: two renderings at once are slower than one after the other.
async function buildPreview(world: World, url: string): Promise<Checked<Previewed>> {
  return world.files.alone('build', () => buildAlone(world, url));
}

async function buildAlone(world: World, url: string): Promise<Checked<Previewed>> {
  const opened = await openSite(world);
  if (!opened.ok) return opened;
  const site = { ...opened.value.site, url, preview: '/.skein/reload.js' };
  const now = world.clock.now();
  const read = await readPosts(world.files, { site, follows: opened.value.follows, now });
  if (read.problems.length > 0) return wrong(...read.problems);
  const posts = [...read.posts, ...read.drafts].sort((a, b) => newestFirst(a.entry, b.entry));
  const made = await compile(world, site, posts, now);
  if (!made.ok) return made;
  const changes = await writeSite(world.files.folder(PREVIEW), made.value.files);
  return fine({ changes, waiting: read.waiting.length });
}

async function publish(world: World): Promise<void> {
  const outcome = await deploySite(world, {});
  world.say.problems(outcome.problems);
  world.say.line(outcome.said);
}

const [FIRST_PORT, LAST_PORT] = [8080, 8100];

function portFrom(text: string | undefined): Checked<number> {
  const port = Number(text ?? FIRST_PORT);
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return fine(port);
  const problem: Problem = { where: '--port', what: `"${text}" is no port.`, next: 'Write a number, such as 8080.' };
  return wrong(problem);
}

async function serveFrom(
  port: number,
  last: number,
  serve: (port: number) => Promise<Checked<Served>>,
): Promise<Checked<Served>> {
  const served = await serve(port);
  return served.ok || port >= last ? served : serveFrom(port + 1, last, serve);
}
