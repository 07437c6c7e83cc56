// The questions that Skein asks a server, and how their answers are read: XEP-0060, its owner's side, the roster.
// Knows XML only; who sends them, and when, is not decided here.
import { child, children, element, Element } from '../feeds/xml.ts';
import type { Account } from '../model/site.ts';

export const PUBSUB = 'http://jabber.org/protocol/pubsub';
const DISCO = 'http://jabber.org/protocol/disco#info';
const DISCO_ITEMS = 'http://jabber.org/protocol/disco#items';
export const OWNER = `${PUBSUB}#owner`;
const EVENT = `${PUBSUB}#event`;
const ROSTER = 'jabber:iq:roster';
const FORM = 'jabber:x:data';
const VALIDATE = 'http://jabber.org/protocol/xdata-validate';
const PING = 'urn:xmpp:ping';
export const RSM = 'http://jabber.org/protocol/rsm';

/** The values of a form's fields, by their `var` (XEP-0004). */
export type Fields = ReadonlyMap<string, string>;

/** A node's own account needs no `to`: that is what makes it PEP (XEP-0163 §3). */
function iq(type: 'get' | 'set', to: string | undefined, query: Element): Element {
  return element('iq', { type, to }, query);
}

/** All items, those after the one with id `after` (XEP-0059), or those with the given ids. */
export function askItems(
  at: Pick<Account, 'node' | 'service'>,
  { ids = [], after }: { ids?: readonly string[]; after?: string } = {},
): Element {
  const wanted = ids.map((id) => element('item', { id }));
  const page = after === undefined ? undefined : element('set', { xmlns: RSM }, element('after', {}, after));
  return iq(
    'get',
    at.service,
    element('pubsub', { xmlns: PUBSUB }, element('items', { node: at.node }, ...wanted), page),
  );
}

/** The `<item/>` elements of an answer, or of an event (XEP-0060 §7.1.2.1). */
export function itemsIn(stanza: Element): readonly Element[] {
  const ns = stanza.is('message') ? EVENT : PUBSUB;
  const holder = child(stanza, stanza.is('message') ? 'event' : 'pubsub', ns);
  const items = holder && child(holder, 'items', ns);
  return items ? children(items, 'item', ns) : [];
}

/** Where the next page of items begins, when the server says that it gave only some (XEP-0059 §2.1). */
export function restIn(stanza: Element, had: number): string | undefined {
  const pubsub = child(stanza, 'pubsub', PUBSUB);
  const set = pubsub && child(pubsub, 'set', RSM);
  if (!set || Number(child(set, 'count', RSM)?.getText() ?? 0) <= had) return undefined;
  return child(set, 'last', RSM)?.getText();
}

// Of all publish-options only these two are understood by every server, and they are worth having: a node that someone
// closed, or opened, a moment ago refuses the item.
function options(access: 'open' | 'whitelist'): Fields {
  return new Map([
    ['pubsub#persist_items', 'true'],
    ['pubsub#access_model', access],
  ]);
}

/** Puts one `<item/>` on a node of this access model. */
export function publishItem(at: Account, item: Element, access: 'open' | 'whitelist' = 'open'): Element {
  const publish = element('publish', { node: at.node }, item);
  const must = element('publish-options', {}, form(`${PUBSUB}#publish-options`, options(access)));
  return iq('set', at.service, element('pubsub', { xmlns: PUBSUB }, publish, must));
}

/** Puts one `<item/>` on a node of somebody else, who alone decides what the node is like. */
export function putItem(at: Pick<Account, 'node' | 'service'>, item: Element): Element {
  return iq('set', at.service, element('pubsub', { xmlns: PUBSUB }, element('publish', { node: at.node }, item)));
}

/** Takes an item from the node. Prosody tells followers only when it is asked to, by `notify`. */
export function retractItem(
  at: Pick<Account, 'node' | 'service'>,
  id: string,
  followers: 'told' | 'not told',
): Element {
  const notify = followers === 'told' ? 'true' : undefined;
  const retract = element('retract', { node: at.node, notify }, element('item', { id }));
  return iq('set', at.service, element('pubsub', { xmlns: PUBSUB }, retract));
}

export function askConfiguration(at: Account): Element {
  return iq('get', at.service, element('pubsub', { xmlns: OWNER }, element('configure', { node: at.node })));
}

export function configureNode(at: Account, fields: Fields): Element {
  const configure = element('configure', { node: at.node }, form(`${PUBSUB}#node_config`, fields));
  return iq('set', at.service, element('pubsub', { xmlns: OWNER }, configure));
}

/** Makes a node that is right from its first moment (XEP-0060 §8.1.3). */
export function createNode(at: Account, fields: Fields): Element {
  const configure = element('configure', {}, form(`${PUBSUB}#node_config`, fields));
  return iq('set', at.service, element('pubsub', { xmlns: PUBSUB }, element('create', { node: at.node }), configure));
}

/** A node's configuration as a server gives it. */
export interface Form {
  readonly fields: Fields;
  /** The greatest number of items that the server would take, where it says so. */
  readonly most: number | undefined;
}

export function configurationIn(stanza: Element): Form {
  const pubsub = child(stanza, 'pubsub', OWNER);
  const configure = pubsub && child(pubsub, 'configure', OWNER);
  const x = configure && child(configure, 'x', FORM);
  const all = x ? children(x, 'field', FORM) : [];
  const maxItems = all.find(({ attrs }) => attrs['var'] === 'pubsub#max_items');
  const validate = maxItems && child(maxItems, 'validate', VALIDATE);
  const range = validate && child(validate, 'range', VALIDATE);
  const most = Number(range?.attrs['max']);
  return {
    fields: new Map(all.map((field) => [String(field.attrs['var']), child(field, 'value', FORM)?.getText() ?? ''])),
    most: most > 0 ? most : undefined,
  };
}

function form(type: string, fields: Fields): Element {
  const said = [...fields].map(([name, value]) => element('field', { var: name }, element('value', {}, value)));
  const kind = element('field', { var: 'FORM_TYPE', type: 'hidden' }, element('value', {}, type));
  return element('x', { xmlns: FORM, type: 'submit' }, kind, ...said);
}

/** Whether the server of this account is there; an answer of any kind is a yes (XEP-0199 §4.2). */
export function ping(jid: string): Element {
  return iq('get', jid.replace(/^.*@|\/.*$/g, ''), element('ping', { xmlns: PING }));
}

/** Which nodes there are on an account; only its owner is told (XEP-0060 §5.2). */
export function askNodes(jid: string): Element {
  return iq('get', jid, element('query', { xmlns: DISCO_ITEMS }));
}

export function nodesIn(stanza: Element): ReadonlySet<string> {
  const query = child(stanza, 'query', DISCO_ITEMS);
  return new Set((query ? children(query, 'item', DISCO_ITEMS) : []).flatMap(({ attrs }) => attrs['node'] ?? []));
}

/** What someone is and can (XEP-0030). */
export function askAbout(jid: string): Element {
  return iq('get', jid, element('query', { xmlns: DISCO }));
}

/** The name by which a server's software calls itself (`Prosody`, `ejabberd`); empty when it does not say. */
export function softwareIn(stanza: Element): string {
  const query = child(stanza, 'query', DISCO);
  const server = query && children(query, 'identity', DISCO).find(({ attrs }) => attrs['category'] === 'server');
  return String(server?.attrs['name'] ?? '');
}

/** Someone on the roster. */
export interface Contact {
  readonly jid: string;
  readonly groups: readonly string[];
  /** `from`: they see our presence, `to`: we see theirs; `both`, `none` (RFC 6121 §2.1.2.5). */
  readonly state: string;
}

export function askRoster(): Element {
  return iq('get', undefined, element('query', { xmlns: ROSTER }));
}

export function contactsIn(stanza: Element): readonly Contact[] {
  const query = child(stanza, 'query', ROSTER);
  return (query ? children(query, 'item', ROSTER) : []).map((item) => ({
    jid: String(item.attrs['jid']),
    groups: children(item, 'group', ROSTER).map((group) => group.getText()),
    state: String(item.attrs['subscription']),
  }));
}

/** Sets the groups of a contact; one who is not on the roster comes onto it. */
export function setContact(jid: string, groups: readonly string[]): Element {
  const item = element('item', { jid }, ...groups.map((group) => element('group', {}, group)));
  return iq('set', undefined, element('query', { xmlns: ROSTER }, item));
}
