// skein.config.js, imported: what it exports is a stranger's until site/settings.ts has checked it.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { fine, wrong, type Checked } from '../model/problem.ts';
import { bytesAt, isFile, loadsAnew } from './code.ts';
import { hash } from './hash.ts';

const FILE = 'skein.config.js';

export interface Config {
  /** The default export as it is now, or why there is none. */
  readonly settings: () => Promise<Checked<unknown>>;
  /** The site's own hand in Eleventy's config, of the settings last read. */
  readonly eleventy: (config: unknown) => unknown;
}

/** The config of the site in this folder (absolute). */
export function configAt(root: string): Config {
  let hook: unknown;
  return {
    async settings() {
      const file = join(root, FILE);
      if (!isFile(file)) return wrong(noConfig(root));
      const text = bytesAt(file);
      try {
        // Node has a module once for each address; what the file holds makes a changed one new, whatever its time says.
        const module = (await import(`${pathToFileURL(file).href}?${hash(text)}`)) as { default?: unknown };
        loadsAnew(file, text);
        hook = (module.default as { eleventy?: unknown } | undefined)?.eleventy;
        return fine(module.default);
      } catch (cause) {
        return wrong({
          where: FILE,
          what: `It cannot be read: ${reason(cause)}.`,
          next: 'Mend the file; node --check shows the line.',
        });
      }
    },
    eleventy: (config) => (typeof hook === 'function' ? hook(config) : undefined),
  };
}

function noConfig(root: string) {
  return {
    where: join(root, FILE),
    what: 'There is no site here.',
    next: 'Make one with: skein init my-blog. Or name the folder of yours: --root FOLDER.',
  };
}

function reason(cause: unknown): string {
  return cause instanceof Error ? cause.message.split('\n')[0]!.replace(/\.$/, '') : String(cause);
}
