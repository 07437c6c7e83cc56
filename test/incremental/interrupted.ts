// A world in which something happens in the middle of a build: the power fails, or a file changes.
import type { Files, World } from '../../src/world/world.ts';

/** What everything that touches the disk throws after a power cut. */
export class PowerCut extends Error {}

const LOOKS = new Set(['list', 'read', 'readBytes', 'size']);

/** The world in which `happen` is called before each use of the disk: with whether it only looks. */
export function watched(world: World, happen: (looks: boolean) => void): World {
  return { ...world, files: watchedFiles(world.files, happen) };
}

// Whatever methods there are: those that are not known to look may write.
function watchedFiles(files: Files, happen: (looks: boolean) => void): Files {
  return new Proxy(files, {
    get(target, name, receiver) {
      const value: unknown = Reflect.get(target, name, receiver);
      if (typeof value !== 'function' || typeof name !== 'string' || name === 'alone') return value;
      if (name === 'folder') return (path: string) => watchedFiles(target.folder(path), happen);
      return (...given: unknown[]): unknown => {
        happen(LOOKS.has(name));
        return Reflect.apply(value, target, given);
      };
    },
  });
}

/** The world in which the power fails at the n-th write, from 0, and stays away. */
export function cutAt(world: World, nth: number): World {
  let writes = 0;
  return watched(world, (looks) => {
    if (!looks) writes++;
    if (writes > nth) throw new PowerCut(`before write ${nth}`);
  });
}

/** The world in which something is done once, before the n-th use of the disk. */
export function meanwhileAt(world: World, nth: number, act: () => void): World {
  let uses = 0;
  return watched(world, () => {
    if (uses++ === nth) act();
  });
}
