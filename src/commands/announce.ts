// The node, contacts, rooms and hubs hear of what is live and new.
import type { Plan } from '../announce/plan.ts';
import type { Announced } from '../announce/round.ts';
import { counted, type Outcome, type Problem } from '../model/problem.ts';
import type { World } from '../world/world.ts';
import type { Given } from './command.ts';
import { SITE } from './build.ts';
import { onLine, type Line } from './line.ts';
import { siteOnly } from './build/look.ts';
import {
  lookout,
  tellChats,
  tellFollowers,
  tellHubs,
  tellOthers,
  type Deployed,
  type Patience,
  type Wishes,
} from './tell.ts';

/** Announces what the host shows; builds nothing. */
export async function run(world: World, given: Given): Promise<Outcome> {
  const wait = waitFrom(given.text('wait'));
  if (typeof wait !== 'number') return { exit: 2, problems: [wait], said: '' };
  const looked = await siteOnly(world, SITE);
  if (!looked.ok) return { exit: 1, problems: looked.problems, said: 'Nothing was announced.' };
  const { site } = looked.value;
  if (!site.xmpp) return { exit: 1, problems: [noAccount()], said: '' };
  return onLine(world, (line) => announceSite(world, { ...looked.value, line }, { ...wishesOf(given), wait }));
}

type Called = Deployed & { readonly line: Line };

/**
 * Waits until what is new is live, and tells all who are to hear of it. One at a time: of two that looked at a node
 * before either has announced, both would announce.
 */
export async function announceSite(world: World, deployed: Called, wishes: Patience): Promise<Outcome> {
  return world.files.alone('announce', () => announceAlone(world, deployed, wishes));
}

async function announceAlone(world: World, deployed: Called, wishes: Patience): Promise<Outcome> {
  const { xmpp: account } = deployed.site;
  const { confirm, waiting, late } = lookout(world, deployed, wishes);
  const told = account ? await tellFollowers(world, { ...deployed, account, confirm }, wishes) : NOBODY;
  if (wishes.mode === 'dry run')
    return { exit: told.problems.length > 0 ? 3 : 0, problems: told.problems, said: planned(told.plan) };
  const said = account ? await tellChats(world, { ...deployed, account }, { told, waiting }) : [];
  const hubs = await tellHubs(world, deployed, { told, confirm });
  const others = account ? await tellOthers(world, { ...deployed, account }, { told, waiting }) : [];
  const problems = [...told.problems, ...said, ...late];
  const exit = problems.length > 0 ? 3 : 0;
  // A hub that is down is a warning: who subscribes through it still polls. So is a comment that is not taken.
  return { exit, problems: [...problems, ...hubs, ...others], said: account ? summed(told, exit) : '' };
}

/** What `deploy` and `announce` were told about announcing. */
export function wishesOf(given: Given): Wishes {
  const asked = (option: string): boolean => given.text(option) !== undefined;
  return { mode: asked('dryRun') ? 'dry run' : 'real', all: asked('all'), open: asked('open') };
}

const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000 };

/** `30s`, `5m`, `1h` as milliseconds; five minutes where nothing is said. */
export function waitFrom(text: string | undefined): number | Problem {
  const [, number, unit] = /^(\d+)([smh])$/.exec(text ?? '5m') ?? [];
  const milliseconds = Number(number) * (UNITS[unit ?? ''] ?? Number.NaN);
  if (milliseconds >= 0) return milliseconds;
  return { where: '--wait', what: `"${text}" is no time.`, next: 'Write 30s, 5m or 1h.' };
}

const NOBODY: Announced = { published: [], retracted: [], problems: [] };

function planned(plan: Plan | undefined): string {
  if (!plan) return '';
  const lines = [
    ...plan.publish.map(({ id, url }) => `${plan.edits.has(id) ? 'edit   ' : 'publish'}  ${url}`),
    ...plan.retract.map((id) => `retract  ${id}`),
  ];
  if (lines.length === 0) return 'The node says what the site says: nothing to announce.';
  return [...lines, `${counted(lines.length, 'change')}; ${HEARD[plan.followers]}.`].join('\n');
}

const HEARD: Readonly<Record<Plan['followers'], string>> = {
  told: 'followers would hear of it',
  'not told': 'followers would not hear of it, but find it when they look',
  held: 'nothing would be done without --all',
};

function summed({ plan, published, retracted }: Announced, exit: Outcome['exit']): string {
  if (published.length + retracted.length === 0)
    return exit === 0 ? 'nothing new to announce' : 'nothing was announced';
  const edits = published.filter(({ id }) => plan?.edits.has(id)).length;
  const posts = published.length - edits;
  const announced = [posts > 0 && counted(posts, 'post'), edits > 0 && counted(edits, 'edit')].filter(Boolean);
  const parts = [
    announced.length > 0 && `announced ${announced.join(' and ')}`,
    retracted.length > 0 && `took back ${counted(retracted.length, 'post')}`,
    plan?.followers === 'not told' && 'silently, since it is much at once',
  ];
  return parts.filter(Boolean).join(', ');
}

function noAccount(): Problem {
  return {
    where: 'skein.config.js: xmpp',
    what: 'There is no account that announces.',
    next: 'Write xmpp: { jid: "you@xmpp.example" }, with an account on any XMPP server.',
  };
}
