// A program that stays, as `skein dev` does: it keeps its memory, and is told what was changed since its last build.
import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build, SITE } from '../../src/commands/build.ts';
import type { Workshop } from '../../src/commands/build/look.ts';
import type { World } from '../../src/world/world.ts';
import type { Program } from './run.ts';

/**
 * Builds in one workshop. Before each build it looks which sources differ from the last, as a watcher would tell. A hand
 * in the built site is what a program that stays does not see: then it is started anew.
 */
export const warm: Program = (start) => {
  let process: { readonly world: World; readonly workshop: Workshop; sources?: States } | undefined;
  let site: States | undefined;
  return async (hurries) => {
    process ??= { world: await start(), workshop: { edition: SITE, stays: true } };
    const { root } = process.world.files;
    const [sourcesNow, siteNow] = [statesIn(root, '', ['_site', '.skein']), statesIn(root, '_site')];
    if (site && site.get('_site') === siteNow.get('_site') && changesOf(site, siteNow).length > 0)
      process = { world: await start(), workshop: { edition: SITE, stays: true } };
    const { world, workshop, sources } = process;
    if (sources) workshop.changed = changesOf(sources, sourcesNow);
    process.sources = sourcesNow;
    const built = await build(world, workshop, hurries);
    site = statesIn(root, '_site');
    return built;
  };
};

type States = ReadonlyMap<string, string>;

function changesOf(before: States, now: States): readonly string[] {
  const paths = new Set([...before.keys(), ...now.keys()]);
  return [...paths].filter((path) => path !== '' && before.get(path) !== now.get(path));
}

/** Files and folders by their paths; of a folder the time, which changes with the names in it. */
function statesIn(root: string, folder: string, but: readonly string[] = []): States {
  const states = new Map<string, string>();
  const look = (path: string): void => {
    const found = lstatSync(join(root, path), { throwIfNoEntry: false });
    if (!found || but.includes(path)) return;
    states.set(path, `${found.ino} ${found.isDirectory() ? found.mtimeMs : `${found.ctimeMs} ${found.size}`}`);
    if (!found.isDirectory()) return;
    for (const name of readdirSync(join(root, path))) look(path === '' ? name : `${path}/${name}`);
  };
  look(folder);
  return states;
}
