// The nodes that take comments on what was announced. Only the author can make them; a follower is told first.
import { commentsNode, nodeAddress } from '../feeds/node-address.ts';
import type { Problem } from '../model/problem.ts';
import { COMMENTS } from '../nodes/comments.ts';
import { isOurs } from '../nodes/items.ts';
import { refused } from '../nodes/refusals.ts';
import { askNodes, createNode, nodesIn } from '../nodes/stanzas.ts';
import type { Talk } from '../world/world.ts';
import type { SiteNode } from './site-node.ts';
import type { Announced } from './round.ts';

/** Makes those that items on the node name and that are not there. A refusal is told once, and the rest left. */
export async function openComments(
  talk: Talk,
  { site, at }: SiteNode,
  { items = [], published, retracted }: Announced,
): Promise<readonly Problem[]> {
  const named = items.filter((item) => isOurs(site, item) && item.comments === nodeAddress(commentsNode(at, item.id)));
  const keys = new Set([...named.map(({ id }) => id), ...published.map(({ key }) => key)]);
  for (const key of retracted) keys.delete(key);
  if (keys.size === 0) return [];
  const listed = await talk.ask(askNodes(at.jid));
  if (!listed.ok) return [warning(refused(at.jid, listed.refusal, at))];
  const there = nodesIn(listed.stanza);
  const lacking = [...keys].map((key) => commentsNode(at, key)).filter(({ node }) => !there.has(node));
  for (const each of lacking) {
    const made = await talk.ask(createNode(each, COMMENTS));
    if (!made.ok && made.refusal.condition !== 'conflict') return [warning(refused(each.node, made.refusal, each))];
  }
  return [];
}

function warning({ where, what }: Problem): Problem {
  return {
    where,
    what: `The post is announced, but nobody can comment on it over XMPP. ${what}`,
    next: 'Nothing has to be done: replies are still found where they link to it. It is tried again by: skein announce',
  };
}
