// A folder on disk. It asks the disk directly instead of by way of the thread pool: reading 10,000 posts so takes 60 ms
// and not 1,600, and no single call is long, for a file of a site is small.
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { alone } from './lock.ts';
import type { Files } from './world.ts';

/** What a file is called until it is whole. */
const UNFINISHED = '.skein-unfinished-';

/** A write takes milliseconds: an unfinished file older than this was left by a crash. */
const ABANDONED = 10 * 60_000;

/** The folder `root`, which need not be there yet. What the disk refuses (full, read-only, no right) is thrown. */
export function filesAt(root: string): Files {
  const top = resolve(root);
  return {
    root: top,
    list: async (folder) => {
      const from = folder.replace(/\/+$/, '');
      return contained(top, from) ? listed(top, from).sort() : [];
    },
    read: async (path) => opened(top, path, (file) => readFileSync(file, 'utf8')),
    readBytes: async (path) => opened(top, path, (file) => readFileSync(file)),
    size: async (path) => opened(top, path, (file) => fstatSync(file).size),
    write: async (path, bytes) => writeWhole(placeOf(top, path), bytes),
    remove: async (path) => removeWithFolders(top, placeOf(top, path)),
    alone: async (name, work) => alone(join(top, '.skein'), name, work),
    folder: (path) => filesAt(resolve(top, path)),
  };
}

/** Throws when a path is not one: it comes from our own code, so that is a bug. */
function checked(path: string): string {
  const bad = /[\\\0]/.test(path) || path.startsWith('/') || path.split('/').some((part) => part === '..');
  if (bad) throw new Error(`"${path}" is not a path inside a folder.`);
  return path;
}

/** False when a symbolic link on the way leads out of the folder. What is not there yet leads nowhere. */
function contained(top: string, path: string): boolean {
  const place = join(top, checked(path));
  const real = realOf(place);
  if (real === undefined) return place === top || contained(top, dirname(path).replace(/^\.$/, ''));
  const within = realOf(top) ?? top;
  return real === within || real.startsWith(within.endsWith(sep) ? within : within + sep);
}

function realOf(place: string): string | undefined {
  return orMissing(() => realpathSync.native(place));
}

/** Where a file is to be written or removed. */
function placeOf(top: string, path: string): string {
  const folder = dirname(checked(path));
  if (path === '' || path.endsWith('/')) throw new Error(`"${path}" is not the path of a file.`);
  if (contained(top, folder === '.' ? '' : folder)) return join(top, path);
  const what = `${join(top, folder)} leads out of ${top} by a symbolic link; nothing is written through it.`;
  throw Object.assign(new Error(what), { code: 'ELOOP' });
}

/** What `use` gives for an open file; undefined when there is no such file, or only a link by that name. */
function opened<T>(top: string, path: string, use: (file: number) => T): T | undefined {
  if (!contained(top, dirname(checked(path)).replace(/^\.$/, ''))) return undefined;
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const file = orMissing(() => openSync(join(top, path), flags));
  if (file === undefined) return undefined;
  try {
    return fstatSync(file).isFile() ? use(file) : undefined;
  } finally {
    closeSync(file);
  }
}

/** Every file below. A name with a backslash is left out: it is no path on every system, and no address. */
function listed(top: string, folder: string): string[] {
  const entries = orMissing(() => readdirSync(join(top, folder), { withFileTypes: true })) ?? [];
  return entries.flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.name.includes('\\')) return [];
    if (entry.isDirectory()) return listed(top, path);
    if (entry.name.startsWith(UNFINISHED)) sweep(join(top, path));
    else if (entry.isFile()) return [path];
    return [];
  });
}

/** Removes what a crash left in the middle of a write; what another process is writing now stays. */
function sweep(place: string): void {
  const written = orMissing(() => statSync(place).mtimeMs);
  if (written !== undefined && Date.now() - written > ABANDONED) rmSync(place, { force: true });
}

function writeWhole(place: string, bytes: string | Uint8Array): void {
  const unfinished = join(dirname(place), UNFINISHED + randomBytes(6).toString('hex'));
  try {
    writeMakingFolders(unfinished, bytes);
    renameSync(unfinished, place);
  } catch (cause) {
    rmSync(unfinished, { force: true });
    throw cause;
  }
}

/** Mostly the folder is there. It may also go between two steps, when another process prunes it. */
function writeMakingFolders(place: string, bytes: string | Uint8Array): void {
  try {
    writeFileSync(place, bytes, { flag: 'wx' });
  } catch (cause) {
    if (codeOf(cause) !== 'ENOENT') throw cause;
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, bytes, { flag: 'wx' });
  }
}

function removeWithFolders(top: string, place: string): void {
  orMissing(() => unlinkSync(place));
  for (let folder = dirname(place); folder !== top; folder = dirname(folder)) {
    try {
      rmdirSync(folder);
    } catch (cause) {
      if (codeOf(cause) !== 'ENOENT') return;
    }
  }
}

/** Codes of the disk that mean: there is no such file. ELOOP is what O_NOFOLLOW says of a link. */
const MISSING = new Set(['ENOENT', 'ENOTDIR', 'EISDIR', 'ELOOP', 'ENXIO']);

function orMissing<T>(ask: () => T): T | undefined {
  try {
    return ask();
  } catch (cause) {
    if (MISSING.has(codeOf(cause))) return undefined;
    throw cause;
  }
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : '';
}
