// Pages of the site's own: ordinary Eleventy templates, which can use the theme's as layouts and show any post. Eleventy
// stops at the first template that breaks; here every one is told.
import { mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, resolve, sep } from 'node:path';
import type { OwnPost } from '../model/entry.ts';
import type { File } from '../model/page.ts';
import { distinct, fine, wrong, type Checked, type Problem } from '../model/problem.ts';
import { brokenTemplate, shownPath } from './broken.ts';
import { opened, type EleventyConfig, type EleventyResult, type Kitchen } from './eleventy.ts';
import type { Templates } from './templates.ts';

type Files = Checked<readonly File[]>;

interface Job extends Kitchen {
  readonly templates: Templates;
  readonly posts: readonly OwnPost[];
  /** A temporary folder that has `templates`, and never `output`. */
  readonly bench: string;
}

/** Renders all of them; `folder` is the site's templates/. */
export async function ownPages(kitchen: Omit<Job, 'bench'>, folder: string): Promise<Files> {
  const { own } = kitchen.templates;
  if (own.length === 0) return fine([]);
  const bench = await mkdtemp(join(tmpdir(), 'skein-'));
  try {
    // Eleventy takes some folder names for patterns (`my (site)`), so it is given one of ours.
    await symlink(folder, join(bench, 'templates'), 'junction');
    const job = { ...kitchen, bench };
    const together = await rendered(job, own);
    return together.ok || own.length === 1 ? together : await allWrong(together, job);
  } finally {
    await rm(bench, { recursive: true, force: true });
  }
}

async function rendered(job: Job, own: readonly string[]): Promise<Files> {
  const output = join(job.bench, 'output');
  const layouts = await layoutsOf(job.templates);
  const eleventy = await opened(job, { input: join(job.bench, 'templates'), output }, (config) => {
    config.addGlobalData('posts', job.posts);
    for (const [name, text] of layouts) config.addTemplate(`_includes/${name}`, text);
    ignoreAllBut(config, job, own);
  });
  if (!eleventy.ok) return eleventy;
  try {
    return filesOf(await eleventy.value.toJSON(), output, job);
  } catch (cause) {
    return wrong(await brokenTemplate(cause, job));
  }
}

async function layoutsOf({ theme, mine }: Templates): Promise<ReadonlyArray<readonly [string, string]>> {
  const free = [...theme].filter(([name]) => /^[^/]+\.njk$/.test(name) && !mine.includes(`_includes/${name}`));
  return Promise.all(free.map(async ([name, file]) => [name, await readFile(file, 'utf8')] as const));
}

// Eleventy reads these as patterns, relative to where the process stands.
function ignoreAllBut({ ignores }: EleventyConfig, { bench, templates }: Job, own: readonly string[]): void {
  const folder = relative('', join(bench, 'templates'));
  for (const name of templates.mine) {
    if (!own.includes(name)) ignores.add(join(folder, name.replaceAll(/[()[\]{}!*?@+|]/g, '\\$&')));
  }
}

function filesOf(results: readonly EleventyResult[], output: string, job: Job): Files {
  const files: File[] = [];
  const problems: Problem[] = [];
  for (const { inputPath, outputPath, content } of results) {
    if (outputPath === false) continue;
    const path = relative(output, resolve(outputPath)).split(sep).join('/');
    if (path.startsWith('../')) {
      problems.push({
        where: shownPath(job, resolve(inputPath)),
        what: `Its permalink leaves the site: ${path}.`,
        next: 'Write a permalink without `..`.',
      });
    } else files.push({ path, bytes: content });
  }
  return problems.length > 0 ? wrong(...problems) : fine(files);
}

/** What is wrong with each page alone; what was wrong with all together where each alone is fine. */
async function allWrong(together: Files, job: Job): Promise<Files> {
  const problems: Problem[] = [];
  for (const name of job.templates.own) {
    const alone = await rendered(job, [name]);
    if (!alone.ok) problems.push(...alone.problems);
  }
  return problems.length > 0 ? wrong(...distinct(problems)) : together;
}
