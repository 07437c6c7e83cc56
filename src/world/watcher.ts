// The door to watching (chokidar): many changes become one call. What an editor writes beside a file while it saves is
// no change; the save itself is, by whichever of truncate, rename or unlink it is done.
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { basename, join, sep } from 'node:path';
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

/** `changed` is given absolute paths, each once. A watcher that breaks ends the program: a blind one is worse. */
export const watch: Watch = async (folders, quiet, changed) => {
  const chokidar = await import('chokidar');
  const watcher = chokidar.watch([...folders], {
    ignoreInitial: true,
    followSymlinks: false,
    // Its own waiting for an editor's second step takes 100 ms; the quiet period does the same, shorter.
    atomic: false,
    ignored: isBeside,
  });
  const paths = new Set<string>();
  const states = new Map<string, string>();
  const began = Date.now() - TICK;
  // One save is told twice, by the system and after a while by chokidar; a change from before the start is none. The
  // clock of the file system stands still between two ticks, and so is a little behind.
  const isNew = (path: string): boolean => {
    const found = statSync(path, { throwIfNoEntry: false });
    const state = found ? `${found.ctimeMs} ${found.ino} ${found.size}` : 'gone';
    if (states.get(path) === state || (found && found.ctimeMs < began)) return false;
    states.set(path, state);
    return true;
  };
  let timer: NodeJS.Timeout | undefined;
  const note = (path: string): void => {
    // For what is not there yet chokidar watches the folder around it, and so tells of its neighbours too.
    if (isBeside(path) || !folders.some((folder) => path === folder || path.startsWith(folder + sep))) return;
    paths.add(path);
    clearTimeout(timer);
    timer = setTimeout(() => {
      const settled = [...paths].filter(isNew).sort();
      paths.clear();
      if (settled.length > 0) changed(settled);
    }, quiet);
  };
  watcher.on('all', (_, path) => note(path));
  // Of the changes of one file chokidar drops those within 50 ms of the first, so the last step of a slow save would
  // never be told. What the system says comes whole; of a watched file it gives the name, of a folder the name in it.
  watcher.on('raw', (_, name: unknown, details) => {
    const { watchedPath } = details as { watchedPath: string };
    if (typeof name === 'string') note(basename(watchedPath) === name ? watchedPath : join(watchedPath, name));
  });
  await once(watcher, 'ready');
  return async () => {
    clearTimeout(timer);
    await watcher.close();
  };
};

function isBeside(path: string): boolean {
  return BESIDE.some((pattern) => pattern.test(basename(path)));
}
