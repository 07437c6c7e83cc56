// A reply reaches whoever wrote what it answers, though they do not follow me: it is put, as a comment, on the node that
// takes comments there. Like announcing this is convergence: look, then send what is missing or different.
import { ATOM } from '../feeds/atom.ts';
import { nodeIn } from '../feeds/node-address.ts';
import { entryFrom, sameOnNode, type Written } from '../feeds/written.ts';
import { child, type Element } from '../feeds/xml.ts';
import type { Card } from '../model/card.ts';
import type { Entry, Reply } from '../model/entry.ts';
import type { Problem } from '../model/problem.ts';
import { addressOf, bareJid, type NodeAt } from '../nodes/address.ts';
import { commentItem } from '../nodes/comments.ts';
import { itemsFrom } from '../nodes/items.ts';
import { reasonOf } from '../nodes/unheard.ts';
import { askItems, putItem, retractItem } from '../nodes/stanzas.ts';
import type { Http, Refusal, Talk } from '../world/world.ts';
import { goneFrom } from './gone.ts';
import type { SiteNode } from './site-node.ts';
import { forget, remember, remembered, type Memory, type Reached } from './reached.ts';

export interface Replying extends SiteNode {
  /** The newest of what followers have. */
  readonly newest: readonly Entry[];
  /** All that the site has published. */
  readonly live: readonly Card[];
}

/** Puts each reply where it belongs, unless it is there, and takes back what is none any more. Gives warnings. */
export async function reachOut(talk: Talk, http: Http, job: Replying): Promise<readonly Problem[]> {
  const memory = await remembered(talk, job);
  if (!memory.ok) return memory.problems;
  const replies = job.newest.filter((entry) => isToSomebody(entry, job));
  const warnings: (Problem | undefined)[] = [];
  for (const entry of replies) warnings.push(await reach(talk, job, { entry, memory: memory.value }));
  for (const reached of await endedOf(http, job, { memory: memory.value, replies })) {
    warnings.push(await takeBack(talk, job, { reached, memory: memory.value }));
  }
  return warnings.flatMap((warning) => warning ?? []);
}

/** What answers me is on my node already. */
function isToSomebody({ replyTo }: Entry, { at }: Replying): boolean {
  const to = nodeIn(replyTo?.comments ?? replyTo?.url ?? '');
  return to !== undefined && to.service !== bareJid(at.jid);
}

interface Errand {
  readonly entry: Entry;
  readonly memory: Memory;
}

async function reach(talk: Talk, job: Replying, { entry, memory }: Errand): Promise<Problem | undefined> {
  const comment = commentItem(entry, job.at);
  const before = memory.reached.get(entry.key);
  const named = nodeIn(entry.replyTo?.comments ?? '');
  const hasMoved = named && before?.to && addressOf(before.to) !== addressOf(named);
  if (before && !hasMoved && isSame(before.written, comment)) return undefined;
  const to = named ?? before?.to ?? (await lookUp(talk, entry.replyTo));
  if (to && 'condition' in to) return isPassing(to) ? unreached(entry, to) : giveUp();
  if (before?.to && to && addressOf(before.to) !== addressOf(to))
    await takeBack(talk, job, { reached: before, memory });
  const refusal = to && (await put(talk, to, comment));
  if (!refusal) return remember(talk, memory, { comment, to });
  if (!isPassing(refusal)) await giveUp();
  return unreached(entry, refusal);

  /** It is not tried again before the reply is another. */
  function giveUp(): Promise<Problem | undefined> {
    return remember(talk, memory, { comment, to: undefined });
  }
}

/** Whether the next run may do better. */
function isPassing({ type }: Refusal): boolean {
  return type === 'timeout' || type === 'wait';
}

/** The node that takes comments on what is answered, as its item says; undefined where it names none. */
async function lookUp(talk: Talk, replyTo: Reply | undefined): Promise<NodeAt | Refusal | undefined> {
  const target = nodeIn(replyTo?.url ?? '');
  if (target?.item === undefined) return undefined;
  const reply = await talk.ask(askItems(target, { ids: [target.item] }));
  if (!reply.ok) return reply.refusal;
  return nodeIn(itemsFrom(reply.stanza).find(({ id }) => id === target.item)?.comments ?? '');
}

const TAKEN: Refusal = { type: 'cancel', condition: 'conflict', text: 'an item of another has this id' };

/** Puts the comment there, if it is not there as it is. */
async function put(talk: Talk, to: NodeAt, comment: Element): Promise<Refusal | undefined> {
  const id = String(comment.attrs['id']);
  const found = await talk.ask(askItems(to, { ids: [id] }));
  const there = found.ok ? itemsFrom(found.stanza).find((item) => item.id === id) : undefined;
  if (there && there.written?.id !== writtenIn(comment)?.id) return TAKEN;
  if (there?.written && isSame(there.written, comment)) return undefined;
  const reply = await talk.ask(putItem(to, comment));
  return reply.ok ? undefined : reply.refusal;
}

function isSame(written: Written, comment: Element): boolean {
  const wanted = writtenIn(comment);
  return wanted !== undefined && sameOnNode(written, wanted);
}

function writtenIn(item: Element): Written | undefined {
  const entry = child(item, 'entry', ATOM);
  return entry && entryFrom(entry);
}

/** What was put somewhere, and is a reply no more: its post says so, or the host has dropped it. */
async function endedOf(
  http: Http,
  { site, live, newest }: Replying,
  { memory, replies }: { readonly memory: Memory; readonly replies: readonly Entry[] },
): Promise<readonly Reached[]> {
  const still = new Set(replies.map(({ key }) => key));
  const known = new Set(newest.map(({ key }) => key));
  const others = [...memory.reached.values()].filter(({ key }) => !still.has(key));
  if (others.length === 0) return [];
  const published = new Set(live.map(({ key }) => key));
  const missing = others.filter(({ key }) => !published.has(key)).map(({ key, written }) => ({ id: key, written }));
  const gone = await goneFrom(http, missing, { site, live });
  return others.filter(({ key }) => known.has(key) || gone.has(key));
}

/** Prosody lets nobody but the owner of a node take anything from it: there the words are taken back. */
async function takeBack(
  talk: Talk,
  { site, at }: Replying,
  { reached, memory }: { readonly reached: Reached; readonly memory: Memory },
): Promise<Problem | undefined> {
  const { key, written, to } = reached;
  const gone = to && (await talk.ask(retractItem(to, key, 'told')));
  if (to && gone && !gone.ok && gone.refusal.condition !== 'item-not-found') {
    const emptied = { ...written, key, lang: '', author: site.author, text: '(taken back)' };
    const { title: _, ...comment } = emptied;
    const reply = gone.refusal.type === 'timeout' ? gone : await talk.ask(putItem(to, commentItem(comment, at)));
    if (!reply.ok) return unreached(written, reply.refusal);
  }
  return forget(talk, memory, key);
}

function unreached({ url }: Pick<Entry, 'url'>, refusal: Refusal): Problem {
  return {
    where: url,
    what: `The reply did not reach the comments of what it answers. ${reasonOf(refusal)}`,
    next: 'It stands on your site and your node. A link to it, sent to its author, reaches them too.',
  };
}
