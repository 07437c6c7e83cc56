// Pages of the theme become files. Were each a page of Eleventy's, its bookkeeping would cost more than the rendering;
// so Eleventy has one template that never comes to be a page: before it would, all of ours are rendered, with the
// environment and the data that Eleventy has made for it. What eleventy(config) adds sees each of them: `page` is its
// own, and linters and transforms run on it.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { File, Page } from '../model/page.ts';
import { distinct, fine, wrong, type Checked, type Problem } from '../model/problem.ts';
import { brokenTemplate } from './broken.ts';
import {
  brokenConfig,
  opened,
  type EleventyConfig,
  type Kitchen,
  type NunjucksEnvironment,
  type OfPage,
  type TemplateData,
} from './eleventy.ts';

// Eleventy wants a folder of templates that is there; in that of this file there are none. The theme's are on the shelves.
const HERE = fileURLToPath(new URL('.', import.meta.url));

/** Renders one batch of pages, in their order; one batch at a time. */
export type Theme = (pages: readonly Page[]) => Promise<Checked<readonly File[]>>;

/** The theme of a site, ready to render as long as no template and no config changes. */
export async function themeOf(kitchen: Kitchen): Promise<Checked<Theme>> {
  let batch = batchOf([]);
  let env: NunjucksEnvironment | undefined;
  const eleventy = await opened(kitchen, { input: HERE, output: join(HERE, 'output') }, (config) => {
    config.on('eleventy.engine.njk', ({ environment }) => {
      env = environment;
    });
    config.addTemplate('skein.njk', '', { date: new Date(0), eleventyExcludeFromCollections: true });
    config.addPreprocessor('skein', 'njk', async (data) => {
      if (!env) throw new Error('Eleventy has no Nunjucks.');
      await renderAll(batch, { env, data, config, kitchen });
      return false;
    });
  });
  if (!eleventy.ok) return eleventy;
  return fine(async (pages) => {
    const { files, problems } = (batch = batchOf(pages));
    try {
      await eleventy.value.toJSON();
    } catch (cause) {
      return wrong(await brokenTemplate(cause, kitchen));
    } finally {
      batch = batchOf([]);
    }
    return problems.length > 0 ? wrong(...distinct(problems)) : fine(files);
  });
}

/** Pages, and what has come of them. */
interface Batch {
  readonly pages: readonly Page[];
  readonly files: File[];
  readonly problems: Problem[];
}

function batchOf(pages: readonly Page[]): Batch {
  return { pages, files: [], problems: [] };
}

interface Means {
  readonly env: NunjucksEnvironment;
  /** What Eleventy gives to every template. */
  readonly data: TemplateData;
  readonly config: EleventyConfig;
  readonly kitchen: Kitchen;
}

async function renderAll({ pages, files, problems }: Batch, means: Means): Promise<void> {
  for (const page of pages) {
    const file = await fileOf(page, means);
    if (file.ok) files.push(file.value);
    else problems.push(...file.problems);
  }
}

async function fileOf(
  { path, template, data }: Page,
  { env, config, kitchen, ...means }: Means,
): Promise<Checked<File>> {
  const place = placeOf(path, template);
  const page = { ...means.data.page, ...place };
  try {
    const text = await new Promise<string>((resolve, reject) => {
      env.render(template, { ...means.data, page, ...data }, (error, text) =>
        error ? reject(error) : resolve(text ?? ''),
      );
    });
    const finished = await finishedBy(config, text, { ...place, page });
    return finished.ok ? fine({ path, bytes: finished.value }) : finished;
  } catch (cause) {
    return wrong(await brokenTemplate(cause, kitchen));
  }
}

/** What Eleventy would say of a page that had a template of its own. */
function placeOf(path: string, template: string) {
  const stem = template.replace(/\.\w+$/, '');
  return {
    inputPath: `./templates/${template}`,
    fileSlug: stem.slice(stem.lastIndexOf('/') + 1),
    filePathStem: `/${stem}`,
    outputPath: `./_site/${path}`,
    url: `/${path.replace(/(^|\/)index\.html$/, '$1')}`,
  };
}

type Content = string | Uint8Array;

// As Eleventy does it: a linter sees the page as its template made it, a transform what the one before it gave.
async function finishedBy(config: EleventyConfig, text: string, page: OfPage): Promise<Checked<Content>> {
  let content: Content = text;
  let running = '';
  try {
    for (const [name, lint] of Object.entries(config.linters)) {
      running = `linter "${name}"`;
      await lint.call(page, text, page.inputPath, page.outputPath);
    }
    for (const [name, transform] of Object.entries(config.transforms)) {
      running = `transform "${name}"`;
      const made: unknown = await transform.call(page, content, page.outputPath);
      if (typeof made !== 'string' && !(made instanceof Uint8Array)) throw new Error('It gave no page back.');
      content = made;
    }
    return fine(content);
  } catch (cause) {
    return wrong(brokenConfig(`The ${running} failed: ${cause instanceof Error ? cause.message : String(cause)}`));
  }
}
