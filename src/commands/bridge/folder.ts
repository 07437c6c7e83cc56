// From a node to feeds in a folder: the node is heard as the inbox does, and what is kept of it is written as feeds.
import { ALL } from '../../inbox/catch-up.ts';
import { itemsOf } from '../../inbox/find.ts';
import { gather } from '../../inbox/gather.ts';
import type { Heard, Hearing } from '../../inbox/heard.ts';
import { keepSome, takeBack } from '../../inbox/keep.ts';
import { listen } from '../../inbox/listen.ts';
import { timeOf } from '../../inbox/schedule.ts';
import { noteStood, stoodAt } from '../../inbox/stood.ts';
import type { Outcome, Problem } from '../../model/problem.ts';
import type { Kept } from '../../model/received.ts';
import type { Account } from '../../model/site.ts';
import { addressOf } from '../../nodes/address.ts';
import type { World } from '../../world/world.ts';
import { logIn } from '../account.ts';
import { deletedOf, keptOf, restore, setDeleted, write, type Shelf } from './files.ts';
import type { Bridge, ToFolder } from './pair.ts';

type Asked = Bridge & ToFolder;

type Job = Omit<Asked, 'folder'> & Shelf;

export async function toFolder(world: World, asked: Asked): Promise<Outcome> {
  const job = jobOf(world, asked);
  const foreign = await restore(world, job);
  if (foreign.length > 0) return { exit: 1, problems: foreign, said: '' };
  world.say.problems(await write(world, job));
  return asked.given.text('once') ? once(world, job) : staying(world, job);
}

function jobOf(world: World, asked: Asked): Job {
  const folder = world.here.folder(asked.folder);
  const [title, url] = [asked.given.text('title'), asked.given.text('url')];
  return {
    ...asked,
    folder,
    source: `${addressOf(asked.from)} ${folder.root}`,
    hubs: asked.given.texts('hub'),
    ...(title !== undefined && { title }),
    ...(url !== undefined && { url: url.replace(/\/*$/, '/') }),
  };
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
    // A node tells nobody what it took back while they were away.
    reach: 'all',
    known: () => itemsOf(job.inbox, job.source, ALL),
    stood: () => stoodAt(job.inbox, job.source),
    hear: async (heard) => {
      const line = job.inbox.whole(() => keep(job, heard, timeOf(world.clock.now())));
      world.say.problems(await write(world, job));
      tell(heard, line);
    },
  };
}

function troublesOf({ trouble, ended }: Heard): readonly Problem[] {
  return [trouble, ended].flatMap((problem) => problem ?? []);
}

function keep({ inbox, source, folder }: Job, heard: Heard, now: string): string {
  const { entries, deleted } = heard;
  const back = new Set(entries.map(({ id }) => id));
  // An entry may come back as another item.
  const isGone = ({ id, item = '' }: Kept): boolean => !back.has(id) && (deleted === 'all' || deleted.includes(item));
  const gone = deleted.length > 0 ? keptOf({ inbox, source }).filter(isGone) : [];
  const before = deletedOf({ inbox, source }).filter(({ id }) => !back.has(id));
  const after = [...gone.map(({ id }) => ({ id, when: now })), ...before];
  if (gone.length > 0 || back.size > 0) setDeleted({ inbox, source }, after);
  takeBack(inbox, source, { items: deleted, now });
  const { news, changed } = keepSome(inbox, source, { entries, deleted: [] }, now);
  noteStood(inbox, source, heard);
  const parts = [
    news.length > 0 && `${news.length} new`,
    changed > 0 && `${changed} changed`,
    gone.length > 0 && `${gone.length} taken back`,
  ].filter(Boolean);
  return parts.length === 0 ? '' : `${folder.root}: ${parts.join(', ')}`;
}
