// What the three generators have in common: a folder of their own with the same posts, a command that builds it all, and
// a place for what they make.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Note } from './corpus.ts';

export type Name = 'Skein' | 'Hugo' | 'Eleventy';

export interface SiteGenerator {
  readonly name: Name;
  readonly root: string;
  readonly command: readonly string[];
  /** Below the root: where posts are, and where the site is made. */
  readonly posts: string;
  readonly output: string;
  /** What else it keeps between two builds. */
  readonly caches: readonly string[];
  /** Config and templates: path → text. */
  readonly files: Readonly<Record<string, string>>;
  /** The page of a post, below the output. */
  readonly pageOf: (note: Note) => string;
}

/** Writes its config and templates. */
export function prepare({ root, posts, files }: SiteGenerator): void {
  mkdirSync(join(root, posts), { recursive: true });
  for (const [path, text] of Object.entries(files)) save(join(root, path), text);
}

/** As an editor saves: the file is there as a whole, or not at all. */
export function save(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.tmp`, text);
  renameSync(`${path}.tmp`, path);
}

/** Where a generator has the file of a note. */
export function placeOf({ root, posts }: SiteGenerator, note: Note): string {
  return join(root, posts, note.file);
}

/** Takes away all that a build made, so that the next one is a first one. */
export function forget({ root, output, caches }: SiteGenerator): void {
  for (const path of [output, ...caches]) rmSync(join(root, path), { recursive: true, force: true });
}

/** Pages whose text is looked at; of all others it is enough that they are there. */
const LOOKED_AT = 100;

/** How many notes have a page. Throws when one is missing, or does not say what its note says. */
export function checkPages(generator: SiteGenerator, notes: readonly Note[]): number {
  const place = (note: Note): string => join(generator.root, generator.output, generator.pageOf(note));
  const missing = notes.filter((note) => !existsSync(place(note)));
  const step = Math.ceil(notes.length / LOOKED_AT);
  const looked = notes.filter((note, nth) => nth % step === 0 && !missing.includes(note));
  const silent = looked.filter((note) => !readFileSync(place(note), 'utf8').includes(note.begins));
  if (missing.length + silent.length === 0) return notes.length;
  const named = [...missing, ...silent].slice(0, 3).map((note) => place(note));
  throw new Error(
    `${generator.name}: ${missing.length} pages are missing, ${silent.length} are empty: ${named.join(' ')}`,
  );
}
