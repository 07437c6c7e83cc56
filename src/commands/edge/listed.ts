// The list of follows on the XMPP account (XEP-0330), which Movim and Converse show. Where there is an account it is kept
// in step with `following.opml`; without its password nothing is said of it, since it is no more than a courtesy.
import { list, unlist } from '../../inbox/mirror.ts';
import type { Problem } from '../../model/problem.ts';
import { nodeIn } from '../../feeds/node-address.ts';
import type { Listed } from '../../nodes/follow-list.ts';
import type { Talk, World } from '../../world/world.ts';
import { loggedIn } from '../account.ts';
import type { Edge } from './edge.ts';
import { nodesOf } from './hear.ts';

/** Puts the nodes of these follows on the list. */
export async function listAll(world: World, edge: Edge): Promise<readonly Problem[]> {
  const nodes = listedOf(edge, world.clock.now());
  return onAccount(world, { edge, nodes }, (talk) => list(talk, nodes, world.sha1));
}

/** Takes the nodes of these follows off the list. */
export async function unlistAll(world: World, edge: Edge): Promise<readonly Problem[]> {
  const nodes = listedOf(edge, world.clock.now());
  return onAccount(world, { edge, nodes }, async (talk) => {
    const problems: Problem[] = [];
    for (const node of nodes) problems.push(...[(await unlist(talk, node, world.sha1)) ?? []].flat());
    return problems;
  });
}

function listedOf(edge: Edge, now: Date): readonly Listed[] {
  const names = new Map(edge.follows.map(({ feed, name }) => [feed, name]));
  return [...nodesOf(edge, now)].flatMap(([node, feed]) => {
    const at = nodeIn(node);
    return at ? [{ service: at.service, node: at.node, title: names.get(feed) ?? '' }] : [];
  });
}

async function onAccount(
  world: World,
  { edge, nodes }: { readonly edge: Edge; readonly nodes: readonly Listed[] },
  work: (talk: Talk) => Promise<readonly Problem[]>,
): Promise<readonly Problem[]> {
  const account = edge.site.xmpp;
  if (!account || nodes.length === 0 || world.env('SKEIN_XMPP_PASSWORD') === undefined) return [];
  const done = await loggedIn(world, account, work);
  return done.ok ? done.value : done.problems;
}
