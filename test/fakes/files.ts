// A folder in memory, for tests: a map of path → text.
import { textsOf } from '../../src/model/texts.ts';
import type { Files, Seen } from '../../src/world/world.ts';

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
    scan: async (folder, ends = '') =>
      look(
        map,
        Object.keys(map).filter((path) => path.startsWith(`${folder}/`) && path.endsWith(ends)),
      ),
    look: async (paths) => look(map, paths.rows),
    put: async (path, content) => {
      map[path] = typeof content === 'string' ? content : new TextDecoder().decode(content);
    },
    move: async (from, to, there) => {
      for (const path of Object.keys(map).filter((each) => each === from || each.startsWith(`${from}/`))) {
        const target = to + path.slice(from.length);
        if (there) await there.put(target, map[path] ?? '');
        else map[target] = map[path] ?? '';
        delete map[path];
      }
    },
    clear: async (folder) => {
      for (const path of Object.keys(map)) if (path.startsWith(`${folder}/`)) delete map[path];
    },
    prune: async () => {},
    stamp: async () => 1,
    stamped: async () => 1,
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

function look(map: Record<string, string>, paths: readonly string[]): Seen {
  const sizes = Float64Array.from(paths, (path) => (map[path] === undefined ? -1 : Buffer.byteLength(map[path])));
  return { paths: textsOf(paths), sizes, times: new Float64Array(paths.length), at: 0 };
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
