// What is in a folder, and what the disk says of many files. A hundred thousand of them take a third of a second, so a
// thread of its own can do it while the program does other things.
import { lstatSync, readdirSync, rmSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { self } from './self.ts';
import { textsFrom, textsOf, type Texts } from '../model/texts.ts';
import type { Seen } from './world.ts';

/** What a file is called until it is whole. */
export const UNFINISHED = '.skein-unfinished-';

/** A write takes milliseconds: an unfinished file older than this was left by a crash. */
const ABANDONED = 10 * 60_000;

/** Which files: those below `folder` whose names end so, or `paths`; both relative to `top`, which is absolute. */
export interface Scan {
  readonly top: string;
  readonly folder?: string | undefined;
  readonly ends?: string | undefined;
  readonly paths?: Texts;
}

/**
 * Every file below, in no order. A name with a backslash is left out: it is no path on every system, and no address.
 * What a crash left unfinished is removed on the way.
 */
export function listed(top: string, folder: string): string[] {
  const found: string[] = [];
  const folders = [folder];
  for (let at = folders.pop(); at !== undefined; at = folders.pop()) {
    for (const entry of orMissing(() => readdirSync(join(top, at ?? ''), { withFileTypes: true })) ?? []) {
      const path = at === '' ? entry.name : `${at}/${entry.name}`;
      if (entry.name.includes('\\')) continue;
      if (entry.isDirectory()) folders.push(path);
      else if (entry.name.startsWith(UNFINISHED)) sweep(join(top, path));
      else if (entry.isFile()) found.push(path);
    }
  }
  return found;
}

/** What the disk says of files, here and now. */
export function seen({ top, folder, ends = '', paths = textsOf([]) }: Scan): Seen {
  const at = Date.now();
  const files = folder === undefined ? paths : textsOf(listed(top, folder).filter((path) => path.endsWith(ends)));
  const { length } = files.rows;
  const [sizes, times] = [new Float64Array(length), new Float64Array(length)];
  files.rows.forEach((path, row) => {
    const found = orMissing(() => lstatSync(`${top}/${path}`, { throwIfNoEntry: false }));
    sizes[row] = found?.isFile() ? found.size : -1;
    times[row] = found?.ctimeMs ?? 0;
  });
  return { paths: files, sizes, times, at };
}

/** The same, by a thread of its own; by this one where the program runs from its sources. */
export async function seenBeside(scan: Scan): Promise<Seen> {
  if (extname(import.meta.url) !== '.js') return seen(scan);
  const file = join(self.root, 'dist', 'world', 'scanner.js');
  const { paths, ...rest } = scan;
  const worker = new Worker(file, { workerData: { ...rest, joined: paths?.joined } });
  const { joined, ...told } = await new Promise<Omit<Seen, 'paths'> & { joined: string }>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
  return { ...told, paths: paths ?? textsFrom(joined, told.sizes.length) };
}

/** Removes what a crash left in the middle of a write; what another process is writing now stays. */
function sweep(place: string): void {
  const written = orMissing(() => statSync(place).mtimeMs);
  if (written !== undefined && Date.now() - written > ABANDONED) rmSync(place, { force: true });
}

/** Codes of the disk that mean: there is no such file. ELOOP is what O_NOFOLLOW says of a link. */
const MISSING = new Set(['ENOENT', 'ENOTDIR', 'EISDIR', 'ELOOP', 'ENXIO']);

/** What was asked of the disk; undefined when there is no such file. */
export function orMissing<T>(ask: () => T): T | undefined {
  try {
    return ask();
  } catch (cause) {
    if (MISSING.has(codeOf(cause))) return undefined;
    throw cause;
  }
}

/** The code of what the disk refused: `ENOENT`. */
export function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : '';
}
