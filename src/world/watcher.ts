// The door to watching (chokidar): many changes become one call. What an editor writes beside a file while it saves is
// no change; the save itself is, by whichever of truncate, rename or unlink it is done.
import { once } from 'node:events';
import { basename } from 'node:path';
import { watch as watchFiles } from 'chokidar';
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

/** `changed` is given absolute paths, each once. A watcher that breaks ends the program: a blind one is worse. */
export const watch: Watch = async (folders, quiet, changed) => {
  const watcher = watchFiles([...folders], {
    ignoreInitial: true,
    followSymlinks: false,
    // Its own waiting for an editor's second step takes 100 ms; the quiet period does the same, shorter.
    atomic: false,
    ignored: (path) => BESIDE.some((pattern) => pattern.test(basename(path))),
  });
  const paths = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  watcher.on('all', (_, path) => {
    paths.add(path);
    clearTimeout(timer);
    timer = setTimeout(() => {
      const settled = [...paths].sort();
      paths.clear();
      changed(settled);
    }, quiet);
  });
  await once(watcher, 'ready');
  return async () => {
    clearTimeout(timer);
    await watcher.close();
  };
};
