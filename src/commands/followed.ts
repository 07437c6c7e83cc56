// How it goes with each of those one follows.
import type { Polled } from '../inbox/source.ts';
import { sourcesOf } from '../inbox/sources.ts';
import type { Follow, Followed } from '../model/people.ts';
import type { Edge } from './edge.ts';

/** How it goes with each, in the order of the file. */
export function followedOf(
  { follows, inbox, site }: Pick<Edge, 'follows' | 'inbox' | 'site'>,
  now: Date,
): readonly Followed[] {
  const states = sourcesOf(inbox, follows, now);
  return follows.flatMap((follow, at) => {
    const state = states[at];
    return state ? [followedAs(follow, state, site.xmpp !== undefined)] : [];
  });
}

function followedAs(follow: Follow, state: Polled, canHear: boolean): Followed {
  const { heard, trouble, ended, pushed, next, failures } = state;
  const node = isNode(follow.feed) ? follow.feed : state.node;
  const isPushed = canHear && node !== undefined && (pushed || isNode(follow.feed));
  return {
    ...follow,
    way: ended ? 'ended' : isPushed ? 'push' : 'poll',
    ...(node !== undefined && { node }),
    ...(heard !== undefined && { heard }),
    ...((heard !== undefined || failures > 0) && !ended && !isNode(follow.feed) && { next }),
    ...(trouble !== undefined && { trouble }),
  };
}

/** Whether a follow is of a node alone, so that nothing is asked by HTTP. */
export function isNode(feed: string): boolean {
  return /^xmpp:/i.test(feed);
}
