// What happens to the built site and to what Skein remembers of it, behind its back. Files of the cache are opaque here.
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { filesBelow } from './disk.ts';
import type { Nth } from './changes.ts';

/** A site's folder, and one in which copies of it are kept. */
export interface Place {
  readonly root: string;
  readonly kept: string;
  /** The folder of another site that was built. */
  readonly other: string;
}

type Tamper = (place: Place, nth: Nth) => void;

function inSite(act: (file: string) => void): Tamper {
  return ({ root }, { at }) => {
    const files = filesBelow(join(root, '_site'));
    const path = files[at % files.length];
    if (path !== undefined) act(join(root, '_site', path));
  };
}

/** Files of the cache: all of .skein/ but locks. */
function inCache(act: (file: string, pick: number) => void): Tamper {
  return ({ root }, { at, pick }) => {
    const files = cacheOf(root);
    const path = files[at % files.length];
    if (path !== undefined) act(join(root, '.skein', path), pick);
  };
}

function cacheOf(root: string): readonly string[] {
  return filesBelow(join(root, '.skein')).filter((path) => !path.startsWith('lock-'));
}

function copyCache(from: string, to: string): void {
  for (const path of cacheOf(from)) {
    mkdirSync(dirname(join(to, '.skein', path)), { recursive: true });
    cpSync(join(from, '.skein', path), join(to, '.skein', path), { preserveTimestamps: true });
  }
}

function lose(place: string): void {
  rmSync(place, { recursive: true, force: true });
}

export const TAMPERING = {
  'a file of _site/ is lost': inSite(lose),
  'a file of _site/ is changed': inSite((file) => appendFileSync(file, '!')),
  'a file of _site/ is emptied': inSite((file) => writeFileSync(file, '')),
  'a folder of _site/ is lost': inSite((file) => lose(dirname(file))),
  '_site/ is lost': ({ root }) => lose(join(root, '_site')),
  '.skein/ is lost': ({ root }) => lose(join(root, '.skein')),
  // Today's build removes what does not belong there; one that remembers need not look, unless it has lost its memory.
  'a stray file is in _site/, and .skein/ is lost': ({ root }, { at, pick }) => {
    inSite((file) => writeFileSync(`${dirname(file)}/stray-${pick % 5}.html`, 'stray'))(
      { root, kept: '', other: '' },
      { at, pick },
    );
    lose(join(root, '.skein'));
  },
  'a file of the cache is lost': inCache(lose),
  'a file of the cache is emptied': inCache((file) => writeFileSync(file, '')),
  'a file of the cache is cut': inCache((file, pick) => {
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.subarray(0, Math.floor((bytes.length * (pick % 97)) / 97)));
  }),
  'a bit of the cache flips': inCache((file, pick) => {
    const bytes = readFileSync(file);
    const at = Math.floor((bytes.length * (pick % 97)) / 97);
    if (at < bytes.length) bytes[at] = (bytes[at] ?? 0) ^ (1 << (pick % 8));
    writeFileSync(file, bytes);
  }),
  'the cache is kept': ({ root, kept }) => copyCache(root, kept),
  'the kept cache comes back': ({ root, kept }) => copyCache(kept, root),
  'the cache is that of another site': ({ root, other }) => copyCache(other, root),
  '_site/ is kept': ({ root, kept }) => {
    lose(join(kept, '_site'));
    if (existsSync(join(root, '_site')))
      cpSync(join(root, '_site'), join(kept, '_site'), { recursive: true, preserveTimestamps: true });
  },
  // As a restored backup has them, with their times.
  'kept files of _site/ come back': ({ root, kept }) => {
    for (const path of filesBelow(join(root, '_site'))) {
      const from = join(kept, '_site', path);
      if (existsSync(from)) cpSync(from, join(root, '_site', path), { preserveTimestamps: true });
    }
  },
  'sources are touched': ({ root }) => {
    const now = Date.now() / 1000;
    for (const path of ['posts', 'templates', 'public'])
      for (const file of filesBelow(join(root, path))) utimesSync(join(root, path, file), now, now);
  },
} satisfies Record<string, Tamper>;
