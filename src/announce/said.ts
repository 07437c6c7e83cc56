// What has been said in chat: a private node of the account (XEP-0223), with an item for each entry.
import { ATOM } from '../feeds/atom.ts';
import { element } from '../feeds/xml.ts';
import type { Entry } from '../model/entry.ts';
import { newestFirst } from '../model/entry.ts';
import { fine, wrong, type Checked, type Problem } from '../model/problem.ts';
import type { Account, Site } from '../model/site.ts';
import { refused } from '../nodes/refusals.ts';
import { askItems, createNode, itemsIn, publishItem, type Fields } from '../nodes/stanzas.ts';
import type { Talk } from '../world/world.ts';

/** What nobody but the account itself may read. */
export const PRIVATE: Fields = new Map([
  ['pubsub#access_model', 'whitelist'],
  ['pubsub#persist_items', 'true'],
  ['pubsub#max_items', 'max'],
  ['pubsub#send_last_published_item', 'never'],
]);

/** The node that remembers, always on the account itself. */
export function memoryOf(site: Site, { jid }: Account): Account {
  return { jid, node: `${site.id}said` };
}

/** The keys of what has been said; the node is made when it is not there. */
export async function saidBefore(talk: Talk, memory: Account): Promise<Checked<ReadonlySet<string>>> {
  const reply = await talk.ask(askItems(memory));
  if (reply.ok) return fine(new Set(itemsIn(reply.stanza).map(({ attrs }) => String(attrs['id']))));
  if (reply.refusal.condition !== 'item-not-found') return wrong(refused(memory.node, reply.refusal, memory));
  const made = await talk.ask(createNode(memory, PRIVATE));
  return made.ok ? fine(new Set()) : wrong(refused(memory.node, made.refusal, memory));
}

/** Writes down that an entry is said. Before it is: what is not sure to be written is not said. */
export async function remember(talk: Talk, memory: Account, { id, key }: Entry): Promise<Problem | undefined> {
  const item = element('item', { id: key }, element('entry', { xmlns: ATOM }, element('id', {}, id)));
  const reply = await talk.ask(publishItem(memory, item, 'whitelist'));
  return reply.ok ? undefined : refused(memory.node, reply.refusal, memory);
}

/**
 * Of the newest, newest first, what is to be said, oldest first: whatever is newer than the oldest that was said and was not, or, where nothing was,
 * what has just been published.
 */
export function unsaid(live: readonly Entry[], said: ReadonlySet<string>, fresh: readonly Entry[]): readonly Entry[] {
  const oldest = live.findLastIndex(({ key }) => said.has(key));
  const due = oldest < 0 ? [...fresh].sort(newestFirst) : live.slice(0, oldest);
  return due.filter(({ key }) => !said.has(key)).reverse();
}
