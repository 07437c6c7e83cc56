// Pages become files: those that are data by templates of the theme, then the site's own. Eleventy stops at the first
// template that breaks; here every one is told.
import { mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { newestFirst, type Post } from '../model/entry.ts';
import { grouped } from '../model/grouped.ts';
import type { File, Page } from '../model/page.ts';
import { wrong, type Checked, type Problem } from '../model/problem.ts';
import { rendered, type EleventyConfig, type Kitchen } from './eleventy.ts';
import { templatesOf, type Templates } from './templates.ts';
import type { Render } from './world.ts';

/** Pages that one Eleventy renders: enough to make its start cheap, few enough to bound its memory. */
const BATCH = 2000;

type Files = Checked<readonly File[]>;

interface Theme extends Pick<Kitchen, 'root' | 'eleventy'> {
  /** The package's templates, absolute. */
  readonly theme: string;
}

interface Job extends Kitchen {
  readonly templates: Templates;
}

/** Renders with the theme of the package, and with the templates/ of the site at `root` over it. */
export function renderer(options: Theme): Render {
  const { root, theme } = options;
  const own = join(root, 'templates');
  return {
    async *pages(site, pages, posts) {
      const templates = await templatesOf(own, theme);
      if (templates.problems.length > 0) {
        yield wrong(...templates.problems);
        return;
      }
      const bench = await mkdtemp(join(tmpdir(), 'skein-'));
      try {
        await mkdir(join(bench, 'empty'));
        // Eleventy takes some folder names for patterns (`my (site)`), so it is given one of ours.
        if (templates.own.length > 0) await symlink(own, join(bench, 'templates'), 'junction');
        const job = { ...options, site, templates, bench, shelves: [own, join(own, '_includes'), theme] };
        yield* themePages(job, pages);
        if (templates.own.length > 0) yield notTwice(await ownPages(job, posts), pages);
      } finally {
        await rm(bench, { recursive: true, force: true });
      }
    },
    async assets() {
      const { assets } = await templatesOf(own, theme);
      return Promise.all([...assets].map(async ([path, file]) => ({ path, bytes: await readFile(file) })));
    },
  };
}

async function* themePages(job: Job, pages: readonly Page[]): AsyncIterable<Files> {
  for (let start = 0; start < pages.length; start += BATCH) {
    const files = await dataPages(job, pages.slice(start, start + BATCH));
    if (!files.ok) {
      const samples = [...grouped(pages, ({ template }) => template).values()].map((same) => same.slice(0, 1));
      yield allWrong(
        files,
        samples.map((sample) => () => dataPages(job, sample)),
      );
      return;
    }
    yield files;
  }
}

// One template made of all pages. Eleventy compiles it anew for each, so it says no more than which template is meant.
function dataPages(job: Job, pages: readonly Page[]): Promise<Files> {
  return rendered(job, 'empty', (config) => {
    config.addGlobalData('pages', pages);
    config.addNunjucksAsyncFilter('by_its_template', function ({ template, data }: Page, done) {
      this.env.render(template, { ...this.ctx, ...data }, done);
    });
    config.addTemplate('skein.njk', '{{ it | by_its_template | safe }}', {
      pagination: { data: 'pages', size: 1, alias: 'it' },
      permalink: ({ it }: { it: Page }) => it.path,
      eleventyExcludeFromCollections: true,
    });
  });
}

/** The site's own pages, ordinary Eleventy templates that can use the theme's as layouts. */
async function ownPages(job: Job, posts: readonly Post[]): Promise<Files> {
  const given = [...posts].sort((a, b) => newestFirst(a.entry, b.entry)).map(({ entry, path }) => ({ ...entry, path }));
  const layouts = await layoutsOf(job.templates);
  const baked = (own: readonly string[]): Promise<Files> =>
    rendered(job, 'templates', (config) => {
      config.addGlobalData('posts', given);
      for (const [name, text] of layouts) config.addTemplate(`_includes/${name}`, text);
      ignoreAllBut(config, job, own);
    });
  const files = await baked(job.templates.own);
  if (files.ok || job.templates.own.length === 1) return files;
  return allWrong(
    files,
    job.templates.own.map((name) => () => baked([name])),
  );
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

/** What is wrong with each alone; what was wrong with all together where each alone is fine. */
async function allWrong(together: Files, each: ReadonlyArray<() => Promise<Files>>): Promise<Files> {
  const problems = new Map<string, Problem>();
  for (const one of each) {
    const alone = await one();
    for (const problem of alone.ok ? [] : alone.problems) problems.set(problem.where + problem.what, problem);
  }
  return problems.size > 0 ? wrong(...problems.values()) : together;
}

function notTwice(files: Files, pages: readonly Page[]): Files {
  const taken = new Set(pages.map(({ path }) => path));
  const twice = files.ok ? files.value.filter(({ path }) => taken.has(path)) : [];
  if (twice.length === 0) return files;
  return wrong(
    ...twice.map(({ path }) => ({
      where: 'templates/',
      what: `A page of your own becomes ${path}, which is a page of Skein’s already.`,
      next: 'Give it another permalink, or name it like the template of the theme that it shall replace.',
    })),
  );
}
