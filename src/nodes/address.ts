// A node by the two names that it has in XMPP. How it is written as an `xmpp:` address, and read from one, is in
// feeds/node-address.ts.
import { nodeAddress, type NodeAddress } from '../feeds/node-address.ts';

/** A node: the service that holds it (of a personal node the bare JID of its owner), and its name there. */
export type NodeAt = Pick<NodeAddress, 'service' | 'node'>;

/** The one form of a node's address by which it is known here, however it was written. */
export function addressOf({ service, node }: NodeAt): string {
  return nodeAddress({ jid: service, node });
}

/** The JID without its device, so written that it can be compared (RFC 7622: all but the resource ignores case). */
export function bareJid(jid: string): string {
  return jid.replace(/\/.*$/s, '').toLowerCase();
}
