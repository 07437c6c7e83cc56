// The doctor: what is wrong with the files, then with the account, the node, and the links between node and pages.
import { accountFindings, type Finding } from '../announce/doctor.ts';
import { read } from '../feeds/xml.ts';
import type { File } from '../model/page.ts';
import { counted, type Outcome, type Problem } from '../model/problem.ts';
import type { Account, Site } from '../model/site.ts';
import { readPosts } from '../posts/read.ts';
import { deadLinks } from '../site/links.ts';
import type { World } from '../world/world.ts';
import { logIn } from './account.ts';
import { compile } from './build.ts';
import type { Given } from './command.ts';
import { openSite } from './open.ts';

/** Looks at everything, tells what is right as it goes and what is wrong at the end, and changes nothing. */
export async function run(world: World, given: Given): Promise<Outcome> {
  const opened = await openSite(world);
  if (!opened.ok) return outcome(opened.problems, []);
  const { site, follows } = opened.value;
  world.say.line('ok  the config can be read');
  const posts = await readPosts(world.files, { site, follows, now: world.clock.now() });
  if (posts.problems.length > 0) return outcome(posts.problems, []);
  world.say.line(
    `ok  ${counted(posts.posts.length, 'post')}, ${counted(posts.drafts.length, 'draft')}, ${posts.waiting.length} waiting`,
  );
  const made = await compile(world, site, posts.posts, world.clock.now());
  if (!made.ok) return outcome(made.problems, []);
  const sources = new Map(posts.posts.map(({ path, file }) => [`${path}index.html`, file]));
  const inFiles = fileFindings(world, { site, files: made.value.files, sources });
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

interface Made {
  readonly site: Site;
  readonly files: readonly File[];
  readonly sources: ReadonlyMap<string, string>;
}

function fileFindings(world: World, { site, files, sources }: Made): readonly Problem[] {
  const dead = deadLinks(site, files, sources);
  if (dead.length === 0) world.say.line('ok  every link inside the site leads somewhere');
  const broken = files.filter(
    ({ path, bytes }) => path.endsWith('.xml') && !(typeof bytes !== 'string' || read(bytes)),
  );
  if (broken.length === 0) world.say.line('ok  every feed is well-formed');
  return [...dead, ...broken.map(({ path }) => notWellFormed(path))];
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
