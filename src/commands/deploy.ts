// A built site goes to its host, and when it is live, everyone who follows hears.
import type { Pushed } from '../deploy/plan.ts';
import { push } from '../deploy/push.ts';
import { counted, type Outcome, type Problem } from '../model/problem.ts';
import type { World } from '../world/world.ts';
import { announceSite, waitFrom, wishesOf } from './announce.ts';
import { build, failed, sayNotes, type Built } from './build.ts';
import type { Patience } from './tell.ts';
import { done, type Given } from './command.ts';

/** Builds and brings; announces, unless that is not wanted. */
export async function run(world: World, given: Given): Promise<Outcome> {
  const wait = waitFrom(given.text('wait'));
  if (typeof wait !== 'number') return { exit: 2, problems: [wait], said: '' };
  return given.text('announce') === undefined ? bringOnly(world) : deploySite(world, { ...wishesOf(given), wait });
}

const USUAL: Patience = { mode: 'real', all: false, open: false, wait: 300_000 };

/** Build, push, announce: what `deploy` does, and `dev --announce` after each change. */
export async function deploySite(world: World, wishes: Partial<Patience>): Promise<Outcome> {
  const brought = await bring(world);
  if (!brought.ok) return brought.outcome;
  const { built, pushed } = brought;
  const outcome = await announceSite(world, { ...built, changed: changedBy(built, pushed) }, { ...USUAL, ...wishes });
  return { ...outcome, said: [summed(pushed), outcome.said].filter(Boolean).join('; ') };
}

// A command does not say what it changed. That a hub looks at the feeds of home in vain costs little; at those of all
// tags it would not.
function changedBy({ site }: Built, { changed }: Pushed): readonly string[] {
  return site.deploy?.to === 'command' ? changed.filter((path) => !path.includes('/')) : changed;
}

/** Build and push only. */
async function bringOnly(world: World): Promise<Outcome> {
  const brought = await bring(world);
  return brought.ok ? done(summed(brought.pushed)) : brought.outcome;
}

type Brought =
  | { readonly ok: true; readonly built: Built; readonly pushed: Pushed }
  | { readonly ok: false; readonly outcome: Outcome };

async function bring(world: World): Promise<Brought> {
  const built = await build(world);
  if (!built.ok) return { ok: false, outcome: failed(built.problems) };
  sayNotes(world, built.value);
  const { deploy } = built.value.site;
  if (!deploy) return { ok: false, outcome: { exit: 1, problems: [nowhere()], said: 'Nothing was deployed.' } };
  const pushed = await push(deploy, world);
  if (pushed.ok) return { ok: true, built: built.value, pushed: pushed.value };
  return { ok: false, outcome: { exit: 3, problems: pushed.problems, said: 'Nothing was announced.' } };
}

function summed({ uploaded, removed }: Pushed): string {
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
