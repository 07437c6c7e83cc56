// Which feed a bridge is asked to bring, by the address that a person types.
import type { Looking } from '../../inbox/candidates.ts';
import { discover } from '../../inbox/discover.ts';
import type { Inbox } from '../../inbox/inbox.ts';
import { set, settingOf } from '../../inbox/setting.ts';
import { fine, wrong, type Checked, type Problem } from '../../model/problem.ts';
import { apart } from '../follow.ts';

interface Asked {
  readonly from: string;
  readonly inbox: Inbox;
}

/** The address of the feed that was found there before. */
export function knownFeed(inbox: Inbox, from: string): string | undefined {
  return settingOf(inbox, nameOf(from));
}

function nameOf(from: string): string {
  return `feed of ${from}`;
}

/** The address of the feed that is meant: looked for once, since a page is large and has nothing new to say. */
export async function feedAt(looking: Looking, { inbox, from }: Asked): Promise<Checked<string>> {
  const known = knownFeed(inbox, from);
  if (known !== undefined) return fine(known);
  const found = await discover(looking, from);
  if (!found.ok) return found;
  const feeds = apart(found.value.filter(({ kind }) => kind !== 'node'));
  const [first] = feeds;
  if (!first || feeds.length > 1)
    return wrong(
      whichFeed(
        from,
        feeds.map(({ feed }) => feed),
      ),
    );
  set(inbox, nameOf(from), first.feed);
  return fine(first.feed);
}

function whichFeed(where: string, feeds: readonly string[]): Problem {
  if (feeds.length === 0) return { where, what: 'There is no feed here.', next: 'Name the address of a feed.' };
  return { where, what: `It has ${feeds.length} feeds: ${feeds.join(', ')}`, next: 'Name one of them.' };
}
