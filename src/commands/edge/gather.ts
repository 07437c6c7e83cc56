// One round over XMPP: what the nodes of those one follows have and is not known.
import { gather } from '../../inbox/gather.ts';
import type { Heard } from '../../inbox/heard.ts';
import type { Problem } from '../../model/problem.ts';
import type { World } from '../../world/world.ts';
import { talking, type Line } from '../line.ts';
import type { Edge } from './edge.ts';
import { keepHeard, beforeOf, nodesOf, type Came } from './hear.ts';
import { isNode } from './followed.ts';

interface Gathering {
  /** Nodes with comments on one's own posts. */
  readonly comments?: readonly string[];
  readonly line: Line;
  readonly told: (came: Came) => void;
}

/** Asks each node, and those with comments on one's own posts; keeps what they say, and gives why nothing could be asked. */
export async function gatherAll(
  world: World,
  edge: Edge,
  { comments = [], line, told }: Gathering,
): Promise<readonly Problem[]> {
  const followed = nodesOf(edge, world.clock.now());
  const account = edge.site.xmpp;
  const alone = edge.follows.filter(({ feed }) => isNode(feed));
  if (!account) return alone.map(({ name }) => noAccount(name));
  // A node that has a feed as well is not missed by who has no password here.
  if (alone.length === 0 && world.env('SKEIN_XMPP_PASSWORD') === undefined) return [];
  const nodes = new Map([...comments.map((node) => [node, node] as const), ...followed]);
  if (nodes.size === 0) return [];
  const hear = async (heard: Heard): Promise<void> =>
    told(keepHeard(edge, nodes.get(heard.node) ?? heard.node, { heard, now: world.clock.now() }));
  const asked = await talking(line, account, (talk) =>
    gather(talk, { reach: 'newest', nodes: [...nodes.keys()], ...beforeOf(edge, nodes), hear }),
  );
  return asked.ok ? [] : asked.problems;
}

/** Of a node that nobody here can ask. */
export function noAccount(where: string): Problem {
  return {
    where,
    what: 'Nodes are asked and heard over XMPP, and there is no account for it.',
    next: 'Write xmpp: { jid: "you@xmpp.example" } into skein.config.js, with an account on any XMPP server.',
  };
}
