// What a person asks a bridge to connect.
import { nodeIn } from '../../feeds/node-address.ts';
import type { Inbox } from '../../inbox/inbox.ts';
import { meantBy } from '../../inbox/typed.ts';
import { fine, wrong, type Checked, type Problem } from '../../model/problem.ts';
import type { Account } from '../../model/site.ts';
import type { NodeAt } from '../../nodes/address.ts';
import type { Files } from '../../world/world.ts';
import type { Given } from '../command.ts';

/** From a feed, found at this address, to a node. */
export interface ToNode {
  readonly way: 'to a node';
  readonly from: string;
  readonly at: Account;
}

/** From a node to feeds in a folder. */
export interface ToFolder {
  readonly way: 'to a folder';
  readonly from: NodeAt;
  readonly folder: string;
  /** Who logs in to read the node. */
  readonly jid: string;
}

export type Pair = ToNode | ToFolder;

/** What a bridge has beside its two ends. */
export interface Bridge {
  /** The folder of what is remembered, and in it the inbox; both may be lost. */
  readonly state: Files;
  readonly inbox: Inbox;
  readonly given: Given;
}

/** One end is a node, the other a feed or a folder. */
export function pairFrom(given: Given): Checked<Pair> {
  const [from = '', to = ''] = given.words;
  const jid = given
    .text('jid')
    ?.replace(/^xmpp:/i, '')
    .toLowerCase();
  if (jid !== undefined && !/^[^\s@/]+@[^\s@/]+$/.test(jid)) return wrong(noJid(jid));
  const meant = meantBy(from);
  if (/^xmpp:/i.test(to)) {
    if (meant?.way === 'node') return wrong(twoNodes(to));
    return toNode(from, to, jid);
  }
  if (meant?.way !== 'node' || /^https?:/i.test(to)) return wrong(noNodes(to));
  const node = nodeIn(meant.address);
  if (!node) return wrong(noNode(from));
  if (jid === undefined) return wrong(nobody());
  if (given.texts('hub').length > 0 && given.text('url') === undefined) return wrong(noUrl());
  return fine({ way: 'to a folder', from: { service: node.service, node: node.node }, folder: to, jid });
}

/** The account's own node is asked for without `to`, which is what makes it PEP. */
function toNode(from: string, to: string, jid: string | undefined): Checked<ToNode> {
  const node = nodeIn(to);
  if (!node) return wrong(noNode(to));
  const owner = jid ?? (node.service.includes('@') ? node.service : undefined);
  if (owner === undefined) return wrong(nobody());
  const at = { jid: owner, node: node.node, ...(node.service !== owner && { service: node.service }) };
  return fine({ way: 'to a node', from, at });
}

function noNode(where: string): Problem {
  return {
    where,
    what: 'This names no node.',
    next: 'Write xmpp:me@example.org for the microblog of an account, or xmpp:pubsub.example.org?;node=blog for a node of a service.',
  };
}

function noNodes(where: string): Problem {
  return {
    where,
    what: 'A bridge has a node at one end, and there is none.',
    next: 'Write skein bridge https://blog.example xmpp:me@example.org, or skein bridge xmpp:ann@example.org ./folder',
  };
}

function twoNodes(where: string): Problem {
  return {
    where,
    what: 'Both ends are nodes.',
    next: 'Whoever wants to read a node follows it where it is. A bridge goes from a feed to a node, or from a node to a folder.',
  };
}

function nobody(): Problem {
  return {
    where: '--jid',
    what: 'Nobody is named who logs in.',
    next: 'Write --jid me@example.org (in bridges.yaml jid: me@example.org), and set SKEIN_XMPP_PASSWORD.',
  };
}

function noUrl(): Problem {
  return {
    where: '--hub',
    what: 'A hub tells of feeds by their address.',
    next: 'Add --url https://ann.example/feeds/',
  };
}

function noJid(jid: string): Problem {
  return { where: '--jid', what: `"${jid}" is no account.`, next: 'Write it as --jid me@example.org' };
}
