// The door to Eleventy: it turns what is added to its config into files, and writes nothing. It reads the theme and the
// site's templates/, never a config or an ignore file of the project, and prints nothing.
import type {
  Eleventy,
  EleventyConfig,
  EleventyResult,
  NunjucksEnvironment,
  OfPage,
  TemplateData,
} from '@11ty/eleventy';
import { fine, wrong, type Checked, type Problem } from '../model/problem.ts';
import { sitePath, type Site } from '../model/site.ts';
import { filtersOf } from './filters.ts';
import { wordsOf, type Words } from './words.ts';

export type { EleventyConfig, EleventyResult, NunjucksEnvironment, OfPage, TemplateData };

/** What every Eleventy of one site has in common. */
export interface Kitchen {
  /** The site's folder, absolute. */
  readonly root: string;
  /** Where templates and what they include are looked for, first to last; absolute. */
  readonly shelves: readonly string[];
  readonly site: Site;
  /** `eleventy(config)` of skein.config.js. */
  readonly eleventy?: ((config: unknown) => unknown) | undefined;
}

interface Folders {
  /** Where templates are looked for; need not be there. */
  readonly input: string;
  /** Where Eleventy believes that it writes. */
  readonly output: string;
}

// Front matter in JavaScript would run when a page is only read.
const refuse = (): never => {
  throw new Error('Front matter is YAML; JavaScript in it is refused');
};

/** The package, which takes a fifth of a second to load. */
export async function loadEleventy(): Promise<typeof import('@11ty/eleventy')> {
  // Its own watcher would need a hook in the module loader, which costs a thread and a tenth of a second.
  process.env['ELEVENTY_SKIP_ESM_RESOLVER'] = 'yes';
  return import('@11ty/eleventy');
}

/** An Eleventy that is ready to render what lies in `input` and what `add` puts in. */
export async function opened(
  kitchen: Kitchen,
  { input, output }: Folders,
  add: (config: EleventyConfig) => void,
): Promise<Checked<Eleventy>> {
  const words = wordsOf(kitchen.shelves, kitchen.site.language);
  if (!words.ok) return words;
  const { Eleventy } = await loadEleventy();
  const eleventy = new Eleventy(input, output, {
    quietMode: true,
    configPath: false,
    pathPrefix: sitePath(kitchen.site),
    config(config) {
      prepare(config);
      add(config);
      // Eleventy adds its own filters after this and before plugins, so what shall win over them is a plugin.
      config.addPlugin((config) => furnish(config, kitchen, words.value));
    },
  });
  eleventy.disableLogger();
  try {
    await eleventy.initializeConfig({ markdownTemplateEngine: false, htmlTemplateEngine: 'njk' });
    return fine(eleventy);
  } catch (cause) {
    const error = cause instanceof Error ? cause : new Error(String(cause));
    const inner = (error as { originalError?: unknown }).originalError;
    return wrong(brokenConfig(`eleventy(config) failed: ${inner instanceof Error ? inner.message : error.message}`));
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

function furnish(config: EleventyConfig, { shelves, site, eleventy }: Kitchen, words: Words): unknown {
  config.on('eleventy.engine.njk', ({ environment }) => {
    const paths = environment.loaders[0]?.searchPaths;
    paths?.splice(0, paths.length, ...shelves);
  });
  for (const [name, filter] of Object.entries(filtersOf(site))) config.addFilter(name, filter);
  config.addGlobalData('site', site);
  config.addGlobalData('words', words);
  return eleventy?.(config);
}

/** What is wrong with the site's own hand in Eleventy's config. */
export function brokenConfig(what: string): Problem {
  return { where: 'skein.config.js', what, next: 'Mend the function, or leave it out.' };
}
