// What a person clicks to follow over XMPP.
import type { Account } from '../model/site.ts';

function serviceOf({ jid, service }: Account): string {
  return service ?? jid;
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
