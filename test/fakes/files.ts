// A folder in memory, for tests: a map of path → text.
import type { Files } from '../../src/world/world.ts';

/** The files of this map. What is written is put into the map. */
export function filesFrom(map: Record<string, string>): Files {
  const bytes = new TextEncoder();
  return {
    root: '/memory',
    list: async (folder) =>
      Object.keys(map)
        .filter((path) => folder === '' || path.startsWith(`${folder.replace(/\/$/, '')}/`))
        .sort(),
    read: async (path) => map[path],
    readBytes: async (path) => (map[path] === undefined ? undefined : bytes.encode(map[path])),
    size: async (path) => (map[path] === undefined ? undefined : bytes.encode(map[path]).length),
    write: async (path, content) => {
      map[path] = typeof content === 'string' ? content : new TextDecoder().decode(content);
    },
    remove: async (path) => {
      delete map[path];
    },
    alone: async (_name, work) => work(),
    folder: (path) => filesFrom(within(map, `${path.replace(/\/$/, '')}/`)),
  };
}

/** The part of a map below a folder, as a map of its own that writes through. */
function within(map: Record<string, string>, folder: string): Record<string, string> {
  const inside = (path: string | symbol): string => folder + String(path);
  return new Proxy<Record<string, string>>(
    {},
    {
      get: (_none, path) => map[inside(path)],
      set: (_none, path, text: string) => Reflect.set(map, inside(path), text),
      deleteProperty: (_none, path) => Reflect.deleteProperty(map, inside(path)),
      ownKeys: () =>
        Object.keys(map)
          .filter((path) => path.startsWith(folder))
          .map((path) => path.slice(folder.length)),
      getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
    },
  );
}
