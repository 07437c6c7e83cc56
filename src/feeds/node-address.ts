// What a node, and an item on it, is called outside XMPP.
import type { Account } from '../model/site.ts';

/** The `xmpp:` address of a site's node, or of one item on it (XEP-0060 §12.21, RFC 5122). */
export function nodeAddress({ jid, node, service }: Account, item?: string): string {
  const at = (service ?? jid).split('@').map(encodeURIComponent).join('@');
  const query = `;node=${encodeURIComponent(node)}` + (item === undefined ? '' : `;item=${encodeURIComponent(item)}`);
  return `xmpp:${at}?${query}`;
}
