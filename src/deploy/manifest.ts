// What the target knows of itself: every file that Skein put there, with the hash of what it holds. It is kept at the
// target and nowhere else, so that any machine can deploy.
//
//   1. read it        what it does not vouch for is looked at
//   2. write intent   whatever is about to change becomes DOUBTFUL, whatever is new is ours from now on
//   3. change files
//   4. write it       a crash before this line leaves the intent, and the next run looks at the doubtful ones
import type { Files } from '../world/world.ts';

/** Its path at the target. */
export const MANIFEST = '.skein-manifest.json';

/** Stands for the hash of a file of ours that may hold anything, or be missing. */
export const DOUBTFUL = '?';

/** How many hashes are computed at one time: one after the other takes five times as long. */
const AT_ONCE = 64;

/** Path → SHA-256 in hex. */
export type Hashes = ReadonlyMap<string, string>;

/** Every file of the built site with its hash. */
export async function hashesOf(built: Pick<Files, 'list' | 'readBytes'>): Promise<Map<string, string>> {
  const paths = (await built.list('')).filter((path) => path !== MANIFEST);
  const hashes = new Map<string, string>();
  for (let at = 0; at < paths.length; at += AT_ONCE) {
    const some = paths.slice(at, at + AT_ONCE);
    const hashed = some.map(async (path) => {
      const bytes = await built.readBytes(path);
      return bytes ? [[path, await hashOf(bytes)] as const] : [];
    });
    for (const [path, hash] of (await Promise.all(hashed)).flat()) hashes.set(path, hash);
  }
  return hashes;
}

export async function hashOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Undefined when the text is not a manifest that one can rely on: somebody else may have written there. */
export function manifestFrom(text: string | undefined): Hashes | undefined {
  const files = (parsed(text) as { files?: unknown } | null | undefined)?.files;
  if (typeof files !== 'object' || files === null) return undefined;
  const entries = Object.entries(files);
  const good = entries.every(
    ([path, hash]) => isPath(path) && (hash === DOUBTFUL || /^[0-9a-f]{64}$/.test(String(hash))),
  );
  return good ? new Map(entries as [string, string][]) : undefined;
}

export function manifestText(hashes: Hashes): string {
  const files = Object.fromEntries([...hashes].sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify({ files }, null, 1)}\n`;
}

/** The manifest while `paths` are being changed. */
export function intentOf(there: Hashes, paths: readonly string[]): Hashes {
  return new Map([...there, ...paths.map((path) => [path, DOUBTFUL] as const)]);
}

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? 'null') as unknown;
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined;
    throw cause;
  }
}

function isPath(path: string): boolean {
  const parts = path.split('/');
  return (
    path !== MANIFEST && !/[\\\0]/.test(path) && parts.every((part) => part !== '' && part !== '.' && part !== '..')
  );
}
