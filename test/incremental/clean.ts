// The oracle: what a build makes of the same files in a folder in which nothing was ever built.
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from '../../src/commands/build.ts';
import { told } from '../../src/model/problem.ts';
import { realWorld } from '../../src/world/real.ts';
import type { World } from '../../src/world/world.ts';
import { sourcesOf, type Author } from './author.ts';
import { hashesOf, put, seenIn, type Hashes } from './disk.ts';

/** What a build comes to: the files of the site, or the sentences of what is wrong. */
export interface Clean {
  readonly problems: string;
  readonly files: Hashes;
}

/** The world of a folder, at a time. `line` hears what is said. */
export async function worldOf(
  root: string,
  now: () => number,
  line: (text: string) => void = () => {},
): Promise<World> {
  const world = await realWorld(root, new AbortController().signal);
  const say = { line, problems: () => {}, progress: () => {} };
  return { ...world, clock: { ...world.clock, now: () => new Date(now()) }, say };
}

const known = new Map<string, Promise<Clean>>();

/** The clean build of what an author has. Most changes are tried on the same few sites, so it is remembered. */
export function cleanBuild(author: Author): Promise<Clean> {
  const key = createHash('sha1')
    .update(JSON.stringify([...sourcesOf(author)]))
    .update(String(author.now))
    .digest('hex');
  const clean = known.get(key) ?? inNewFolder(author, async (root) => await cleanIn(root, author));
  known.set(key, clean);
  return clean;
}

/** Calls with a folder that has the author's files and nothing else, and goes afterwards. */
async function inNewFolder<T>(author: Author, use: (root: string) => Promise<T>): Promise<T> {
  const root = mkdtempSync(join(tmpdir(), 'skein-clean-'));
  try {
    mkdirSync(join(root, 'posts'));
    put(root, new Map(), sourcesOf(author), 'in place');
    return await use(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

async function cleanIn(root: string, author: Author): Promise<Clean> {
  const built = await build(await worldOf(root, () => author.now));
  return { problems: built.ok ? '' : told(built.problems), files: hashesOf(seenIn(join(root, '_site'))) };
}

/** The texts of a clean build, to show how another differs. */
export async function cleanTexts(author: Author, read: (site: string) => void): Promise<void> {
  await inNewFolder(author, async (root) => {
    await cleanIn(root, author);
    read(join(root, '_site'));
  });
}
