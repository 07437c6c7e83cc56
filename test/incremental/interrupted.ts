// A world in which something happens in the middle of a build: the power fails, or a file changes.
import type { Files, World } from '../../src/world/world.ts';

/** What everything that touches the disk throws after a power cut. */
export class PowerCut extends Error {}

const LOOKS = new Set(['list', 'read', 'readBytes', 'size']);

/** What is called before each use of the disk: with whether it only looks. */
export type Happen = (looks: boolean) => void;

/** The world in which that happens which `happen` gives at the time. */
export function watched(world: World, happen: () => Happen): World {
  return { ...world, files: watchedFiles(world.files, (looks) => happen()(looks)) };
}

// Whatever methods there are: those that are not known to look may write.
function watchedFiles(files: Files, happen: Happen): Files {
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

/** The power fails at the n-th write, from 0, and stays away. */
export function cutAt(nth: number): Happen {
  let writes = 0;
  return (looks) => {
    if (!looks) writes++;
    if (writes > nth) throw new PowerCut(`before write ${nth}`);
  };
}

/** Something is done once, before the n-th use of the disk. */
export function meanwhileAt(nth: number, act: () => void): Happen {
  let uses = 0;
  return () => {
    if (uses++ === nth) act();
  };
}

export const nothing: Happen = () => {};
