// The list of those one follows, as Movim and Converse keep it on the account (XEP-0330 as it is used): they show what
// Skein follows, and Skein can take over what they do. It subscribes to nothing.
import { nodeIn } from '../feeds/node-address.ts';
import { child, element, type Element } from '../feeds/xml.ts';
import type { Account } from '../model/site.ts';
import { addressOf, bareJid, type NodeAt } from './address.ts';
import { itemsIn, type Fields } from './stanzas.ts';

const SUBSCRIPTION = 'urn:xmpp:pubsub:subscription:0';
const LONGEST_TITLE = 200;

/** One of the list. */
export interface Listed extends NodeAt {
  /** Empty where it has none. */
  readonly title: string;
}

/** The node of the list on an account. */
export function followList(jid: string): Account {
  return { jid: bareJid(jid), node: 'urn:xmpp:pubsub:subscription' };
}

/** What the list is like when Skein makes it: contacts may see it, as with Movim. */
export const FOLLOW_LIST: Fields = new Map([
  ['pubsub#access_model', 'presence'],
  ['pubsub#persist_items', 'true'],
  ['pubsub#max_items', 'max'],
  ['pubsub#notify_retract', 'true'],
  ['pubsub#send_last_published_item', 'never'],
]);

/** The id of a follow's item. All programs have to come to the same, else they list it twice. */
export function listedId({ service, node }: NodeAt, own: string, sha1: (text: string) => string): string {
  return sha1(`${service}<${node}<${bareJid(own)}`);
}

/** The item that lists a node. */
export function listedItem({ service, node, title }: Listed, id: string): Element {
  const said = title === '' ? undefined : element('title', {}, title);
  return element('item', { id }, element('subscription', { xmlns: SUBSCRIPTION, server: service, node }, said));
}

/** What a list holds; what is no node is left out. */
export function listedIn(stanza: Element): readonly Listed[] {
  return itemsIn(stanza).flatMap((item) => {
    const listed = child(item, 'subscription', SUBSCRIPTION);
    const { server, node } = (listed?.attrs ?? {}) as Readonly<Record<string, string | undefined>>;
    if (!listed || server === undefined || node === undefined) return [];
    const at = nodeIn(addressOf({ service: server, node }));
    const title = child(listed, 'title', SUBSCRIPTION)?.getText().trim() ?? '';
    return at ? [{ service: at.service, node: at.node, title: title.slice(0, LONGEST_TITLE) }] : [];
  });
}
