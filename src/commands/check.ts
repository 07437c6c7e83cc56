// The doctor: what is wrong with the files, then with the account, the node, and the links between node and pages.
import { accountFindings, type Finding } from '../announce/doctor.ts';
import { read } from '../feeds/xml.ts';
import type { Card } from '../model/card.ts';
import { counted, type Outcome, type Problem } from '../model/problem.ts';
import type { Account, Site } from '../model/site.ts';
import { deadLinks } from '../site/links.ts';
import { FILE } from '../timeline/blocks-text.ts';
import type { World } from '../world/world.ts';
import { logIn } from './account.ts';
import { build, SITE } from './build.ts';
import { photoFindings } from './check-photos.ts';
import type { Given } from './command.ts';
import { blocksOf } from './edge/edge.ts';
import type { Edition } from './build/memory.ts';
import { openSite } from './open.ts';

/** The site as it would be published, where nobody looks. */
const CHECKED: Edition = { ...SITE, name: 'check', built: '.skein/check' };

/** Looks at everything, tells what is right as it goes and what is wrong at the end, and changes nothing. */
export async function run(world: World, given: Given): Promise<Outcome> {
  const opened = await openSite(world);
  if (!opened.ok) return outcome(opened.problems, []);
  world.say.line('ok  the config can be read');
  const built = await build(world, { edition: CHECKED });
  if (!built.ok) return outcome(built.problems, []);
  const { site, index } = built.value;
  world.say.line(
    `ok  ${counted(index.live.length, 'post')}, ${counted(index.drafts.length, 'draft')}, ${index.waiting.length} waiting`,
  );
  const inFiles = await fileFindings(world, site, index.live);
  if (given.text('offline')) return outcome(inFiles, []);
  if (site.xmpp) return outcome(inFiles, await nodeFindings(world, site, site.xmpp));
  world.say.line('--  no account is named in the config (xmpp), so nobody is told of new posts');
  return outcome(inFiles, []);
}

function outcome(inFiles: readonly Problem[], outside: readonly Problem[]): Outcome {
  const problems = [...inFiles, ...outside];
  if (problems.length === 0) return { exit: 0, problems, said: 'Nothing is wrong.' };
  return { exit: inFiles.length > 0 ? 1 : 3, problems, said: `${counted(problems.length, 'problem')}.` };
}

async function fileFindings(world: World, site: Site, live: readonly Card[]): Promise<readonly Problem[]> {
  const built = world.files.folder(CHECKED.built);
  const dead = await deadLinks(site, built, new Map(live.map(({ path, file }) => [`${path}index.html`, file])));
  if (dead.length === 0) world.say.line('ok  every link inside the site leads somewhere');
  const broken: string[] = [];
  for (const path of await built.list('')) {
    if (path.endsWith('.xml') && !read((await built.read(path)) ?? '')) broken.push(path);
  }
  if (broken.length === 0) world.say.line('ok  every feed is well-formed');
  const photos = await photoFindings(world, site, live);
  return [...dead, ...broken.map(notWellFormed), ...photos, ...(await blockFindings(world, site))];
}

async function blockFindings(world: World, site: Site): Promise<readonly Problem[]> {
  const { rules, problems } = await blocksOf(world, site);
  if (rules.length > 0 && problems.length === 0) world.say.line(`ok  ${counted(rules.length, 'rule')} in ${FILE}`);
  return problems;
}

function notWellFormed(path: string): Problem {
  return {
    where: `/${path}`,
    what: 'This is not well-formed XML.',
    next: 'Mend the template or the file in public/ that makes it.',
  };
}

async function nodeFindings(world: World, site: Site, account: Account): Promise<readonly Problem[]> {
  const talk = await logIn(world, account);
  if (!talk.ok) return talk.problems;
  const findings = await accountFindings(talk.value, world.http, { site, at: account });
  await talk.value.close();
  return findings.flatMap((finding) => told(world, finding));
}

function told(world: World, finding: Finding): readonly Problem[] {
  if (typeof finding !== 'string') return [finding];
  world.say.line(`ok  ${finding}`);
  return [];
}
