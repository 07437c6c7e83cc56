// A server's error, read by namespace: the order of its children differs between servers.
//   Prosody   <error type='cancel'><conflict/><precondition-not-met xmlns='…pubsub#errors'/></error>
//   ejabberd  <error type='cancel'><precondition-not-met xmlns='…pubsub#errors'/><conflict/></error>
import { child, type Element } from '../../feeds/xml.ts';
import type { Refusal } from '../world.ts';

const STANZAS = 'urn:ietf:params:xml:ns:xmpp-stanzas';
const PUBSUB = 'http://jabber.org/protocol/pubsub#errors';

/** What an iq of type `error` says (RFC 6120 §8.3.2). */
export function refusalOf(iq: Element): Refusal {
  const error = iq.getChildElements().find((each) => each.getName() === 'error');
  if (!error) return { type: 'cancel', condition: 'undefined-condition' };
  const named = (namespace: string): string | undefined =>
    error
      .getChildElements()
      .find((each) => each.getNS() === namespace && each.getName() !== 'text')
      ?.getName();
  const pubsub = named(PUBSUB);
  const text = child(error, 'text', STANZAS)?.getText();
  return {
    type: String(error.attrs['type'] ?? 'cancel'),
    condition: named(STANZAS) ?? 'undefined-condition',
    ...(pubsub === undefined ? {} : { pubsub }),
    ...(text ? { text } : {}),
  };
}
