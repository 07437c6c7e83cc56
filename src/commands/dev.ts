// The preview on one's own machine: built, served and loaded again at each change; with --announce also the real thing.
import { counted, type Outcome, type Problem } from '../model/problem.ts';
import type { PagesAt, Say, Served, World } from '../world/world.ts';
import { build, changed, SITE } from './build.ts';
import { done, type Given } from './command.ts';
import { deploySite } from './deploy.ts';
import { elsewhereIn } from './elsewhere.ts';
import { onLine, type Line } from './line.ts';
import type { Workshop } from './build/look.ts';
import type { Edition } from './build/memory.ts';
import { portNamed, servedOn } from './port.ts';
import { remember } from './build/remember.ts';

const PREVIEW = '.skein/preview';
const PORTS = { first: 8080, last: 8100 };
const SOURCES = ['posts', 'templates', 'public', 'skein.config.js', 'following.opml'];
/** Milliseconds without a change after which what was saved is taken as whole. */
const QUIET = 30;
/** Milliseconds that followers come before the preview; a host that takes longer does not hold it up. */
const HEAD_START = 2_000;

/** Builds and serves until the person stops it. */
export async function run(world: World, given: Given): Promise<Outcome> {
  const port = portNamed(given.text('port'));
  if (!port.ok) return { exit: 2, problems: port.problems, said: '' };
  const preview = world.files.folder(PREVIEW);
  // Which pages there are is known when the address is.
  let pages: PagesAt = nowhere;
  const served = await servedOn(given.text('port'), PORTS, (free) =>
    world.serve.preview(preview.root, free, (path) => pages(path)),
  );
  if (!served.ok) return { exit: 3, problems: served.problems, said: '' };
  world.say.line(`The preview is at ${served.value.url} (Ctrl-C ends it).`);
  const say = untilGood(world.say);
  const told = { ...world, say };
  const shops = { preview: workshop(previewAt(served.value.url)), site: workshop(SITE) };
  pages = elsewhereIn(told, shops.preview.shop);
  // Followers come first; but a host may take minutes to show what is new, and the preview does not wait for that.
  await onLine(world, async (line) => {
    const publishing = inTurn(async () => publish(told, line, shops.site.open()), world.stop);
    await keepUp(world, async (changed) => {
      for (const shop of Object.values(shops)) shop.hear(changed);
      if (given.text('announce')) publishing.start();
      await Promise.race([publishing.ended(), world.clock.wait(HEAD_START, world.stop)]);
      if (await rebuild(told, served.value, shops.preview.open())) say.forget();
    });
    await publishing.ended();
  });
  for (const shop of Object.values(shops)) await shop.close(world);
  await served.value.close();
  return done('');
}

async function nowhere(): Promise<undefined> {}

/** The site as its author sees it: with drafts, at an address of this machine, and loaded again when it changes. */
function previewAt(url: string): Edition {
  return {
    name: 'preview',
    built: PREVIEW,
    drafts: 'shown',
    dressed: (site) => ({ ...site, url, preview: '/.skein/reload.js' }),
  };
}

/** A workshop that hears of changes between two builds, and saves its memory when all is over. */
function workshop(edition: Edition) {
  const shop: Workshop = { edition, stays: true };
  // Before the first build anything may have changed.
  let heard: readonly string[] | undefined;
  return {
    shop,
    hear: (changed: readonly string[]) => {
      if (heard) heard = [...heard, ...changed];
    },
    open: (): Workshop => {
      delete shop.changed;
      if (heard) shop.changed = heard;
      heard = [];
      return shop;
    },
    close: async (world: World) => {
      if (shop.memory) await remember(world, edition, shop.memory);
    },
  };
}

/** Preview and deploy find the same problems, round after round: each is told once until all is good again. */
function untilGood(say: Say): Say & { forget: () => void } {
  const told = new Set<string>();
  const isNew = (problem: Problem): boolean => told.size < told.add(JSON.stringify(problem)).size;
  return { ...say, problems: (problems) => say.problems(problems.filter(isNew)), forget: () => told.clear() };
}

/** A round now and after each change of the sources, those of the site where none are named, until the person stops it. */
export async function keepUp(
  world: World,
  round: (changed: readonly string[]) => Promise<void>,
  sources = SOURCES,
): Promise<void> {
  const { root } = world.files;
  let heard: string[] = [];
  const { start, ended } = inTurn(async () => {
    const changed = heard;
    heard = [];
    await round(changed);
  }, world.stop);
  const unwatch = await world.watch(
    sources.map((path) => world.files.folder(path).root),
    QUIET,
    (paths) => {
      heard.push(...paths.map((path) => path.slice(root.length + 1).replaceAll('\\', '/')));
      start();
    },
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
async function rebuild(world: World, served: Served, shop: Workshop): Promise<boolean> {
  const began = world.clock.now().getTime();
  const built = await build(world, shop);
  if (!built.ok) {
    world.say.problems(built.problems);
    world.say.line(`${counted(built.problems.length, 'problem')}. The preview is as it was.`);
    return false;
  }
  world.say.problems(world.render.outdated().map(outdated));
  const { changes, waiting } = built.value;
  const took = world.clock.now().getTime() - began;
  const ahead = waiting.length > 0 ? `; ${counted(waiting.length, 'post')} with a date ahead` : '';
  world.say.line(`previewed in ${took} ms: ${changed(changes)}${ahead}`);
  if (changes.written.length + changes.removed.length > 0) served.reload();
  return true;
}

function outdated(where: string): Problem {
  const what = 'It has changed since it was loaded, and a program loads its code once.';
  return { where, what, next: 'Start skein dev again, and it is used.' };
}

async function publish(world: World, line: Line, workshop: Workshop): Promise<void> {
  const outcome = await deploySite(world, { line, workshop }, {});
  world.say.problems(outcome.problems);
  world.say.line(outcome.said);
}
