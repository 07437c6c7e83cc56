// A node by one address, in however many ways it is written.
import { nodeAddress, nodeIn } from '../feeds/node-address.ts';

/** The node that an `xmpp:` address names: its address in the one form in which nodes are compared, and who has it. */
export function nodeNamed(written: string): { readonly address: string; readonly service: string } | undefined {
  const named = nodeIn(written);
  if (!named) return undefined;
  const { service, node } = named;
  return { address: nodeAddress({ jid: service, node }), service };
}
