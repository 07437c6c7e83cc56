// From a node to feeds in a folder: the node is heard as the inbox does, and what is kept of it is written as feeds.
import { archiveIn } from '../bridge/archive.ts';
import { filesOf, MOST } from '../bridge/folder.ts';
import { FEEDS, type Deleted } from '../feeds/listing.ts';
import { entriesOf, itemsOf } from '../inbox/find.ts';
import { gather } from '../inbox/gather.ts';
import type { Heard, Hearing } from '../inbox/heard.ts';
import { keepSome, takeBack } from '../inbox/keep.ts';
import { listen } from '../inbox/listen.ts';
import { timeOf } from '../inbox/schedule.ts';
import { set, settingOf } from '../inbox/setting.ts';
import type { Outcome, Problem } from '../model/problem.ts';
import type { Kept } from '../model/received.ts';
import type { Account } from '../model/site.ts';
import { addressOf } from '../nodes/address.ts';
import type { Files, World } from '../world/world.ts';
import { logIn } from './account.ts';
import type { Bridge, ToFolder } from './bridge-pair.ts';

type Asked = Bridge & ToFolder;

interface Job extends Omit<Asked, 'folder'> {
  readonly folder: Files;
  /** By this the inbox knows what is kept for this folder: another of the same node has its own. */
  readonly source: string;
}

export async function toFolder(world: World, asked: Asked): Promise<Outcome> {
  const folder = world.here.folder(asked.folder);
  const job: Job = { ...asked, folder, source: `${addressOf(asked.from)} ${folder.root}` };
  const another = await restore(job, timeOf(world.clock.now()));
  if (another) return { exit: 1, problems: [another], said: '' };
  await write(job);
  return asked.given.text('once') ? once(world, job) : staying(world, job);
}

async function once(world: World, job: Job): Promise<Outcome> {
  const talk = await logIn(world, accountOf(job));
  if (!talk.ok) return { exit: 3, problems: talk.problems, said: '' };
  const problems: Problem[] = [];
  let said = '';
  await gather(
    talk.value,
    hearingOf(world, job, (heard, line) => {
      said = line;
      problems.push(...troublesOf(heard));
    }),
  );
  await talk.value.close();
  return { exit: problems.length > 0 ? 3 : 0, problems, said: said || 'nothing new' };
}

async function staying(world: World, job: Job): Promise<Outcome> {
  const end = new AbortController();
  const ended: Problem[] = [];
  const hearing = hearingOf(world, job, (heard, line) => {
    if (line !== '') world.say.line(line);
    if (heard.trouble) world.say.problems([heard.trouble]);
    if (!heard.ended) return;
    ended.push(heard.ended);
    end.abort();
  });
  const listener = listen(
    { ...hearing, line: (trouble) => trouble && world.say.problems([trouble]) },
    {
      // Of its own, so that another Skein may follow with this account.
      connect: () => logIn(world, accountOf(job), { resource: `skein-bridge-${world.hash(job.source).slice(0, 8)}` }),
      clock: world.clock,
      random: world.random,
      stop: AbortSignal.any([world.stop, end.signal]),
    },
  );
  const trouble = await listener.over;
  const problems = [...ended, ...(trouble ? [trouble] : [])];
  return { exit: problems.length > 0 ? 3 : 0, problems, said: '' };
}

function accountOf({ jid, from }: Job): Account {
  return { jid, node: from.node };
}

/** Keeps what is heard, writes it, and tells of it in a line, which is empty where nothing is new. */
function hearingOf(world: World, job: Job, tell: (heard: Heard, line: string) => void): Hearing {
  return {
    nodes: [addressOf(job.from)],
    first: 'all',
    known: () => itemsOf(job.inbox, job.source),
    hear: async (heard) => {
      const line = keep(job, heard, timeOf(world.clock.now()));
      await write(job);
      tell(heard, line);
    },
  };
}

function troublesOf({ trouble, ended }: Heard): readonly Problem[] {
  return [trouble, ended].flatMap((problem) => problem ?? []);
}

/** What is taken back is written down first: killed between the two, it is not brought back from the folder. */
function keep({ inbox, source, folder }: Job, { entries, deleted }: Heard, now: string): string {
  const isGone = ({ item = '' }: Kept): boolean => deleted === 'all' || deleted.includes(item);
  const gone = deleted.length > 0 ? keptOf({ inbox, source }).filter(isGone) : [];
  const back = new Set(entries.map(({ id }) => id));
  const before = deletedOf({ inbox, source }).filter(({ id }) => !back.has(id));
  const after = [...gone.map(({ id }) => ({ id, when: now })), ...before];
  if (gone.length > 0 || back.size > 0) setDeleted({ inbox, source }, after);
  takeBack(inbox, source, { items: deleted, now });
  const { news, changed } = keepSome(inbox, source, { entries, deleted: [] }, now);
  const parts = [
    news.length > 0 && `${news.length} new`,
    changed > 0 && `${changed} changed`,
    gone.length > 0 && `${gone.length} taken back`,
  ].filter(Boolean);
  return parts.length === 0 ? '' : `${folder.root}: ${parts.join(', ')}`;
}

type Place = Pick<Job, 'inbox' | 'source'>;

function keptOf({ inbox, source }: Place): readonly Kept[] {
  return [...entriesOf(inbox, { sources: [source] })];
}

function deletedOf({ inbox, source }: Place): readonly Deleted[] {
  return JSON.parse(settingOf(inbox, `deleted ${source}`) ?? '[]') as readonly Deleted[];
}

function setDeleted({ inbox, source }: Place, deleted: readonly Deleted[]): void {
  set(inbox, `deleted ${source}`, JSON.stringify(deleted.slice(0, MOST)));
}

/** Takes from the folder what the inbox does not know: it was lost, or is that of another machine. */
async function restore(job: Job, now: string): Promise<Problem | undefined> {
  const { folder, inbox, source, from } = job;
  const text = await folder.read(FEEDS.atom);
  if (text === undefined) return undefined;
  const archive = archiveIn(text, from);
  if (!archive) return another(folder);
  const deleted = new Map([...archive.deleted, ...deletedOf(job)].map((each) => [each.id, each]));
  const known = new Set(keptOf(job).map(({ id }) => id));
  const lost = archive.entries.filter(({ id }) => !known.has(id) && !deleted.has(id));
  keepSome(inbox, source, { entries: lost, deleted: [] }, now);
  setDeleted(
    job,
    [...deleted.values()].sort((a, b) => (a.when < b.when ? 1 : -1)),
  );
  return undefined;
}

/** Writes the files that are not as they are to be. */
async function write(job: Job): Promise<void> {
  const [title, url] = [job.given.text('title'), job.given.text('url')];
  const files = filesOf({
    node: job.from,
    entries: keptOf(job),
    deleted: deletedOf(job),
    ...(title !== undefined && { title }),
    ...(url !== undefined && { url: url.replace(/\/*$/, '/') }),
  });
  for (const [name, text] of files) if ((await job.folder.read(name)) !== text) await job.folder.write(name, text);
}

function another({ root }: Files): Problem {
  return {
    where: `${root}/${FEEDS.atom}`,
    what: 'It is not from this bridge: it would be overwritten.',
    next: 'Name an empty folder.',
  };
}
