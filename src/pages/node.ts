// The addresses of a site's node, as pages link it.
import type { Account, Site } from '../model/site.ts';

function serviceOf({ jid, service }: Account): string {
  return service ?? jid;
}

/** What a machine finds: the node, or one item of it (XEP-0277 §5; the JID is percent-encoded as Movim writes it). */
export function nodeLink({ xmpp }: Site, item?: string): string | undefined {
  if (!xmpp) return undefined;
  const parts = ['', `node=${encodeURIComponent(xmpp.node)}`, ...(item ? [`item=${encodeURIComponent(item)}`] : [])];
  return `xmpp:${encodeURIComponent(serviceOf(xmpp))}?${parts.join(';')}`;
}

/** What a person clicks: the client asks to subscribe (XEP-0060 §16.7). */
export function subscribeLink(account: Account): string {
  const [local, host] = splitJid(serviceOf(account));
  return `xmpp:${local}${host}?pubsub;action=subscribe;node=${encodeURIComponent(account.node)}`;
}

/** What a person clicks: the client acts on the address, `subscribe` to a contact or `join` a room (XEP-0147). */
export function actionLink(jid: string, action: 'subscribe' | 'join'): string {
  return `xmpp:${splitJid(jid).join('')}?${action}`;
}

// The `@` stays as it is (RFC 5122 §2.2), the rest of the local part is encoded.
function splitJid(jid: string): [local: string, host: string] {
  const at = jid.lastIndexOf('@');
  return [at < 0 ? '' : `${encodeURIComponent(jid.slice(0, at))}@`, jid.slice(at + 1)];
}
