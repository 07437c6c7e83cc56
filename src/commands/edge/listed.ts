// The list of follows on the XMPP account (XEP-0330), which Movim and Converse show. Where there is an account it is kept
// in step with `following.opml`; without its password nothing is said of it, since it is no more than a courtesy.
import { forgetPut, notePut, putAt } from '../../inbox/account.ts';
import { list, unlist, type Sha1 } from '../../inbox/mirror.ts';
import type { Problem } from '../../model/problem.ts';
import { nodeAddress, nodeIn } from '../../feeds/node-address.ts';
import { followList, type Listed } from '../../nodes/follow-list.ts';
import { addressOf } from '../../nodes/address.ts';
import type { Talk, World } from '../../world/world.ts';
import { hasPassword } from '../account.ts';
import { talking, type Line } from '../line.ts';
import type { Edge } from './edge.ts';
import { nodesOf } from './hear.ts';

/** How the list is to be changed. */
export interface Listing {
  readonly there: readonly Listed[];
  readonly gone: readonly Listed[];
}

type Changing = Pick<Edge, 'inbox' | 'site'>;

/** Puts the nodes of these follows on the list. */
export async function listAll(world: World, edge: Edge, line: Line): Promise<readonly Problem[]> {
  return onAccount(world, edge, { line, change: { there: listedOf(edge, world.clock.now()), gone: [] } });
}

/** Takes the nodes of these follows off the list. */
export async function unlistAll(world: World, edge: Edge, line: Line): Promise<readonly Problem[]> {
  return onAccount(world, edge, { line, change: { there: [], gone: listedOf(edge, world.clock.now()) } });
}

/**
 * What brings the list in step with the file, whoever has changed that: the nodes of all follows are on it, those that
 * this inbox has put there and of which nobody is followed any more are not. All others stay.
 */
export function listingOf(edge: Edge, now: Date): Listing {
  const there = listedOf(edge, now);
  const followed = new Set(there.map(addressOf));
  const put = edge.site.xmpp ? [...putAt(edge.inbox, listOf(edge.site.xmpp.jid)).keys()] : [];
  return { there, gone: put.filter((node) => !followed.has(node)).flatMap((node) => listedAs(node, '')) };
}

/** Changes the list; gives what the server refused. What is not done now is found again the next time. */
export async function bringList(
  talk: Talk,
  { inbox }: Changing,
  { there, gone, sha1 }: Listing & { readonly sha1: Sha1 },
): Promise<readonly Problem[]> {
  const at = listOf(talk.jid);
  inbox.whole(() => there.forEach((each) => notePut(inbox, at, { what: addressOf(each), isWhole: true })));
  const problems = there.length > 0 ? [...(await list(talk, there, sha1))] : [];
  for (const node of gone) {
    const trouble = await unlist(talk, node, sha1);
    if (trouble) problems.push(trouble);
    else forgetPut(inbox, at, addressOf(node));
  }
  return problems;
}

function listOf(jid: string): string {
  return nodeAddress(followList(jid));
}

function listedOf(edge: Edge, now: Date): readonly Listed[] {
  const names = new Map(edge.follows.map(({ feed, name }) => [feed, name]));
  return [...nodesOf(edge, now)].flatMap(([node, feed]) => listedAs(node, names.get(feed) ?? ''));
}

function listedAs(address: string, title: string): readonly Listed[] {
  const at = nodeIn(address);
  return at ? [{ service: at.service, node: at.node, title }] : [];
}

async function onAccount(
  world: World,
  edge: Edge,
  { line, change }: { readonly line: Line; readonly change: Listing },
): Promise<readonly Problem[]> {
  const account = edge.site.xmpp;
  if (!account || change.there.length + change.gone.length === 0 || !hasPassword(world)) return [];
  const done = await talking(line, account, (talk) => bringList(talk, edge, { ...change, sha1: world.sha1 }));
  return done.ok ? done.value : done.problems;
}
