// From a node to feeds in a folder: the node is heard as the inbox does, and what is kept of it is written as feeds.
import type { Counts } from '../../bridge/standing.ts';
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

/** How much of what was brought at once. */
export type Brought = Partial<Pick<Counts, 'entries' | 'edits' | 'takenBack'>>;

interface Job extends Omit<Asked, 'folder'>, Shelf {
  readonly count: (brought: Brought) => void;
}

/** `count` is told of what was brought, before it is said. */
export async function toFolder(world: World, asked: Asked, count: Job['count']): Promise<Outcome> {
  const job = { ...jobOf(world, asked), count };
  const foreign = await restore(world, job);
  if (foreign.length > 0) return { exit: 1, problems: foreign, said: '' };
  const problems = await write(world, job);
  if (problems.length > 0) world.say.problems(problems);
  return asked.given.text('once') ? once(world, job) : staying(world, job);
}

function jobOf(world: World, asked: Asked): Omit<Job, 'count'> {
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
    hearingOf(world, job, ({ line, wrong, ended = [] }) => {
      said = line;
      problems.push(...wrong, ...ended);
    }),
  );
  await talk.value.close();
  return { exit: problems.length > 0 ? 3 : 0, problems, said: said || 'nothing new' };
}

async function staying(world: World, job: Job): Promise<Outcome> {
  const end = new AbortController();
  const ended: Problem[] = [];
  const hearing = hearingOf(world, job, (news) => {
    if (news.line !== '') world.say.line(news.line);
    // A line says as well that nothing is wrong, so it comes before what is.
    if (news.wrong.length > 0 || (news.line === '' && !news.ended)) world.say.problems(news.wrong);
    if (!news.ended) return;
    ended.push(...news.ended);
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

/** For whoever has a bridge: they follow nobody. */
const STAYS =
  'The folder stays as it is. If the node does not come back, take the bridge out of bridges.yaml, or end the command.';

function accountOf({ jid, from }: Job): Account {
  return { jid, node: from.node };
}

/** What came of hearing a node, once it is kept and written. */
interface News {
  /** Empty where nothing is new. */
  readonly line: string;
  /** Why the node could not be heard, or the hubs not be told. */
  readonly wrong: readonly Problem[];
  /** Why the node is not heard any more. */
  readonly ended?: readonly Problem[];
}

/** Keeps what is heard, writes it, and tells of it. */
function hearingOf(world: World, job: Job, tell: (news: News) => void): Hearing {
  return {
    nodes: [addressOf(job.from)],
    // A node tells nobody what it took back while they were away.
    reach: 'all',
    known: () => itemsOf(job.inbox, job.source, ALL),
    stood: () => stoodAt(job.inbox, job.source),
    hear: async (heard) => {
      const line = job.inbox.whole(() => keep(job, heard, timeOf(world.clock.now())));
      const untold = await write(world, job);
      const wrong = [...(heard.trouble ? [heard.trouble] : []), ...untold];
      tell({ line, wrong, ...(heard.ended && { ended: [{ ...heard.ended, next: STAYS }] }) });
    },
  };
}

function keep({ inbox, source, folder, count }: Job, heard: Heard, now: string): string {
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
  count({ entries: news.length, edits: changed, takenBack: gone.length });
  const parts = [
    news.length > 0 && `${news.length} new`,
    changed > 0 && `${changed} changed`,
    gone.length > 0 && `${gone.length} taken back`,
  ].filter(Boolean);
  return parts.length === 0 ? '' : `${folder.root}: ${parts.join(', ')}`;
}
