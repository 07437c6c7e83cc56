// What pages are rendered by, beside the data that they show, as one number: while it stays, the same data gives the
// same page. It knows nothing of what code reads or asks as it runs (a file, a clock), nor of packages of packages.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bytesAt, codeAt, isFile } from './code.ts';
import { fingerprintOf, type Fingerprint } from '../model/fingerprint.ts';
import type { Site } from '../model/site.ts';
import { self } from './self.ts';
import type { Templates } from './templates.ts';

interface Sources {
  /** The site's folder, absolute. */
  readonly root: string;
  readonly site: Site;
  readonly templates: Templates;
}

/** Of the settings, the templates, skein.config.js with all that it imports, and the program with its packages. */
export function printOfSources({ root, site, templates }: Sources): Fingerprint {
  const files = new Map([
    ...templates.theme,
    ...templates.mine.map((name) => [name, join(root, 'templates', name)] as const),
  ]);
  const shown = [...files].filter(([name]) => !name.startsWith('assets/'));
  const code = [join(root, 'skein.config.js'), ...shown.map(([, file]) => file).filter((file) => MODULE.test(file))];
  return fingerprintOf(
    [
      program(),
      JSON.stringify(site),
      ...shown.map(([name, file]) => `${name} ${textOf(file)}`).sort(),
      ...modulesFrom(code, root),
    ].join('\0'),
  );
}

const MODULE = /\.[cm]?js$/;

// What stands after `from`, `import` or `require`; what only looks so, in a comment, does no harm.
const SPECIFIER = /\b(?:from|import|require)\s*\(?\s*(["'])([^"'\n]+)\1/g;

/** Each module that is reached from these files: its name and bytes, or its package and that one's version. */
function modulesFrom(files: readonly string[], root: string): string[] {
  const found = new Map<string, string>();
  const open = [...files];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (found.has(file)) continue;
    const text = textOf(file);
    found.set(file, `${relative(root, file)} ${text}`);
    if (!MODULE.test(file)) continue;
    for (const [, , specifier = ''] of text.matchAll(SPECIFIER)) {
      const from = dirname(file);
      if (/^\.\.?(\/|$)/.test(specifier)) open.push(moduleAt(resolve(from, specifier)));
      else if (!/^[\w+.-]+:/.test(specifier)) found.set(`${specifier} ${from}`, versionOf(packageOf(specifier), from));
    }
  }
  return [...found.values()].sort();
}

// `require` finds `./x.js` and `./x/index.js` by the name of `./x`.
function moduleAt(path: string): string {
  const names = ['', '.js', '.cjs', '.json', `${sep}index.js`].map((end) => path + end);
  return names.find(isFile) ?? path;
}

/** A module as it was loaded, any other file as it is. */
function textOf(file: string): string {
  return MODULE.test(file) ? codeAt(file) : bytesAt(file);
}

/** `@scope/name` of `@scope/name/file.js`. */
function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

/** `name@1.2.3` as a module in `folder` gets it; `name@none` where it gets none. */
function versionOf(name: string, folder: string): string {
  const file = packageFile(name, folder);
  return `${name}@${file === undefined ? 'none' : (JSON.parse(readFileSync(file, 'utf8')) as Package).version}`;
}

interface Package {
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

function packageFile(name: string, folder: string): string | undefined {
  const file = join(folder, 'node_modules', name, 'package.json');
  if (isFile(file)) return file;
  return dirname(folder) === folder ? undefined : packageFile(name, dirname(folder));
}

// Then the packages are in it, of the versions that it was packed with.
const isPacked = import.meta.url.endsWith('.js');

let running: string | undefined;

/** The versions of Skein, of its packages, of the one that may be missing, and of what Node brings along, and the machine. */
function program(): string {
  return (running ??= [...own(), ...(isPacked ? [] : packages()), versionOf('sharp', self.root), ...runtime()].join(
    ' ',
  ));
}

function* packages(): Iterable<string> {
  const { dependencies = {} } = JSON.parse(readFileSync(join(self.root, 'package.json'), 'utf8')) as Package;
  for (const name of Object.keys(dependencies)) yield versionOf(name, self.root);
  const eleventy = packageFile('@11ty/eleventy', self.root);
  if (eleventy !== undefined) yield versionOf('nunjucks', dirname(eleventy));
}

function runtime(): string[] {
  const { platform, arch, versions } = process;
  const { node, icu, unicode, tz } = versions;
  return [platform, arch, node.split('.')[0]!, icu ?? '', unicode ?? '', tz ?? ''];
}

// In a checkout of Skein the program changes and its version does not. What is packed has names that say what is in it.
function own(): string[] {
  if (basename(dirname(self.root)) === 'node_modules') return [self.version];
  const here = fileURLToPath(new URL('.', import.meta.url));
  if (isPacked)
    return [
      self.version,
      ...readdirSync(here)
        .filter((name) => name.endsWith('.js'))
        .sort(),
    ];
  const folder = join(here, '..');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  return [
    self.version,
    ...files.sort().map((name) => {
      const { mtimeMs, size } = statSync(join(folder, name));
      return `${name} ${mtimeMs} ${size}`;
    }),
  ];
}
