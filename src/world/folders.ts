// The door to watching (chokidar), folder by folder: one watch of the system for each folder and none for a file, since
// posts/ may hold 100,000. Of a watched folder the system names what changed in it, so nothing is searched for.
import { lstatSync, opendirSync, statSync, type Dir, type Stats } from 'node:fs';
import { basename, dirname, join, normalize, sep } from 'node:path';
import type { FSWatcher, Throttler } from 'chokidar';

/** Whom the watched folders tell. Paths are absolute. */
export interface Told {
  /** Something that is no folder came to its name or lost it. */
  readonly file: (path: string) => void;
  /** Something that is no folder was written where it is: more of it may come. */
  readonly written: (path: string) => void;
  /** A folder went, or came with what is in it. One that came is watched by then: what comes later is told by itself. */
  readonly folder: (path: string) => void;
  /** More happened than the system could keep: anything may have changed, and new folders may not be watched. */
  readonly lost: () => void;
}

/**
 * Watches what is or will be at these paths, files or folders; symbolic links are not followed. Throws when a folder that
 * holds one of them is not there. Resolves when nothing is missed any more, with what ends it; tells already before.
 */
export async function watchFolders(sources: readonly string[], told: Told): Promise<() => Promise<void>> {
  const watcherOf = await chokidar();
  const watched = new Map<string, FSWatcher>();
  const awaited = new Set<string>();
  let failed: (error: unknown) => void;
  let check: () => void;
  const isSource = (path: string): boolean => sources.some((source) => isWithin(path, source));
  const add = (folder: string): void => {
    const watcher = watcherOf(folder);
    watched.set(folder, watcher);
    awaited.add(folder);
    watcher.on('error', (error) => failed(error));
    watcher.on('raw', (event, name: unknown) => heard(event, folder, name));
    watcher.on('ready', () => came(folder));
  };
  const drop = (folder: string): void => {
    for (const [path, watcher] of watched) {
      if (!isWithin(path, folder)) continue;
      watched.delete(path);
      awaited.delete(path);
      void watcher.close();
    }
  };
  // It is watched now. Listed after that, nothing comes in between unseen.
  const came = (folder: string): void => {
    for (const each of foldersIn(folder)) if (isSource(each) && !watched.has(each)) add(each);
    awaited.delete(folder);
    if (isSource(folder)) told.folder(folder);
    check();
  };
  const heard = (event: string, folder: string, name: unknown): void => {
    if (typeof name !== 'string') return told.lost();
    // What happens to a watched folder itself, the system tells by the folder's own name.
    const entry = join(folder, name);
    const isItself = name === basename(folder) && !watched.has(entry) && !stateOf(entry);
    const path = isItself ? folder : entry;
    const isKnown = watched.has(path);
    if (!isSource(path)) return undefined;
    // That a folder changed means that something in it did, and that its own watch tells.
    if (event === 'change') return isKnown ? undefined : told.written(path);
    // One that was removed and made again, or replaced by another, has a watch that hears no more, or from elsewhere.
    if (isKnown) drop(path);
    if (stateOf(path)?.isDirectory()) return add(path);
    if (isKnown) told.folder(path);
    else told.file(path);
    return check();
  };
  await new Promise<void>((resolve, reject) => {
    failed = reject;
    check = () => (awaited.size === 0 ? resolve() : undefined);
    for (const top of new Set(sources.map((source) => dirname(source)))) {
      statSync(top);
      add(top);
    }
  });
  failed = (error) => {
    throw error;
  };
  return async () => {
    await Promise.all([...watched.values()].map((watcher) => watcher.close()));
  };
}

/**
 * Watchers of one folder each. chokidar lists a folder at first and again at each event in it, and looks at each file
 * there: at 10,000 for one save. It leaves a listing out when another has just begun; here, always.
 */
async function chokidar(): Promise<(folder: string) => FSWatcher> {
  const { FSWatcher } = await import('chokidar');
  class Unlisted extends FSWatcher {
    override _throttle(...[type, path, time]: Parameters<FSWatcher['_throttle']>): Throttler | false {
      return type === 'readdir' ? false : super._throttle(type, path, time);
    }
  }
  return (folder) => new Unlisted({ atomic: false, ignored: (path) => normalize(path) !== folder }).add(folder);
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** Undefined when nothing is there, or nothing that one may look at: whoever reads it will say why. */
export function stateOf(path: string): Stats | undefined {
  try {
    return lstatSync(path);
  } catch {
    return undefined;
  }
}

// One at a time: 100,000 at once are 20 MB.
function foldersIn(path: string): string[] {
  const found: string[] = [];
  const folder = opened(path);
  for (let entry = folder?.readSync(); entry; entry = folder?.readSync()) {
    if (entry.isDirectory()) found.push(join(path, entry.name));
  }
  folder?.closeSync();
  return found;
}

// Undefined when it has gone since.
function opened(path: string): Dir | undefined {
  try {
    return opendirSync(path, { bufferSize: 1_000 });
  } catch (cause) {
    if (stateOf(path)?.isDirectory()) throw cause;
    return undefined;
  }
}
