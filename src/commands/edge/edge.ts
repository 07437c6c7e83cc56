// What the commands of the edge begin with: those one follows, what one has blocked, and the inbox.
import { INBOX, inboxIn, type Inbox } from '../../inbox/inbox.ts';
import type { Follow } from '../../model/people.ts';
import type { Outcome, Problem } from '../../model/problem.ts';
import type { Site } from '../../model/site.ts';
import { blocksFrom, FILE, type NumberedRule } from '../../timeline/blocks-text.ts';
import type { World } from '../../world/world.ts';
import { openSite } from '../open.ts';

/** As the files of the site say it at one moment. */
export interface Edge {
  readonly site: Site;
  readonly inbox: Inbox;
  readonly follows: readonly Follow[];
  readonly rules: readonly NumberedRule[];
  /** Lines of `blocks.txt` that nobody can read: the others hold. */
  readonly problems: readonly Problem[];
}

/** Does work at the edge of the site in this folder, and closes the inbox after it. */
export async function atEdge(world: World, work: (edge: Edge) => Promise<Outcome>): Promise<Outcome> {
  const opened = await openSite(world);
  if (!opened.ok) return { exit: 1, problems: opened.problems, said: '' };
  const store = await world.store(INBOX);
  if (!store.ok) return { exit: 1, problems: store.problems, said: '' };
  try {
    const inbox = inboxIn(store.value);
    if (!inbox.ok) return { exit: 1, problems: inbox.problems, said: '' };
    const { site, follows } = opened.value;
    const outcome = await work({ site, follows, inbox: inbox.value, ...(await blocksOf(world, site)) });
    return outcome;
  } catch (cause) {
    return refusedByStore(cause);
  } finally {
    store.value.close();
  }
}

// The disk is full, or another program has the inbox for long.
function refusedByStore(cause: unknown): Outcome {
  if (!(cause instanceof Error && 'problem' in cause)) throw cause;
  return { exit: 3, problems: [cause.problem as Problem], said: '' };
}

/** What `blocks.txt` says now. */
export async function blocksOf({ files }: Pick<World, 'files'>, site: Site): Promise<Pick<Edge, 'rules' | 'problems'>> {
  return blocksFrom((await files.read(FILE)) ?? '', site.timezone);
}
