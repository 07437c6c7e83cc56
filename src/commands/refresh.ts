// Asks all whom one follows what is new: feeds by HTTP, nodes over XMPP.
import type { Done } from '../announce/away.ts';
import { sourcesOf } from '../inbox/sources.ts';
import { isLeftAlone } from '../inbox/source.ts';
import { counted, distinct, type Outcome, type Problem } from '../model/problem.ts';
import type { World } from '../world/world.ts';
import { commentsOn } from './edge/comments.ts';
import { atEdge } from './edge/edge.ts';
import { ownPosts } from './edge/own-posts.ts';
import { askAll, type Came } from './edge/hear.ts';
import { isNode } from './edge/followed.ts';
import { gatherAll } from './edge/gather.ts';
import { inStep } from './edge/in-step.ts';
import { letGo } from './edge/let-go.ts';
import { onLine } from './line.ts';

/** Fetches once, keeps what has come, and says what is wrong with whom. */
export async function run(world: World): Promise<Outcome> {
  return atEdge(world, async (edge) => {
    const { site, inbox } = edge;
    const now = world.clock.now();
    const problems: Problem[] = [...edge.problems];
    let news = 0;
    let done = 0;
    const feeds = edge.follows.filter(({ feed }) => !isNode(feed));
    const states = sourcesOf(inbox, feeds, now).filter(({ ended }) => !ended);
    // A person who asks is given what there is, whenever it would be the feed's time.
    const sources = states.filter((each) => !isLeftAlone(each, now));
    const hear = (came: Came): void => {
      news += came.news.length;
      problems.push(...came.problems);
    };
    for await (const came of askAll(world, edge, { sources, stop: world.stop })) {
      hear(came);
      world.say.progress(`${++done} of ${sources.length} asked, ${counted(news, 'new entry', 'new entries')}`);
    }
    const comments = site.xmpp ? commentsOn(await ownPosts(world), site.xmpp) : [];
    const brought = await onLine(world, async (line): Promise<Done> => {
      const unheard = await gatherAll(world, edge, { comments, line, told: hear });
      // Who was not let in is not let in now.
      return unheard.length > 0 ? { said: [], problems: unheard } : inStep(world, edge, line);
    });
    problems.push(...brought.problems);
    letGo(edge, now);
    const left = states.length - sources.length;
    const waiting = left > 0 ? `; ${left} not asked, since they want to be left alone for a while` : '';
    const said = `${counted(news, 'new entry', 'new entries')} from ${counted(edge.follows.length, 'follow')}${waiting}`;
    return {
      exit: problems.length > 0 ? 3 : 0,
      problems: distinct(problems),
      said: [said, ...brought.said].join('\n'),
    };
  });
}
