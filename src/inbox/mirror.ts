// The list of follows on the account, which Movim and Converse show: read, and brought up to date. What others have
// listed there stays.
import { fine, wrong, type Checked, type Problem } from '../model/problem.ts';
import { FOLLOW_LIST, followList, listedId, listedIn, listedItem, type Listed } from '../nodes/follow-list.ts';
import { refused } from '../nodes/refusals.ts';
import { askItems, createNode, putItem, retractItem } from '../nodes/stanzas.ts';
import type { NodeAt } from '../nodes/address.ts';
import type { Talk } from '../world/world.ts';

/** Hexadecimal SHA-1 of a text. */
export type Sha1 = (text: string) => string;

/** What the account's list holds; nothing where there is none. */
export async function listed(talk: Talk): Promise<Checked<readonly Listed[]>> {
  const at = followList(talk.jid);
  const reply = await talk.ask(askItems(at));
  if (reply.ok) return fine(listedIn(reply.stanza));
  return reply.refusal.condition === 'item-not-found' ? fine([]) : wrong(refused(at.node, reply.refusal, at));
}

/** Puts on the list those of these that it lacks. The list is made where there is none. */
export async function list(talk: Talk, follows: readonly Listed[], sha1: Sha1): Promise<readonly Problem[]> {
  const at = followList(talk.jid);
  const there = await talk.ask(askItems(at));
  if (!there.ok && there.refusal.condition !== 'item-not-found') return [refused(at.node, there.refusal, at)];
  const before = new Set(there.ok ? listedIn(there.stanza).map((each) => listedId(each, at.jid, sha1)) : []);
  const lacking = follows.filter((each) => !before.has(listedId(each, at.jid, sha1)));
  const made = !there.ok && lacking.length > 0 ? await talk.ask(createNode(at, FOLLOW_LIST)) : undefined;
  if (made && !made.ok && made.refusal.condition !== 'conflict') return [refused(at.node, made.refusal, at)];
  const problems: Problem[] = [];
  for (const each of lacking) {
    const reply = await talk.ask(putItem(at, listedItem(each, listedId(each, at.jid, sha1))));
    if (!reply.ok) problems.push(refused(at.node, reply.refusal, at));
  }
  return problems;
}

/** Takes a node off the list. */
export async function unlist(talk: Talk, node: NodeAt, sha1: Sha1): Promise<Problem | undefined> {
  const at = followList(talk.jid);
  const reply = await talk.ask(retractItem(at, listedId(node, at.jid, sha1), 'told'));
  if (reply.ok || reply.refusal.condition === 'item-not-found') return undefined;
  return refused(at.node, reply.refusal, at);
}
