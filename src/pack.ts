// The program as it is installed: a few files made of all these and of the packages that they import. Node takes a third
// of a second to find six hundred modules, and each thread finds them again; a whole build of one note is not longer.
// `npm run prepare` runs it.
import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';

const here = fileURLToPath(new URL('.', import.meta.url));
const dist = fileURLToPath(new URL('../dist/', import.meta.url));

// Eleventy reads its own package.json, for its version, from where this file of it lies: that is where it is installed.
const OWN_PLACE = 'fileURLToPath(import.meta.url), "../../../"';

const eleventy: Plugin = {
  name: 'eleventy',
  setup: (build) => {
    build.onLoad({ filter: /[\\/]@11ty[\\/]eleventy[\\/]src[\\/]Util[\\/]Require\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      if (!text.includes(OWN_PLACE)) throw new Error(`${path} finds its package in another way than it did.`);
      return { contents: text.replace(OWN_PLACE, 'require.resolve("@11ty/eleventy"), "../../"') };
    });
  },
};

await rm(dist, { recursive: true, force: true });
const { metafile } = await build({
  absWorkingDir: here,
  entryPoints: [
    'cli.ts',
    'worker.ts',
    'world/scanner.ts',
    'world/reading-thread.ts',
    'world/image-program.ts',
    'index.ts',
  ],
  outdir: dist,
  // What is imported when it is needed stays a file of its own, as deep as the files that ask where they are.
  splitting: true,
  chunkNames: 'world/[name]-[hash]',
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  // What nobody here calls (Eleventy's own server, and what only macOS has); a package in the older form of modules that
  // is imported when it is needed, which would lose its names; and those that may be missing, and are no JavaScript.
  external: ['@11ty/eleventy-dev-server', 'fsevents', 'undici', 'better-sqlite3', 'sharp'],
  plugins: [eleventy],
  // Packages in the older form of modules ask for Node's own by `require`.
  banner: {
    js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
  },
  logLevel: 'error',
  metafile: true,
});
// What the reader's pages load is no module of the program.
for (const file of ['reader.css', 'reader.js']) await cp(join(here, 'reader', file), join(dist, 'reader', file));
await writeFile(join(dist, 'licences.txt'), await licencesOf(Object.keys(metafile.inputs)));

/** What the packages of these files ask to be said wherever they are: name, version, and their licence in full. */
async function licencesOf(files: readonly string[]): Promise<string> {
  const folders = files.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []);
  const texts = [...new Set(folders)].sort().map(async (folder) => {
    const place = join(here, folder);
    const { name, version } = JSON.parse(await readFile(join(place, 'package.json'), 'utf8')) as Record<string, string>;
    const file = (await readdir(place)).find((entry) => /^licen[cs]e/i.test(entry));
    const text = file === undefined ? '' : await readFile(join(place, file), 'utf8');
    return `${name} ${version}\n\n${text.trim()}\n`;
  });
  return (await Promise.all(texts)).join(`\n${'-'.repeat(72)}\n\n`);
}
