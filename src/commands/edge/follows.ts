// Changes to whom one follows: in `following.opml`, in the inbox, and on the XMPP account's list.
import { followsFrom, FOLLOWING } from '../../feeds/opml.ts';
import { withFollow, withoutFollow } from '../../feeds/opml-edit.ts';
import { forget, sourcesOf } from '../../inbox/sources.ts';
import type { Follow } from '../../model/people.ts';
import type { Problem } from '../../model/problem.ts';
import type { World } from '../../world/world.ts';
import { onLine } from '../line.ts';
import type { Edge } from './edge.ts';
import { gatherAll } from './gather.ts';
import { askAll, type Came } from './hear.ts';
import { isNode } from './followed.ts';
import { listAll, unlistAll } from './listed.ts';

/** Follows these too, and asks each for the first time; gives what is wrong with them, which is no reason not to follow. */
export async function addAll(
  world: World,
  edge: Edge,
  { follows, told }: { readonly follows: readonly Follow[]; readonly told: (came: Came) => void },
): Promise<readonly Problem[]> {
  const title = `${edge.site.author.name} follows`;
  const broken = await changed(world, (opml) =>
    follows.reduce<string | undefined>((before, follow) => withFollow(before, follow, title), opml),
  );
  if (broken.length > 0) return broken;
  const added = { ...edge, follows };
  const problems: Problem[] = [];
  const hear = (came: Came): void => {
    problems.push(...came.problems);
    told(came);
  };
  const feeds = follows.filter(({ feed }) => !isNode(feed));
  const sources = sourcesOf(edge.inbox, feeds, world.clock.now());
  for await (const came of askAll(world, edge, { sources, stop: world.stop })) hear(came);
  return onLine(world, async (line) => {
    problems.push(...(await gatherAll(world, added, { line, told: hear })));
    return [...problems, ...(await listAll(world, added, line))];
  });
}

/** Follows these no more. What they have published stays in the inbox until it is over, and is seen no more. */
export async function removeAll(world: World, edge: Edge, follows: readonly Follow[]): Promise<readonly Problem[]> {
  const broken = await changed(world, (opml) =>
    follows.reduce((text, { feed }) => text && withoutFollow(text, feed), opml),
  );
  if (broken.length > 0) return broken;
  const problems = await onLine(world, (line) => unlistAll(world, { ...edge, follows }, line));
  for (const { feed } of follows) forget(edge.inbox, feed);
  return problems;
}

/** Commands, the reader and the person may change the file at once; what is not OPML just now is not made worse. */
async function changed(
  { files }: Pick<World, 'files'>,
  change: (opml: string | undefined) => string | undefined,
): Promise<readonly Problem[]> {
  return files.alone('following', async () => {
    const before = await files.read(FOLLOWING);
    const read = before === undefined ? undefined : followsFrom(before);
    if (read && !read.ok) return read.problems;
    const after = change(before);
    if (after !== undefined && after !== before) await files.write(FOLLOWING, after);
    return [];
  });
}
