// An item of somebody's node as an entry of theirs, and whom it may say that it is of.
import { ATOM } from '../feeds/atom.ts';
import { receivedFrom } from '../feeds/read/atom.ts';
import { child, type Element } from '../feeds/xml.ts';
import type { Person } from '../model/entry.ts';
import type { Received } from '../model/received.ts';
import { addressOf, bareJid, type NodeAt } from './address.ts';

/** In bytes: no server of a client takes more, so nobody’s post is larger. */
const LARGEST = 256 * 1024;

/**
 * The entry of an item; undefined where there is none in it, or a too large one. `own` is the JID that reads: what its
 * own server says of who published is believed.
 */
export function readItem(item: Element, at: NodeAt, own: string): Received | undefined {
  const entry = child(item, 'entry', ATOM);
  const id = String(item.attrs['id'] ?? '');
  if (!entry || id === '' || new TextEncoder().encode(item.toString()).length > LARGEST) return undefined;
  const received = receivedFrom(entry, { address: addressOf(at), item: id });
  return received && { ...received, author: believed(received.author, speakers(item, at, own)) };
}

/** An author whose address is of none of those who may speak here stays a name that nobody has verified. */
function believed({ name, uri }: Person, speakers: readonly string[]): Person {
  return uri !== undefined && speakers.includes(jidOf(uri)) ? { name, uri: `xmpp:${jidOf(uri)}` } : { name };
}

/**
 * Who may say here that they wrote it: the owner of a personal node, and who published (XEP-0060 §7.1.2.3), where the
 * server that says so is one's own or theirs. Another could say it of anybody.
 */
function speakers(item: Element, { service }: NodeAt, own: string): readonly string[] {
  const publisher = bareJid(String(item.attrs['publisher'] ?? ''));
  const domain = domainOf(service);
  const isKnown = publisher.includes('@') && (isAt(domain, domainOf(own)) || isAt(domain, domainOf(publisher)));
  return [...(service.includes('@') ? [service] : []), ...(isKnown ? [publisher] : [])];
}

/** Whether a service is a server, or a part of it: `pubsub.example.org` of `example.org`. */
function isAt(service: string, server: string): boolean {
  return service === server || service.endsWith(`.${server}`);
}

function domainOf(jid: string): string {
  return bareJid(jid).replace(/^.*@/, '');
}

function jidOf(uri: string): string {
  const jid = /^xmpp:([^?]*)/i.exec(uri)?.[1] ?? '';
  return bareJid(jid.replace(/%40/i, '@'));
}
