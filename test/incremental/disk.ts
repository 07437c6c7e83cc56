// A person's files on disk, and what is there of a built site.
import { createHash } from 'node:crypto';
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { Sources } from './author.ts';

/**
 * How a file is saved: in place; by a rename; so that its time of change is as it was before; or with a time long ago,
 * the same for all, as archives and some checkouts have.
 */
export const MANNERS = ['in place', 'by a rename', 'with its old time', 'with a time long ago'] as const;
export type Manner = (typeof MANNERS)[number];

/** In milliseconds. */
const LONG_AGO = 1_000_000_000_000;

/** Makes what is on disk of some sources others. What only has another name is renamed, as `mv` does. */
export function put(root: string, before: Sources, after: Sources, manner: Manner): void {
  const moves = movesOf(before, after);
  const leaving = new Set(moves.values());
  const tmp = (path: string): string => join(root, `.moving-${path.replaceAll('/', '~')}`);
  const times = new Map([...before.keys()].map((path) => [path, timeOf(join(root, path))]));
  for (const from of leaving) renameSync(join(root, from), tmp(from));
  for (const path of before.keys()) if (!after.has(path) && !leaving.has(path)) rmSync(join(root, path));
  for (const [path, text] of after) {
    const from = moves.get(path);
    if (from === undefined && before.get(path) === text) continue;
    const place = clearedFor(root, path);
    if (from !== undefined) renameSync(tmp(from), place);
    else if (manner === 'by a rename') {
      writeFileSync(`${place}~`, bytesOf(text));
      renameSync(`${place}~`, place);
    } else writeFileSync(place, bytesOf(text));
    setTime(place, path === CONFIG ? ++tick : timeIn(manner, times.get(path)));
  }
}

/** A picture is written as an address that holds it. */
function bytesOf(text: string): string | Buffer {
  const [, base64] = /^data:[^,]*;base64,(.*)$/s.exec(text) ?? [];
  return base64 === undefined ? text : Buffer.from(base64, 'base64');
}

/** In one process Node imports a module again only when its address is new, and that has the time in it. */
const CONFIG = 'skein.config.js';
let tick = LONG_AGO;

function timeIn(manner: Manner, before: number | undefined): number | undefined {
  if (manner === 'with a time long ago') return LONG_AGO;
  return manner === 'with its old time' ? before : undefined;
}

// Whole milliseconds: Node cannot give a file its time back to the nanosecond.
function timeOf(place: string): number {
  return Math.round(lstatSync(place).mtimeMs);
}

function setTime(place: string, time = timeOf(place)): void {
  utimesSync(place, time / 1000, time / 1000);
}

/** Where a file goes, with its folders; an empty folder of its name goes, and so does a file where a folder must be. */
function clearedFor(root: string, path: string): string {
  const place = join(root, path);
  if (lstatSync(place, { throwIfNoEntry: false })?.isDirectory() === true) rmSync(place, { recursive: true });
  mkdirSync(dirname(place), { recursive: true });
  return place;
}

/** Which of the changed and new files are another that was there: path → the path it had. */
function movesOf(before: Sources, after: Sources): Map<string, string> {
  const free = [...before].filter(([path, text]) => after.get(path) !== text);
  const moves = new Map<string, string>();
  for (const [path, text] of after) {
    if (before.get(path) === text) continue;
    const nth = free.findIndex(([, each]) => each === text);
    const [from] = nth < 0 ? [] : free.splice(nth, 1);
    if (from) moves.set(path, from[0]);
  }
  return moves;
}

/** A file of a built site: a hash of its bytes, and which file of the disk it is. */
export interface Seen {
  readonly hash: string;
  readonly inode: string;
}

/** All that is in a folder, also a folder in which nothing is (`tags/`); but for what a write left that was killed. */
export function seenIn(folder: string, below = ''): Map<string, Seen> {
  const seen = new Map<string, Seen>();
  if (lstatSync(join(folder, below), { throwIfNoEntry: false })?.isDirectory() !== true) return seen;
  const entries = readdirSync(join(folder, below), { withFileTypes: true });
  if (entries.length === 0 && below !== '') seen.set(below, { hash: 'an empty folder', inode: '' });
  for (const entry of entries) {
    const path = below + entry.name;
    if (entry.isDirectory()) for (const [inner, each] of seenIn(folder, `${path}/`)) seen.set(inner, each);
    else if (!entry.name.startsWith('.skein-unfinished-')) seen.set(path, seenAt(join(folder, path)));
  }
  return seen;
}

function seenAt(place: string): Seen {
  const { ino, mtimeMs } = lstatSync(place);
  return { hash: createHash('sha1').update(readFileSync(place)).digest('hex'), inode: `${ino} ${mtimeMs}` };
}

export type Hashes = ReadonlyMap<string, string>;

export function hashesOf(seen: ReadonlyMap<string, Seen>): Hashes {
  return new Map([...seen].map(([path, { hash }]) => [path, hash]));
}

/** Paths at which two folders do not hold the same. */
export function differing(a: Hashes, b: Hashes): readonly string[] {
  return [...new Set([...a.keys(), ...b.keys()])].filter((path) => a.get(path) !== b.get(path)).sort();
}

/** Paths of all files below a folder. */
export function filesBelow(folder: string): readonly string[] {
  return [...seenIn(folder)].flatMap(([path, { inode }]) => (inode === '' ? [] : path)).sort();
}
