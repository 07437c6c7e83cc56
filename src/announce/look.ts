// Looks at a node: how it is configured, and what is on it. Changes nothing.
import { fine, wrong, type Checked } from '../model/problem.ts';
import type { Account } from '../model/site.ts';
import { configurationOf, type Configuration } from '../nodes/configuration.ts';
import { itemsFrom, type Item } from '../nodes/items.ts';
import { refused } from '../nodes/refusals.ts';
import { askConfiguration, askItems, configurationIn, restIn } from '../nodes/stanzas.ts';
import type { Talk } from '../world/world.ts';

/** The time that a server may take to hand over a whole node, in milliseconds. */
const PATIENCE = 60_000;

/** How a node is configured; undefined when there is no such node. */
export async function configurationAt(talk: Talk, at: Account): Promise<Checked<Configuration | undefined>> {
  const reply = await talk.ask(askConfiguration(at));
  if (reply.ok) return fine(configurationOf(configurationIn(reply.stanza)));
  if (reply.refusal.condition === 'item-not-found') return fine(undefined);
  return wrong(refused(at.node, reply.refusal, at));
}

/** All items of a node, or those with the given ids; in as many pages as the server makes of them. */
export async function itemsAt(talk: Talk, at: Account, ids?: readonly string[]): Promise<Checked<readonly Item[]>> {
  const items = new Map<string, Item>();
  let after: string | undefined;
  do {
    const reply = await talk.ask(
      askItems(at, { ...(ids && { ids }), ...(after !== undefined && { after }) }),
      PATIENCE,
    );
    if (!reply.ok) return wrong(refused(at.node, reply.refusal, at));
    const before = items.size;
    for (const item of itemsFrom(reply.stanza)) items.set(item.id, item);
    after = ids === undefined && items.size > before ? restIn(reply.stanza, items.size) : undefined;
  } while (after !== undefined);
  return fine([...items.values()]);
}
