// A new site in a new folder.
import { hostFrom, HOSTS, workflowFiles } from '../deploy/workflows.ts';
import type { Outcome, Problem } from '../model/problem.ts';
import { newSite, type Beginning } from '../site/new.ts';
import { siteFrom } from '../site/settings.ts';
import type { World } from '../world/world.ts';
import { done, type Given } from './command.ts';

/** Makes the folder of a new site, with what it needs to be built. */
export async function run(world: World, given: Given): Promise<Outcome> {
  const name = given.words[0] ?? '';
  const folder = world.files.folder(name);
  const wish = given.text('with');
  const host = hostFrom(wish);
  if (wish !== undefined && !host) return refused(noSuchHost(wish), 2);
  const there = await folder.list('');
  if (there.some((path) => !path.startsWith('.git/'))) return refused(notEmpty(name), 1);
  const beginning = await answers(world, given, name);
  if (!beginning) return refused(brokenOff(name), 1);
  const problems = wrongAnswers(beginning);
  if (problems.length > 0) return { exit: 2, problems, said: `Nothing was made.` };
  const files = [...newSite(beginning), ...(host ? workflowFiles(host) : [])];
  for (const { path, bytes } of files) await folder.write(path, bytes);
  return done(`${name}/ is a site now. Next:\n\n    cd ${name}\n    npm install\n    npx skein dev\n`);
}

const QUESTIONS = [
  { key: 'title', asks: 'What is the site called?' },
  { key: 'url', asks: 'Where will it be?' },
  { key: 'author', asks: 'Who writes it?' },
  { key: 'jid', asks: 'Which XMPP account announces it? (may stay empty)' },
] as const;

type Answers = Pick<Beginning, (typeof QUESTIONS)[number]['key']>;

async function answers(world: World, given: Given, name: string): Promise<Beginning | undefined> {
  const last = name.split(/[\\/]/).findLast(Boolean) ?? 'site';
  const title = given.text('title') ?? last;
  const known: Record<keyof Answers, string> = {
    title,
    url: given.text('url') ?? 'https://blog.example/',
    author: given.text('author') ?? world.env('USER') ?? title,
    jid: given.text('jid') ?? '',
  };
  const asks = world.ask.terminal && !given.text('yes');
  for (const { key, asks: question } of asks ? QUESTIONS : []) {
    if (given.text(key) !== undefined) continue;
    const isWrong = (answer: string): readonly Problem[] =>
      wrongAnswers({ ...known, [key]: answer }).filter(({ where }) => where === `--${key}`);
    const answer = await askUntilRight(world, question, { usual: known[key], isWrong });
    if (answer === undefined) return undefined;
    known[key] = answer;
  }
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return {
    ...known,
    timezone: timeZone,
    language: languageOf(world.env('LANG')),
    dependency: world.self.dependency,
    now: world.clock.now(),
  };
}

async function askUntilRight(
  world: World,
  question: string,
  { usual, isWrong }: { usual: string; isWrong: (answer: string) => readonly Problem[] },
): Promise<string | undefined> {
  for (;;) {
    const answer = (await world.ask.text(question, usual))?.trim();
    const problems = answer === undefined ? [] : isWrong(answer);
    if (problems.length === 0) return answer;
    world.say.problems(problems);
  }
}

// LANG is like de_DE.UTF-8, C or nothing.
function languageOf(lang: string | undefined): string {
  return /^[a-z]{2,3}(?=[_.]|$)/.exec(lang ?? '')?.[0] ?? 'en';
}

// What was answered is held to the same rules as a config that a person writes.
function wrongAnswers({ title, url, author, jid }: Answers): readonly Problem[] {
  const asked = new Set(['title', 'url', 'author', 'author.name', 'xmpp.jid']);
  const checked = siteFrom({ title, url, author: { name: author }, id: 'tag:a,2026:', ...(jid && { xmpp: { jid } }) });
  if (checked.ok) return [];
  const option: Record<string, string> = { 'author.name': '--author', 'xmpp.jid': '--jid' };
  return checked.problems.map((problem) => {
    const key = problem.where.split(': ')[1] ?? '';
    return asked.has(key) ? { ...problem, where: option[key] ?? `--${key}` } : problem;
  });
}

function refused(problem: Problem, exit: Outcome['exit']): Outcome {
  return { exit, problems: [problem], said: '' };
}

function notEmpty(name: string): Problem {
  return { where: name, what: 'This folder holds files already.', next: 'Name another folder, or empty this one.' };
}

function noSuchHost(host: string): Problem {
  return { where: '--with', what: `There is no workflow for "${host}".`, next: `Write ${HOSTS.join(', ')}.` };
}

function brokenOff(name: string): Problem {
  return {
    where: name,
    what: 'You broke off, and nothing was made.',
    next: 'Begin again, or give the answers as options.',
  };
}
