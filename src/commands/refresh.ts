// Asks all whom one follows what is new: feeds by HTTP, nodes over XMPP.
import { sourcesOf } from '../inbox/sources.ts';
import { isDue, type Polled } from '../inbox/source.ts';
import { counted, distinct, type Outcome, type Problem } from '../model/problem.ts';
import type { World } from '../world/world.ts';
import { commentsOn } from './comments.ts';
import { atEdge } from './edge.ts';
import { ownPosts } from './own-posts.ts';
import { askAll, type Came } from './hear.ts';
import { isNode } from './followed.ts';
import { gatherAll } from './gather.ts';
import { letGo } from './let-go.ts';

/** Milliseconds in which nobody is asked twice, however often a person asks. */
const PAUSE = 60_000;

/** Fetches once, keeps what has come, and says what is wrong with whom. */
export async function run(world: World): Promise<Outcome> {
  return atEdge(world, async (edge) => {
    const { site, inbox } = edge;
    const now = world.clock.now();
    const problems: Problem[] = [...edge.problems];
    let news = 0;
    let done = 0;
    const sources = sourcesOf(inbox, edge.follows, now).filter((each) => isToAsk(each, now));
    const hear = (came: Came): void => {
      news += came.news.length;
      problems.push(...came.problems);
    };
    for await (const came of askAll(world, edge, { sources, stop: world.stop })) {
      hear(came);
      world.say.progress(`${++done} of ${sources.length} asked, ${counted(news, 'new entry', 'new entries')}`);
    }
    const comments = site.xmpp ? commentsOn(await ownPosts(world), site.xmpp) : [];
    problems.push(...(await gatherAll(world, edge, { comments, told: hear })));
    letGo(edge, now);
    const said = `${counted(news, 'new entry', 'new entries')} from ${counted(edge.follows.length, 'follow')}`;
    return { exit: problems.length > 0 ? 3 : 0, problems: distinct(problems), said };
  });
}

// Who wants to be left alone is, and who failed a moment ago.
function isToAsk(polled: Polled, now: Date): boolean {
  if (isNode(polled.source)) return false;
  if (polled.failures > 0) return isDue(polled, now);
  return !polled.ended && !(polled.heard !== undefined && now.getTime() - Date.parse(polled.heard) < PAUSE);
}
