// How it goes with each of those one follows.
import type { Polled } from '../../inbox/source.ts';
import { sourcesOf } from '../../inbox/sources.ts';
import type { Follow, Followed } from '../../model/people.ts';
import type { Edge } from './edge.ts';

/** How it goes with each, in the order of the file. */
export function followedOf(
  { follows, inbox, site }: Pick<Edge, 'follows' | 'inbox' | 'site'>,
  now: Date,
): readonly Followed[] {
  const states = sourcesOf(inbox, follows, now);
  return follows.flatMap((follow, at) => {
    const state = states[at];
    return state
      ? [followedAs(follow, state, { canHear: site.xmpp !== undefined, canBeTold: site.reader.url !== undefined })]
      : [];
  });
}

/** Whether there is an account that hears nodes, and an address at which hubs tell. */
interface Ways {
  readonly canHear: boolean;
  readonly canBeTold: boolean;
}

function followedAs(follow: Follow, state: Polled, { canHear, canBeTold }: Ways): Followed {
  const { heard, trouble, ended, pushed, toldBy, next, failures } = state;
  const node = isNode(follow.feed) ? follow.feed : state.node;
  const isHeard = canHear && node !== undefined && (pushed || isNode(follow.feed));
  const hub = !isHeard && canBeTold ? toldBy : undefined;
  return {
    ...follow,
    way: ended ? 'ended' : isHeard || hub !== undefined ? 'push' : 'poll',
    ...(node !== undefined && { node }),
    ...(hub !== undefined && { hub }),
    ...(heard !== undefined && { heard }),
    ...((heard !== undefined || failures > 0) && !ended && !isNode(follow.feed) && { next }),
    ...(trouble !== undefined && { trouble }),
    ...(isNode(follow.feed) && !canHear && { trouble: 'Nodes are heard over XMPP, and there is no account for it.' }),
  };
}

/** Whether a follow is of a node alone, so that nothing is asked by HTTP. */
export function isNode(feed: string): boolean {
  return /^xmpp:/i.test(feed);
}
