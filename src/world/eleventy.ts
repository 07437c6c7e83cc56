// The door to Eleventy: one run turns what is added to its config into files, and writes nothing. It reads the theme
// and the site's templates/, never a config or an ignore file of the project, and prints nothing.
import { join, relative, resolve, sep } from 'node:path';
import type { EleventyConfig, EleventyResult } from '@11ty/eleventy';
import type { File } from '../model/page.ts';
import { fine, wrong, type Checked, type Problem } from '../model/problem.ts';
import { sitePath, type Site } from '../model/site.ts';
import { brokenTemplate, shownPath } from './broken.ts';
import { filtersOf } from './filters.ts';

export type { EleventyConfig };

/** What every run of one build has in common. Folders are absolute. */
export interface Kitchen {
  /** The site's folder. */
  readonly root: string;
  /** Where templates and what they include are looked for, first to last. */
  readonly shelves: readonly string[];
  /** A temporary folder that has `empty`, where the site has pages of its own `templates`, and never `output`. */
  readonly bench: string;
  readonly site: Site;
  /** `eleventy(config)` of skein.config.js. */
  readonly eleventy?: (config: unknown) => unknown;
}

// Front matter in JavaScript would run when a page is only read.
const refuse = (): never => {
  throw new Error('Front matter is YAML; JavaScript in it is refused');
};

/** One run of Eleventy over the templates in a folder of the bench, and those that `add` puts in. */
export async function rendered(
  kitchen: Kitchen,
  input: 'empty' | 'templates',
  add: (config: EleventyConfig) => void,
): Promise<Checked<readonly File[]>> {
  const { Eleventy } = await import('@11ty/eleventy');
  const output = join(kitchen.bench, 'output');
  const run = new Eleventy(join(kitchen.bench, input), output, {
    quietMode: true,
    configPath: false,
    pathPrefix: sitePath(kitchen.site),
    config(config) {
      prepare(config);
      add(config);
      // Eleventy adds its own filters after this and before plugins, so what shall win over them is a plugin.
      config.addPlugin((config) => furnish(config, kitchen));
    },
  });
  run.disableLogger();
  try {
    await run.initializeConfig({ markdownTemplateEngine: false, htmlTemplateEngine: 'njk' });
  } catch (cause) {
    return wrong(brokenConfig(cause));
  }
  try {
    return filesOf(await run.toJSON(), output, kitchen);
  } catch (cause) {
    return wrong(await brokenTemplate(cause, kitchen));
  }
}

function prepare(config: EleventyConfig): void {
  config.setUseGitIgnore(false);
  // `quietMode` and `disableLogger` leave this one talking of slow filters.
  config.benchmarkManager.get('Configuration').setIsVerbose(false);
  config.setFrontMatterParsingOptions({ engines: { js: refuse, javascript: refuse, node: refuse } });
  // A page without a date would have that of its file, which differs between two checkouts.
  config.addDateParsing(function (date) {
    return date === undefined && !/\d{4}-\d\d-\d\d/.test(this.page.inputPath) ? new Date(0) : undefined;
  });
}

function furnish(config: EleventyConfig, { shelves, site, eleventy }: Kitchen): unknown {
  config.on('eleventy.engine.njk', ({ environment }) => {
    const paths = environment.loaders[0]?.searchPaths;
    paths?.splice(0, paths.length, ...shelves);
  });
  for (const [name, filter] of Object.entries(filtersOf(site))) config.addFilter(name, filter);
  config.addGlobalData('site', site);
  return eleventy?.(config);
}

function filesOf(results: readonly EleventyResult[], output: string, kitchen: Kitchen): Checked<readonly File[]> {
  const files: File[] = [];
  const problems: Problem[] = [];
  for (const { inputPath, outputPath, content } of results) {
    if (outputPath === false) continue;
    const path = relative(output, resolve(outputPath)).split(sep).join('/');
    if (path.startsWith('../')) {
      problems.push({
        where: shownPath(kitchen, resolve(inputPath)),
        what: `Its permalink leaves the site: ${path}.`,
        next: 'Write a permalink without `..`.',
      });
    } else files.push({ path, bytes: content });
  }
  return problems.length > 0 ? wrong(...problems) : fine(files);
}

function brokenConfig(cause: unknown): Problem {
  const error = cause instanceof Error ? cause : new Error(String(cause));
  const inner = (error as { originalError?: unknown }).originalError;
  return {
    where: 'skein.config.js',
    what: `eleventy(config) failed: ${inner instanceof Error ? inner.message : error.message}`,
    next: 'Mend the function, or leave it out.',
  };
}
