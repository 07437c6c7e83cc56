// A world in which something happens in the middle of a build: the power fails, or a file changes.
import type { Files, Seen, World } from '../../src/world/world.ts';

/** What everything that touches the disk throws after a power cut. */
export class PowerCut extends Error {}

const ASKS = new Set(['scan', 'look']);
const LOOKS = new Set(['list', 'read', 'readBytes', 'size']);

/** What is called before each use of the disk: with whether it only looks. */
export type Happen = (looks: boolean) => void;

/** What befalls a world, at the time: what happens, and how much later than it is files were asked, in milliseconds. */
export interface Fate {
  readonly happen: Happen;
  readonly later: number;
}

/** The world with this fate. */
export function watched(world: World, fate: () => Fate): World {
  return { ...world, files: watchedFiles(world.files, fate) };
}

// Whatever methods there are: those that are not known to look may write.
function watchedFiles(files: Files, fate: () => Fate): Files {
  return new Proxy(files, {
    get(target, name, receiver) {
      const value: unknown = Reflect.get(target, name, receiver);
      if (typeof value !== 'function' || typeof name !== 'string' || name === 'alone') return value;
      if (name === 'folder') return (path: string) => watchedFiles(target.folder(path), fate);
      return (...given: unknown[]): unknown => {
        const { happen, later } = fate();
        happen(LOOKS.has(name));
        const answer: unknown = Reflect.apply(value, target, given);
        return ASKS.has(name) ? (answer as Promise<Seen>).then((seen) => ({ ...seen, at: seen.at + later })) : answer;
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
