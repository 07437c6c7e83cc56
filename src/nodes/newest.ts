// The newest items of somebody's node, page by page towards the older ones (XEP-0060 §6.5.7, XEP-0059 §2.2).
import { child, element, type Element } from '../feeds/xml.ts';
import type { NodeAt } from './address.ts';
import { itemsIn, PUBSUB, RSM } from './stanzas.ts';

/** Some of the newest items, in the order of the server: oldest first. */
export interface Newest {
  readonly items: readonly Element[];
  /**
   * Where those before these are: before a page, where the server has pages (ejabberd has); nowhere; or nobody says
   * (Prosody), and one has to ask for more at once.
   */
  readonly older: { readonly before: string } | 'none' | 'unknown';
}

/**
 * So many of the newest items, or of those before a page. Asked in both ways: Prosody knows only `max_items`, and to
 * ejabberd it means the same.
 */
export function askNewest({ service, node }: NodeAt, most: number, before?: string): Element {
  const set = element('set', { xmlns: RSM }, element('max', {}, String(most)), element('before', {}, before));
  const items = element('items', { node, max_items: most });
  return element('iq', { type: 'get', to: service }, element('pubsub', { xmlns: PUBSUB }, items, set));
}

export function newestIn(stanza: Element): Newest {
  const pubsub = child(stanza, 'pubsub', PUBSUB);
  const set = pubsub && child(pubsub, 'set', RSM);
  const first = set && child(set, 'first', RSM);
  const items = itemsIn(stanza);
  if (!set) return { items, older: items.length === 0 ? 'none' : 'unknown' };
  const isFirst = !first || Number(first.attrs['index']) === 0 || items.length === 0;
  return { items, older: isFirst ? 'none' : { before: first.getText() } };
}
