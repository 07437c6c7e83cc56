// The folder of a bridge from a node: what stands there is read back where the inbox has lost it, and written anew where
// it is not as it is to be.
import { pingHubs } from '../../announce/hubs.ts';
import { archiveIn } from '../../bridge/archive.ts';
import { draftsOf, type Draft } from '../../bridge/folder.ts';
import { archivedIn } from '../../bridge/months.ts';
import { BRIDGE } from '../../feeds/atom.ts';
import { FEEDS, type Deleted } from '../../feeds/listing.ts';
import { entriesOf } from '../../inbox/find.ts';
import type { Inbox } from '../../inbox/inbox.ts';
import { keepSome } from '../../inbox/keep.ts';
import { timeOf } from '../../inbox/schedule.ts';
import { set, settingOf } from '../../inbox/setting.ts';
import type { Problem } from '../../model/problem.ts';
import type { Kept } from '../../model/received.ts';
import type { NodeAt } from '../../nodes/address.ts';
import type { Files, World } from '../../world/world.ts';

/** What a bridge has kept of its node. */
export interface Store {
  readonly inbox: Inbox;
  /** By this the inbox knows what is kept for this folder: another of the same node has its own. */
  readonly source: string;
}

export interface Shelf extends Store {
  readonly folder: Files;
  readonly from: NodeAt;
  /** What the feeds are called, and where they will be. */
  readonly title?: string;
  readonly url?: string;
  readonly hubs: readonly string[];
}

type Outside = Pick<World, 'clock' | 'hash' | 'http' | 'self'>;

/** By name: of what each file was made, and its bytes, as hashes. */
type Made = Readonly<Record<string, { readonly of: string; readonly bytes: string }>>;

/** So many entries that are no more are remembered. */
const TOMBSTONES = 10_000;

export function keptOf({ inbox, source }: Store): readonly Kept[] {
  return [...entriesOf(inbox, { sources: [source] })];
}

export function deletedOf({ inbox, source }: Store): readonly Deleted[] {
  return JSON.parse(settingOf(inbox, `deleted ${source}`) ?? '[]') as readonly Deleted[];
}

export function setDeleted({ inbox, source }: Store, deleted: readonly Deleted[]): void {
  set(inbox, `deleted ${source}`, JSON.stringify(deleted.slice(0, TOMBSTONES)));
}

function madeOf({ inbox, source }: Store): Made {
  return JSON.parse(settingOf(inbox, `files ${source}`) ?? '{}') as Made;
}

function setMade({ inbox, source }: Store, made: Made): void {
  const after = JSON.stringify(made);
  if (after !== settingOf(inbox, `files ${source}`)) set(inbox, `files ${source}`, after);
}

/**
 * Takes from the folder what the inbox does not know: it was lost, or is that of another machine. A file that is as this
 * inbox has left it says nothing else.
 */
export async function restore({ clock, hash }: Outside, shelf: Shelf): Promise<readonly Problem[]> {
  const { folder, from } = shelf;
  const made = madeOf(shelf);
  const names = (await folder.list('')).filter((name) => archivedIn(name) !== undefined);
  const foreign: Problem[] = [];
  for (const name of [...names, FEEDS.atom]) {
    const text = await folder.read(name);
    if (text === undefined || made[name]?.bytes === hash(text)) continue;
    const archive = archiveIn(text, from);
    if (archive) take(shelf, archive, timeOf(clock.now()));
    else foreign.push(another(folder, name));
  }
  for (const name of [FEEDS.rss, FEEDS.json]) {
    const text = await folder.read(name);
    if (text !== undefined && !text.includes(BRIDGE)) foreign.push(another(folder, name));
  }
  setMade(shelf, { ...Object.fromEntries(names.map((name) => [name, UNKNOWN])), ...made });
  return foreign;
}

const UNKNOWN = { of: '', bytes: '' };

function take(shelf: Shelf, archive: NonNullable<ReturnType<typeof archiveIn>>, now: string): void {
  const { inbox, source } = shelf;
  const deleted = new Map([...archive.deleted, ...deletedOf(shelf)].map((each) => [each.id, each]));
  const known = new Set(keptOf(shelf).map(({ id }) => id));
  const lost = archive.entries.filter(({ id }) => !known.has(id) && !deleted.has(id));
  keepSome(inbox, source, { entries: lost, deleted: [] }, now);
  const newest = [...deleted.values()].sort((a, b) => (a.when < b.when ? 1 : a.when > b.when ? -1 : 0));
  setDeleted(shelf, newest);
}

/**
 * Writes the files that are not as they are to be, archives before what points to them, and tells the hubs. Killed at
 * any moment, it is done by the next that writes.
 */
export async function write(world: Outside, shelf: Shelf): Promise<readonly Problem[]> {
  const { from, title, url, hubs } = shelf;
  const made = madeOf(shelf);
  const drafts = draftsOf({
    node: from,
    hubs,
    entries: keptOf(shelf),
    deleted: deletedOf(shelf),
    now: timeOf(world.clock.now()),
    archived: Object.keys(made).flatMap((name) => archivedIn(name) ?? []),
    ...(title !== undefined && { title }),
    ...(url !== undefined && { url }),
  });
  const now: Record<string, Made[string]> = {};
  for (const draft of drafts) now[draft.name] = await written(world, { draft, made, shelf });
  setMade(shelf, now);
  return tellHubs(world, shelf);
}

interface Writing {
  readonly draft: Draft;
  readonly made: Made;
  readonly shelf: Shelf;
}

async function written({ hash, self }: Outside, { draft, made, shelf }: Writing): Promise<Made[string]> {
  const { name, listing, text } = draft;
  const { folder, hubs, inbox, source } = shelf;
  const of = hash(JSON.stringify([self.version, listing]));
  const before = await folder.read(name);
  const known = made[name];
  if (before !== undefined && known?.of === of && known.bytes === hash(before)) return known;
  const after = text();
  if (before !== after) {
    // First it is noted whom to tell: nobody would know it after a kill.
    if (hubs.length > 0 && archivedIn(name) === undefined) set(inbox, `to tell ${source}`, 'yes');
    await folder.write(name, after);
  }
  return { of, bytes: hash(after) };
}

/** A hub that cannot be told now is told with the next change, or the next look. */
async function tellHubs({ http }: Outside, { hubs, url, inbox, source }: Shelf): Promise<readonly Problem[]> {
  if (url === undefined || settingOf(inbox, `to tell ${source}`) !== 'yes') return [];
  const feeds = Object.values(FEEDS).map((name) => url + name);
  const problems = await pingHubs(http, hubs, feeds);
  if (problems.length === 0) set(inbox, `to tell ${source}`, '');
  return problems;
}

function another({ root }: Files, name: string): Problem {
  return {
    where: `${root}/${name}`,
    what: 'It is not from this bridge: it would be overwritten.',
    next: 'Name an empty folder.',
  };
}
