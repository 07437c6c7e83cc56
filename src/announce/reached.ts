// Which replies were put where: a private node of the account (XEP-0223), with the comment of each as it was sent, and
// the node that took it. One without a node found nobody to take it.
import { ATOM } from '../feeds/atom.ts';
import { nodeIn } from '../feeds/node-address.ts';
import { entryFrom, type Written } from '../feeds/written.ts';
import { child, element, type Element } from '../feeds/xml.ts';
import { fine, wrong, type Checked, type Problem } from '../model/problem.ts';
import type { Account } from '../model/site.ts';
import { addressOf, type NodeAt } from '../nodes/address.ts';
import { commentsIn } from '../nodes/items.ts';
import { refused } from '../nodes/refusals.ts';
import { askItems, createNode, itemsIn, publishItem, retractItem } from '../nodes/stanzas.ts';
import type { Talk } from '../world/world.ts';
import type { SiteNode } from './site-node.ts';
import { PRIVATE } from './said.ts';

export interface Reached {
  /** The key of the reply, and the id of its comment. */
  readonly key: string;
  readonly written: Written;
  readonly to?: NodeAt;
}

export interface Memory {
  readonly node: Account;
  /** Whether the node is there: it is made when something is to be remembered. */
  readonly isThere: boolean;
  /** By their keys. */
  readonly reached: ReadonlyMap<string, Reached>;
}

export async function remembered(talk: Talk, { site, at }: SiteNode): Promise<Checked<Memory>> {
  const node: Account = { jid: at.jid, node: `${site.id}replied` };
  const reply = await talk.ask(askItems(node));
  if (reply.ok) {
    const all = itemsIn(reply.stanza).flatMap((item) => reachedFrom(item) ?? []);
    return fine({ node, isThere: true, reached: new Map(all.map((each) => [each.key, each])) });
  }
  if (reply.refusal.condition !== 'item-not-found') return wrong(refused(node.node, reply.refusal, node));
  return fine({ node, isThere: false, reached: new Map() });
}

function reachedFrom(item: Element): Reached | undefined {
  const entry = child(item, 'entry', ATOM);
  const written = entry && entryFrom(entry);
  if (!written) return undefined;
  const to = nodeIn(commentsIn(entry) ?? '');
  return { key: String(item.attrs['id']), written, ...(to && { to: { service: to.service, node: to.node } }) };
}

/** Writes down a comment, after it was sent. */
export async function remember(
  talk: Talk,
  { node, isThere }: Memory,
  { comment, to }: { readonly comment: Element; readonly to: NodeAt | undefined },
): Promise<Problem | undefined> {
  const made = isThere ? undefined : await talk.ask(createNode(node, PRIVATE));
  // Another of this run has made it.
  if (made && !made.ok && made.refusal.condition !== 'conflict') return refused(node.node, made.refusal, node);
  const link = to && element('link', { rel: 'replies', href: addressOf(to) });
  const inside = [...comment.getChildElements().flatMap((entry) => entry.getChildElements()), link];
  const item = element('item', comment.attrs, element('entry', { xmlns: ATOM }, ...inside));
  const reply = await talk.ask(publishItem(node, item, 'whitelist'));
  return reply.ok ? undefined : refused(node.node, reply.refusal, node);
}

export async function forget(talk: Talk, { node }: Memory, key: string): Promise<Problem | undefined> {
  const reply = await talk.ask(retractItem(node, key, 'not told'));
  if (reply.ok || reply.refusal.condition === 'item-not-found') return undefined;
  return refused(node.node, reply.refusal, node);
}
