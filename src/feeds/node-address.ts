// What a node, and an item on it, is called outside XMPP.
import type { Account } from '../model/site.ts';

/** The node of the posts of an account (XEP-0277). */
const MICROBLOG = 'urn:xmpp:microblog:0';

/** A node as an address names it, with the item, where it names one. */
export interface NodeAddress {
  /** The account or service that has the node: a bare JID, in lower case. */
  readonly service: string;
  readonly node: string;
  readonly item?: string;
}

/** The node that takes comments on an item (XEP-0277 §5), on the account itself: Movim reads no other name. */
export function commentsNode({ jid }: Pick<Account, 'jid'>, item: string): Account {
  return { jid, node: `urn:xmpp:microblog:0:comments/${item}` };
}

/** The `xmpp:` address of a site's node, or of one item on it (XEP-0060 §12.21, RFC 5122). */
export function nodeAddress({ jid, node, service }: Account, item?: string): string {
  const at = (service ?? jid).split('@').map(encodeURIComponent).join('@');
  const query = `;node=${encodeURIComponent(node)}` + (item === undefined ? '' : `;item=${encodeURIComponent(item)}`);
  return `xmpp:${at}?${query}`;
}

//   xmpp:ann@ann.example?;node=urn%3Axmpp%3Amicroblog%3A0;item=hello     xmpp:ann%40ann.example?;node=…
//   xmpp:pubsub.ann.example?pubsub;action=subscribe;node=news            xmpp:ann@ann.example
const ADDRESS = /^xmpp:(?:\/\/[^/]*\/)?([^/?#]+)(?:\/[^?#]*)?(?:\?([^#]*))?(?:#.*)?$/i;

// RFC 7622 in short: a host, and an account at it without the characters that end one.
const JID = /^(?:[^\s@/:<>&"']+@)?[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}.-]*[\p{L}\p{M}\p{N}])?$/u;

/**
 * The node that an `xmpp:` address names, however it is written. A person's address without a node means their posts;
 * one that asks for anything else (`?message`, `?join`) and a service without a node mean no node.
 */
export function nodeIn(address: string): NodeAddress | undefined {
  const [, written = '', query] = ADDRESS.exec(address.trim()) ?? [];
  const service = undone(written)?.toLowerCase();
  if (service === undefined || service.length > 1023 || !JID.test(service)) return undefined;
  const [action = '', ...pairs] = (query ?? '').split(';');
  if (!/^(?:|pubsub|disco)$/i.test(action)) return undefined;
  const said = new Map(pairs.map((pair) => [pair.split('=')[0] ?? '', undone(pair.slice(pair.indexOf('=') + 1))]));
  const usual = service.includes('@') ? MICROBLOG : undefined;
  const node = said.has('node') ? said.get('node') : usual;
  const item = said.get('item');
  return node ? { service, node, ...(item && { item }) } : undefined;
}

function undone(written: string): string | undefined {
  try {
    return decodeURIComponent(written);
  } catch (cause) {
    // A per cent sign that begins no byte.
    if (cause instanceof URIError) return undefined;
    throw cause;
  }
}
