// Brings a node's configuration to what it has to be, and makes a node that is not there (DESIGN §3, rules 6 and 8).
import type { Element } from '../feeds/xml.ts';
import { fine, wrong, type Checked, type Problem } from '../model/problem.ts';
import type { Account } from '../model/site.ts';
import * as nodes from '../nodes/configuration.ts';
import type { Publisher } from '../nodes/publisher.ts';
import { refused } from '../nodes/refusals.ts';
import { configureNode, createNode, type Fields } from '../nodes/stanzas.ts';
import type { Talk } from '../world/world.ts';
import { configurationAt } from './look.ts';

/** Whose entries go where. */
export interface Place {
  readonly publisher: Publisher;
  readonly at: Account;
}

/** Makes the node, or mends it, and gives its configuration as it then is. One that is silent stays so for now. */
export async function prepare(
  talk: Talk,
  place: Place,
  found: nodes.Configuration | undefined,
): Promise<Checked<nodes.Configuration>> {
  const { publisher, at } = place;
  const wanted = found ? quietly(found, nodes.wantedOn(publisher, at, found)) : nodes.wantedFor(publisher, at);
  if (found && nodes.differing(found, wanted).size === 0) return fine(found);
  const trouble = await set(talk, at, wanted, found ? configureNode : createNode);
  if (trouble) return wrong(trouble);
  const now = await configurationAt(talk, at);
  if (!now.ok) return now;
  return now.value && nodes.isOpen(now.value) ? fine(now.value) : wrong(stillClosed(at));
}

function quietly(node: nodes.Configuration, wanted: Fields): Fields {
  return nodes.isSilent(node) ? new Map([...wanted, ...nodes.SILENT]) : wanted;
}

/** Why a node is not to be touched: someone closed it, and it was not made for this publisher. */
export function closedProblem({ publisher, at }: Place, node: nodes.Configuration): Problem | undefined {
  if (nodes.isOpen(node) || nodes.isOf(publisher, node)) return undefined;
  return {
    where: at.node,
    what: 'The node is not public, and it was not made from here.',
    next: 'All that is on it would become public. If that is meant, run this again with --open; else name another node (of a site: xmpp.node in skein.config.js).',
  };
}

/** From now on nobody hears what is done on the node. */
export async function silence(
  talk: Talk,
  { publisher, at }: Place,
  node: nodes.Configuration,
): Promise<Problem | undefined> {
  const trouble = await set(
    talk,
    at,
    new Map([...nodes.wantedOn(publisher, at, node), ...nodes.SILENT]),
    configureNode,
  );
  if (trouble) return trouble;
  const now = await configurationAt(talk, at);
  if (!now.ok) return now.problems[0];
  return now.value && nodes.isSilent(now.value) ? undefined : stillLoud(at);
}

/** All fields as they have to be, also those that the node already shows so. Ends a silence. */
export function settle(talk: Talk, { publisher, at }: Place, node: nodes.Configuration): Promise<Problem | undefined> {
  return set(talk, at, nodes.wantedOn(publisher, at, node), configureNode);
}

/** Sets fields; one that the server names and refuses is left out, each at most once. */
async function set(
  talk: Talk,
  at: Account,
  fields: Fields,
  make: (at: Account, fields: Fields) => Element,
): Promise<Problem | undefined> {
  let rest: Fields | undefined = fields;
  while (true) {
    const reply = await talk.ask(make(at, rest));
    if (reply.ok) return undefined;
    rest = nodes.withoutRefused(rest, reply.refusal);
    if (!rest) return refused(at.node, reply.refusal, at);
  }
}

function stillClosed({ node }: Account): Problem {
  return {
    where: node,
    what: 'The server took the configuration of the node, but the node is still not public.',
    next: 'Ask whoever runs the server whether nodes may be public, then run this again.',
  };
}

function stillLoud({ node }: Account): Problem {
  return {
    where: node,
    what: 'The server does not stop telling followers, and there is more than they should be told at once.',
    next: 'If they may be told all of it, run this again with --all.',
  };
}
