// A folder on disk. It asks the disk directly instead of by way of the thread pool: reading 10,000 posts so takes 60 ms
// and not 1,600, and no single call is long, for a file of a site is small.
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  cpSync,
  existsSync,
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
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { alone } from './lock.ts';
import { codeOf, listed, orMissing, seen, seenBeside, UNFINISHED } from './scan.ts';
import type { Files } from './world.ts';

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
    scan: async (folder, ends, many) => {
      const from = folder.replace(/\/+$/, '');
      const scan = contained(top, from) ? { top, folder: from, ends } : { top };
      return many ? seenBeside(scan) : seen(scan);
    },
    look: async (paths, many) => (many ? seenBeside({ top, paths }) : seen({ top, paths })),
    put: async (path, bytes) => writeMakingFolders(join(top, checked(path)), bytes),
    move: async (from, to, there) => moved(placeOf(top, from), placeOf(there?.root ?? top, to)),
    clear: async (folder) => cleared(placeOf(top, folder)),
    prune: async () => void pruned(top),
    stamp: async () => stamp(top),
    stamped: async () => statSync(top, { throwIfNoEntry: false })?.mtimeMs,
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

/** Folders that were looked at since the program last waited: many files are in one, and a look takes 20 µs. */
const looks = new Map<string, boolean>();

/** False when a symbolic link on the way leads out of the folder. What is not there yet leads nowhere. */
function contained(top: string, path: string): boolean {
  const place = `${top}\0${path}`;
  const known = looks.get(place);
  if (known !== undefined) return known;
  if (looks.size === 0) setImmediate(() => looks.clear());
  const is = isContained(top, path);
  looks.set(place, is);
  return is;
}

function isContained(top: string, path: string): boolean {
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

// Whether the folder is there is not asked first: most files of a site have one of their own, and an error costs more.
function writeMakingFolders(place: string, bytes: string | Uint8Array): void {
  mkdirSync(dirname(place), { recursive: true });
  writeFileSync(place, bytes, { flag: 'wx' });
}

function moved(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (cause) {
    if (codeOf(cause) === 'EXDEV') return carried(from, to);
    if (codeOf(cause) !== 'ENOENT' || existsSync(dirname(to))) throw cause;
    mkdirSync(dirname(to), { recursive: true });
    moved(from, to);
  }
}

// What is a file is no folder, and somebody's.
function cleared(place: string): void {
  if (statSync(place, { throwIfNoEntry: false })?.isDirectory()) rmSync(place, { recursive: true, force: true });
}

/** To another disk, which the built site may be. */
function carried(from: string, to: string): void {
  if (statSync(from).isDirectory()) cpSync(from, to, { recursive: true });
  else writeWhole(to, readFileSync(from));
  rmSync(from, { recursive: true });
}

/** Whether nothing is left of a folder when all below it that holds no file has gone. */
function pruned(folder: string): boolean {
  const entries = orMissing(() => readdirSync(folder, { withFileTypes: true })) ?? [];
  const left = entries.filter((entry) => {
    const place = join(folder, entry.name);
    if (!entry.isDirectory() || !pruned(place)) return true;
    rmdirSync(place);
    return false;
  });
  return left.length === 0;
}

// The time of a folder is that of the last change of its names; a time ahead of the clock is none of these.
function stamp(top: string): number {
  mkdirSync(top, { recursive: true });
  const last = statSync(top).mtimeMs;
  const time = Math.max(Date.now(), Math.ceil(last) + 1);
  utimesSync(top, time / 1000, time / 1000);
  return statSync(top).mtimeMs;
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
