// What a source has published before one followed it: its older documents, back to the first.
import { fetchSource } from '../../inbox/fetch.ts';
import { history } from '../../inbox/history.ts';
import { keepHistory } from '../../inbox/keep.ts';
import { timeOf } from '../../inbox/schedule.ts';
import { unasked } from '../../inbox/source.ts';
import type { Follow } from '../../model/people.ts';
import { counted, type Problem } from '../../model/problem.ts';
import type { World } from '../../world/world.ts';
import type { Edge } from './edge.ts';

import { isNode } from './followed.ts';

/** Keeps all that these have published; gives what could not be had. */
export async function keepAllOf(world: World, edge: Edge, follows: readonly Follow[]): Promise<readonly Problem[]> {
  const asking = { ...world, strangers: world.strangers(edge.site.reader.allowHosts) };
  const problems: Problem[] = [];
  for (const { feed, name } of follows.filter((follow) => !isNode(follow.feed))) {
    const newest = await fetchSource(unasked(feed, world.clock.now()), asking);
    if (!newest.feed) continue;
    let count = 0;
    for await (const older of history(newest.feed, asking)) {
      if (!older.ok) problems.push(...older.problems);
      else count += keepHistory(edge.inbox, feed, older.value, timeOf(world.clock.now())).news.length;
      world.say.progress(`${name}: ${counted(count, 'older entry', 'older entries')}`);
    }
  }
  return problems;
}
