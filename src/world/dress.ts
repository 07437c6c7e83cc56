// What the reader's pages wear: the site's own stylesheet, and the reader's style and script, which lie beside its code,
// in a checkout (src/reader/) as in the package (dist/reader/).
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Render } from './render.ts';
import type { Dress } from './world.ts';

/** Reads them. An asset that the site has in the theme's place is taken. */
export async function dressOf(render: Pick<Render, 'assets'>): Promise<Dress> {
  const assets = await render.assets();
  const asset = (name: string): Promise<string> => {
    const found = assets.find(({ path }) => path === name);
    return found ? readFile(join(found.folder, name), 'utf8') : Promise.resolve('');
  };
  const [site, icon, style, script] = await Promise.all([
    asset('assets/site.css'),
    asset('assets/icon.svg'),
    readFile(new URL('../reader/reader.css', import.meta.url), 'utf8'),
    readFile(new URL('../reader/reader.js', import.meta.url), 'utf8'),
  ]);
  return { site, icon, style, script };
}
