// The two programs that are held against each other: each has a folder with the same feeds, and fetches all of them.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { element } from '../../src/feeds/xml.ts';
import { storeAt } from '../../src/world/store.ts';
import type { Store } from '../../src/world/world.ts';
import { CLI } from '../program.ts';
import { configOf } from './skein.ts';

export interface FeedReader {
  readonly name: 'Skein' | 'newsboat';
  readonly root: string;
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Its SQLite file, below the root, and how its entries are counted. */
  readonly database: string;
  readonly count: string;
}

/** Skein as it is installed, with the feeds in its `following.opml`. */
export function skeinFor(folder: string, addresses: readonly string[], hosts: readonly string[]): FeedReader {
  const root = join(folder, 'skein');
  mkdirSync(root, { recursive: true });
  writeFileSync(join(root, 'skein.config.js'), configOf());
  writeFileSync(join(root, 'package.json'), '{ "type": "module" }\n');
  writeFileSync(join(root, 'following.opml'), followingOf(addresses));
  return {
    name: 'Skein',
    root,
    command: [process.execPath, CLI, 'refresh'],
    env: { SKEIN_ALLOW_HOSTS: hosts.join(' ') },
    database: '.skein/inbox.db',
    count: 'SELECT count(*) AS count FROM entry',
  };
}

/** newsboat, with eight threads as Skein asks eight at once; all its files are in the folder. */
export function newsboatFor(folder: string, addresses: readonly string[]): FeedReader {
  const root = join(folder, 'newsboat');
  mkdirSync(root, { recursive: true });
  writeFileSync(join(root, 'urls'), `${addresses.join('\n')}\n`);
  writeFileSync(join(root, 'config'), 'reload-threads 8\n');
  return {
    name: 'newsboat',
    root,
    command: ['newsboat', '-u', 'urls', '-c', 'cache.db', '-C', 'config', '-x', 'reload'],
    env: { HOME: root },
    database: 'cache.db',
    count: 'SELECT count(*) AS count FROM rss_item',
  };
}

/** A list of follows, `Blog 0` and so on. */
export function followingOf(addresses: readonly string[]): string {
  const outlines = addresses.map((xmlUrl, nth) => element('outline', { type: 'rss', text: `Blog ${nth}`, xmlUrl }));
  return element('opml', { version: '2.0' }, element('head'), element('body', {}, ...outlines)).toString();
}

/** Takes away all that it has fetched. */
export function forgetAll({ root, database }: FeedReader): void {
  for (const end of ['', '-wal', '-shm']) rmSync(join(root, database + end), { force: true });
}

/** How many entries it has. */
export async function entriesIn(reader: FeedReader): Promise<number> {
  return inDatabase(reader, (store) => Number(store.all(reader.count)[0]?.['count']));
}

/** Skein asks nobody twice within a minute: so much has gone by since. */
export async function letTimePass(reader: FeedReader): Promise<void> {
  if (reader.name !== 'Skein') return;
  const before = `UPDATE source SET state = json_set(state, '$.heard', '2026-01-01T00:00:00Z')`;
  await inDatabase(reader, (store) => store.run(before));
}

async function inDatabase<T>({ root, database }: FeedReader, work: (store: Store) => T): Promise<T> {
  const store = await storeAt(join(root, database));
  if (!store.ok) throw new Error(store.problems[0]?.what);
  try {
    return work(store.value);
  } finally {
    store.value.close();
  }
}
