// What a site's files are made with: all that a thread needs of the world.
import { join } from 'node:path';
import { configAt } from './config.ts';
import { loadEleventy } from './eleventy.ts';
import { filesAt } from './files.ts';
import { hash } from './hash.ts';
import { imagesHere } from './images.ts';
import { renderer } from './render.ts';
import { self } from './self.ts';

/** The tools for the site in this folder (absolute). `warm` loads what takes long, before it is asked for. */
export function toolsAt(root: string) {
  const config = configAt(root);
  return {
    files: filesAt(root),
    settings: config.settings,
    render: renderer({ root, theme: join(self.root, 'templates'), eleventy: config.eleventy }),
    hash,
    images: imagesHere(),
    warm: async () => void (await loadEleventy()),
  };
}
