// Many changes become one call. What an editor writes beside a file while it saves is no change; the save itself is, by
// whichever of truncate, rename or unlink it is done.
import { basename, dirname } from 'node:path';
import { stateOf, watchFolders } from './folders.ts';
import type { Watch } from './world.ts';

/** Backups, swap files and half-written files: vim, Emacs, GNOME, JetBrains, `sed -i`, and our own. */
const BESIDE = [
  /~$/,
  /^\..*\.sw[a-z]$/,
  /^4913$/,
  /^\.?#/,
  /^\.goutputstream-/,
  /___jb_(tmp|old)___$/,
  /^sed\w{6}$/,
  /\.(tmp|crswap)$/,
  /^\.skein-unfinished-/,
  /^\.DS_Store$/,
];

/** Milliseconds. */
const TICK = 20;

/** Milliseconds without a change after which files are taken as whole that came by their names, as most editors save. */
const CAME = 10;

/** Half of what Linux keeps for one who does not listen (max_queued_events); what it drops then, it tells nobody. */
const MANY = 8_192;

/** A watcher that breaks ends the program: a blind one is worse. */
export const watch: Watch = async (sources, quiet, changed) => {
  const isNew = since(Date.now() - TICK);
  const files = new Set<string>();
  const folders = new Set<string>();
  let heard = 0;
  let timer: NodeJS.Timeout | undefined;
  let pause = 0;
  // What is told while all is opened is there for whoever reads it afterwards.
  let isOpen = false;
  const note = (paths: Set<string>, path: string, wait = quiet): void => {
    heard += 1;
    if (!isOpen || isBeside(path)) return;
    paths.add(path);
    pause = Math.max(pause, wait);
    clearTimeout(timer);
    timer = setTimeout(() => void tell(), pause);
  };
  const clear = (): void => {
    clearTimeout(timer);
    files.clear();
    folders.clear();
    heard = 0;
    pause = 0;
  };
  const open = async (): Promise<() => Promise<void>> => {
    const close = await watchFolders(sources, {
      file: (path) => note(files, path, Math.min(CAME, quiet)),
      written: (path) => note(files, path),
      folder: (path) => note(folders, path),
      lost: () => {
        sources.forEach((path) => note(folders, path));
        heard = Infinity;
      },
    });
    heard = 0;
    isOpen = true;
    return close;
  };
  const reopen = async (): Promise<() => Promise<void>> => {
    const close = await watching;
    isOpen = false;
    await close();
    return open();
  };
  const tell = async (): Promise<void> => {
    const isLost = heard > MANY;
    const told = outside(folders, new Set([...folders, ...files]));
    const paths = isLost ? [...sources] : told.filter((path) => folders.has(path) || isNew(path));
    clear();
    if (isLost) await (watching = reopen());
    if (paths.length > 0) changed(paths.sort());
  };
  let watching = open();
  await watching;
  return async () => {
    const close = await watching;
    isOpen = false;
    clear();
    await close();
  };
};

/** Whether a file is gone, or not as it was when it was asked of before: one save may be told in several steps. */
function since(began: number): (path: string) => boolean {
  const states = new Map<string, string>();
  return (path) => {
    const found = stateOf(path);
    if (!found) return true;
    const state = `${found.ctimeMs} ${found.ino} ${found.size}`;
    // A change from before the start is none; the clock of the file system stands still between two ticks.
    if (states.get(path) === state || found.ctimeMs < began) return false;
    states.set(path, state);
    return true;
  };
}

/** Those of the paths that are below none of the folders. */
function outside(folders: ReadonlySet<string>, paths: ReadonlySet<string>): string[] {
  const isBelow = (path: string): boolean =>
    dirname(path) !== path && (folders.has(dirname(path)) || isBelow(dirname(path)));
  return [...paths].filter((path) => !isBelow(path));
}

function isBeside(path: string): boolean {
  return BESIDE.some((pattern) => pattern.test(basename(path)));
}
