// The built site by what its files hold: shards of paths and hashes, a print for each shard, and the root of all prints.
// Two sites differ in the shards whose prints differ, so that comparing them costs what changed and not what is there.
//
//     root      ''        → 3k…      index.html, atom.xml, …
//               2026/     → 9a…      2026/index.html
//               2026/11/  → 1c…      2026/11/index.html, 2026/11/geese/index.html, 2026/11/22/atom.xml, …
//               tags/x/   → 7f…      tags/x/index.html, tags/x/2026/index.html, …
//
// A shard is the first two folders of a path: so the files that one note changes come together, in five shards. One that
// grows too long (a month of 5,000 notes) is parted by name: `2026/11/#0` … `2026/11/#7`.
import { fingerprintOf } from './fingerprint.ts';

/** Path → what the file holds, as a short opaque text. */
export type Hashes = ReadonlyMap<string, string>;

/** Shard → print. */
export type Root = ReadonlyMap<string, string>;

/** What a reader sees of it. */
export interface Tree {
  /** How many files. */
  readonly size: number;
  /** The hash of a file; undefined when there is none. */
  get(path: string): string | undefined;
  /** Every path, in no promised order. */
  paths(): Iterable<string>;
  /** The same files give the same root, whatever came before. */
  root(): Root;
  /** The files of a shard; none when there is no such shard. */
  shard(name: string): Hashes;
}

/** For whoever owns it. After a change `root` computes the shard of the path anew, and no other. */
export interface OwnTree extends Tree {
  put(path: string, hash: string): void;
  remove(path: string): void;
  /** What is to be kept of it, so that another has its root without its files. */
  shards(): Shards;
}

/** Shard → its print, and how many files are in it. */
export type Shards = ReadonlyMap<string, { readonly print: string; readonly size: number }>;

export type Line = readonly [path: string, hash: string];

/** Lines of a shard beyond which it is parted. */
const LONG = 1000;

/** The tree of these files, each given once. */
export function treeOf(files: Iterable<Line>): OwnTree {
  const folders = new Map<string, Folder>();
  const folderAt = (path: string): Folder => {
    const name = folderOf(path);
    const there = folders.get(name);
    if (there) return there;
    const folder = new Folder(name);
    folders.set(name, folder);
    return folder;
  };
  for (const line of files) folderAt(line[0]).load(line);
  return {
    get size() {
      return [...folders.values()].reduce((sum, { size }) => sum + size, 0);
    },
    get: (path) => folders.get(folderOf(path))?.get(path),
    *paths() {
      for (const folder of folders.values()) for (const { files } of folder.shards) yield* files.keys();
    },
    root: () => new Map([...folders.values()].flatMap((folder) => [...folder.prints])),
    shards: () =>
      new Map(
        [...folders.values()].flatMap(({ shards, prints }) =>
          shards.map(({ name, files }) => [name, { print: prints.get(name) ?? '', size: files.size }] as const),
        ),
      ),
    shard: (name) => folders.get(folderOfShard(name))?.shards.find((each) => each.name === name)?.files ?? NONE,
    put: (path, hash) => folderAt(path).put(path, hash),
    remove(path) {
      const folder = folders.get(folderOf(path));
      folder?.remove(path);
      if (folder?.size === 0) folders.delete(folder.name);
    },
  };
}

const NONE: Hashes = new Map();

/** The first two folders of a path, as `2026/11/`. */
export function folderOf(path: string): string {
  const first = path.indexOf('/');
  const second = path.indexOf('/', first + 1);
  return path.slice(0, (second === -1 ? first : second) + 1);
}

/** The folder that a shard is of, or is a part of. */
export function folderOfShard(name: string): string {
  return name.replace(/#\d+$/, '');
}

interface Shard {
  readonly name: string;
  readonly files: Map<string, string>;
  /** Absent until it is asked for, and after a change. */
  print: string | undefined;
}

/** A folder with all below it. Its files stay a list until they are asked for. */
class Folder {
  readonly name: string;
  size = 0;
  #loaded: Line[] = [];
  #shards: readonly Shard[] | undefined;

  constructor(name: string) {
    this.name = name;
  }

  load(line: Line): void {
    this.#loaded.push(line);
    this.size += 1;
  }

  get shards(): readonly Shard[] {
    if (this.#shards) return this.#shards;
    this.#shards = this.#parted(this.#loaded);
    this.#loaded = [];
    return this.#shards;
  }

  get prints(): Root {
    return new Map(this.shards.map((shard) => [shard.name, (shard.print ??= printOf(shard.files))]));
  }

  get(path: string): string | undefined {
    return shardOf(path, this.shards).files.get(path);
  }

  put(path: string, hash: string): void {
    const { files } = this.#changing(path);
    const before = files.size;
    files.set(path, hash);
    this.#resize(files.size - before);
  }

  remove(path: string): void {
    if (this.get(path) === undefined) return;
    this.#changing(path).files.delete(path);
    this.#resize(-1);
  }

  #changing(path: string): Shard {
    const shard = shardOf(path, this.shards);
    shard.print = undefined;
    return shard;
  }

  #resize(by: number): void {
    this.size += by;
    if (namesFor(this.name, this.size).length !== this.shards.length) {
      this.#shards = this.#parted(this.shards.flatMap(({ files }) => [...files]));
    }
  }

  #parted(lines: readonly Line[]): readonly Shard[] {
    const shards = namesFor(this.name, this.size).map((name) => ({
      name,
      files: new Map<string, string>(),
      print: undefined,
    }));
    for (const [path, hash] of lines) shardOf(path, shards).files.set(path, hash);
    return shards;
  }
}

/** As many as a power of two, so that a few notes more or less seldom part it anew. */
export function namesFor(folder: string, size: number): readonly string[] {
  const parts = 2 ** Math.max(0, Math.ceil(Math.log2(size / LONG)));
  return parts === 1 ? [folder] : Array.from({ length: parts }, (_, part) => `${folder}#${part}`);
}

function shardOf<S extends { readonly files: Hashes }>(path: string, shards: readonly S[]): S {
  const shard = shards[partOf(path, shards.length)];
  if (!shard) throw new Error('A folder has at least one shard.');
  return shard;
}

/** In which of so many parts of its folder a file is. */
export function partOf(path: string, parts: number): number {
  return parts === 1 ? 0 : fingerprintOf(path) % parts;
}

/** What stands for these files, in whatever order they come: two numbers of 32 and 21 bits. */
export function printOf(files: Hashes): string {
  return printWith('0', files);
}

/** The print after these came or went: a line that comes twice is as if it had not come. */
export function printWith(print: string, lines: Iterable<Line>): string {
  const before = Number.parseInt(print, 36);
  let [high, low] = [Math.floor(before / 2 ** 32), before | 0];
  for (const [path, hash] of lines) {
    const line = fingerprintOf(`${path}\n${hash}`);
    high ^= line / 2 ** 32;
    low ^= line;
  }
  return (high * 2 ** 32 + (low >>> 0)).toString(36);
}
