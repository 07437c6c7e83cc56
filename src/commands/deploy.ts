// A built site goes to its host, and when it is live, everyone who follows hears.
import type { Wanted } from '../deploy/compare.ts';
import type { Pushed } from '../deploy/plan.ts';
import { push } from '../deploy/push.ts';
import { counted, fine, type Checked, type Outcome, type Problem } from '../model/problem.ts';
import type { Site } from '../model/site.ts';
import type { World } from '../world/world.ts';
import { announceSite, waitFrom, wishesOf } from './announce.ts';
import { build, failed, sayNotes, type Built } from './build.ts';
import { onLine, type Line } from './line.ts';
import type { Workshop } from './build/look.ts';
import type { Patience } from './tell.ts';
import { done, type Given } from './command.ts';

/** Builds and brings; announces, unless that is not wanted. */
export async function run(world: World, given: Given): Promise<Outcome> {
  const wait = waitFrom(given.text('wait'));
  if (typeof wait !== 'number') return { exit: 2, problems: [wait], said: '' };
  const wishes = { ...wishesOf(given), wait, verify: given.text('verify') !== undefined };
  return given.text('announce') === undefined
    ? bringOnly(world, wishes)
    : onLine(world, (line) => deploySite(world, { line }, wishes));
}

type Bringing = Pick<Wanted, 'verify'>;

const USUAL: Patience & Bringing = { mode: 'real', all: false, open: false, wait: 300_000, verify: false };

/** Who is told over which line, and the workshop of a program that stays. */
interface Means {
  readonly line?: Line | undefined;
  readonly workshop?: Workshop | undefined;
  readonly hurries?: (site: Site) => boolean;
}

/** Build, push, announce: what `deploy` does, and `dev --announce` after each change. */
export async function deploySite(
  world: World,
  { line, workshop }: Means & { line: Line },
  given: Partial<Patience & Bringing>,
): Promise<Outcome> {
  const wishes = { ...USUAL, ...given };
  const brought = await bring(world, wishes, { line, workshop, hurries: takesLittle });
  if (!brought.ok) return brought.outcome;
  const { built, pushed } = brought;
  const outcome = await announceSite(world, { ...built, changed: changedBy(built, pushed), line }, wishes);
  const rest = await bringRest(world, built);
  return {
    exit: outcome.exit === 0 && !rest.ok ? 3 : outcome.exit,
    problems: [...outcome.problems, ...(rest.ok ? [] : rest.problems)],
    said: [summed(pushed, rest.ok ? rest.value : NOTHING), outcome.said].filter(Boolean).join('; '),
  };
}

// What nobody waits for comes when followers have heard. A branch would get a second commit for it, of which a host builds
// all pages again, and a command would bring everything twice: there it comes with the rest.
function takesLittle({ deploy }: Site): boolean {
  return deploy?.to === 'folder' || deploy?.to === 'rsync';
}

const NOTHING: Pushed = { uploaded: 0, removed: 0, changed: [] };

/** Makes and brings what was left. */
async function bringRest(world: World, built: Built): Promise<Checked<Pushed>> {
  const { deploy } = built.site;
  if (!built.isUnfinished || !deploy || !(await built.finish())) return fine(NOTHING);
  return push(deploy, world, { tree: built.tree(), verify: false });
}

// A command does not say what it changed. That a hub looks at the feeds of home in vain costs little; at those of all
// tags it would not.
function changedBy({ site }: Built, { changed }: Pushed): readonly string[] {
  return site.deploy?.to === 'command' ? changed.filter((path) => !path.includes('/')) : changed;
}

/** Build and push only. */
async function bringOnly(world: World, wishes: Bringing): Promise<Outcome> {
  const brought = await bring(world, wishes, {});
  return brought.ok ? done(summed(brought.pushed)) : brought.outcome;
}

type Brought =
  | { readonly ok: true; readonly built: Built; readonly pushed: Pushed }
  | { readonly ok: false; readonly outcome: Outcome };

async function bring(world: World, { verify }: Bringing, { line, workshop, hurries }: Means): Promise<Brought> {
  const built = await build(world, workshop, hurries);
  if (!built.ok) return { ok: false, outcome: failed(built.problems) };
  sayNotes(world, built.value);
  const { deploy, xmpp: account } = built.value.site;
  if (!deploy) return { ok: false, outcome: { exit: 1, problems: [nowhere()], said: 'Nothing was deployed.' } };
  // It logs in while files go up.
  if (account) void line?.talk(account);
  const pushed = await push(deploy, world, { tree: built.value.tree(), verify });
  if (pushed.ok) return { ok: true, built: built.value, pushed: pushed.value };
  return { ok: false, outcome: { exit: 3, problems: pushed.problems, said: 'Nothing was announced.' } };
}

function summed(...pushes: readonly Pushed[]): string {
  const uploaded = pushes.reduce((sum, pushed) => sum + pushed.uploaded, 0);
  const removed = pushes.reduce((sum, pushed) => sum + pushed.removed, 0);
  if (uploaded + removed === 0) return 'nothing new to deploy';
  return `deployed: ${counted(uploaded, 'file')} up, ${removed} removed`;
}

function nowhere(): Problem {
  return {
    where: 'skein.config.js: deploy',
    what: 'Nothing says how the site gets to its host.',
    next: 'Write for example deploy: { to: "rsync", target: "you@host.example:public_html/" }; see the README.',
  };
}
