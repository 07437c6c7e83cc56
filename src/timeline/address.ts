// Addresses in a form in which two are compared, however they are written: of pages and feeds, of XMPP accounts and
// nodes. Knows nothing of who they belong to.

/**
 * Where an address points. `at` is the same for all ways to write it, and a text that begins it up to a `/`, `?` or `#`
 * is the address of something around it:
 *
 *     https://WWW.Host.example:443/%7Eeve/feed/#top  →  host.example/~eve/feed
 *     xmpp:eve%40host.example/phone?;node=n;item=i   →  eve@host.example?n#i
 */
export interface Place {
  /** The domain in ASCII, without `www.`; with its port where it has no name but a number, or is this machine. */
  readonly host: string;
  readonly at: string;
  /** What follows the `#` of a web address: to some, a place of its own. */
  readonly part?: string;
}

/** How the nodes with the comments on an entry go on after the account or the service that they are at (XEP-0277 §3.1). */
export const COMMENTS = `?${encodeURIComponent('urn:xmpp:microblog:0:comments/')}`;

/** A domain in ASCII, in lower case, without a `www.` or a `*.` before it and a dot after it; undefined if it is none. */
export function domainOf(words: string): string | undefined {
  const url = urlOf(`https://${words.normalize('NFKC').replace(/^\*\./, '')}/`);
  const named = url?.pathname === '/' && !url.username && DOMAIN.test(url.hostname.replace(/\.$/, ''));
  return named ? hostOf(url) : undefined;
}

const DOMAIN = /^(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9])?\.)+(?:xn--[a-z0-9-]+|[a-z]{2,})$/;

/** Where a web address, an `xmpp:` address or a bare JID points; undefined for anything else. */
export function placeOf(address: string): Place | undefined {
  if (/^https?:/i.test(address)) return webPlace(address);
  if (/^xmpp:/i.test(address)) return xmppPlace(address.slice('xmpp:'.length));
  return /^[^\s@/:]+@[^\s@/?#:]+(?:\/\S*)?$/.test(address) ? xmppPlace(address.replace(/\?/g, '%3F')) : undefined;
}

/** Below this no rule and no site lies, whatever a stranger states. */
const DEEPEST = 100;

/** What the place lies in, the widest first, and itself last: `host.example/`, `host.example/~eve`, … */
export function aroundOf({ at }: Place): readonly string[] {
  const around: string[] = [];
  const query = at.indexOf('?');
  const path = query < 0 ? at : at.slice(0, query);
  for (let slash = path.indexOf('/'); slash >= 0 && around.length < DEEPEST; slash = path.indexOf('/', slash + 1)) {
    // The host has its slash even where nothing follows.
    around.push(path.slice(0, around.length === 0 ? slash + 1 : slash));
  }
  if (path !== around[0]) around.push(path);
  const item = at.indexOf('#');
  if (item >= 0) around.push(at.slice(0, item));
  if (query >= 0) around.push(at);
  return around;
}

/** Whether a place is another or lies in it. */
export function isWithin(place: Place, other: Place): boolean {
  return place.host === other.host && aroundOf(place).includes(other.at);
}

/**
 * Whose place it is, where it says so: `eve@host.example` for that JID and all its nodes, and for what is at or below
 * `https://host.example/@eve`, `/users/eve` and `/~eve`.
 */
export function accountOf({ host, at }: Place): string | undefined {
  const path = at.indexOf('/');
  if (path < 0) return /^[^?#]+@[^?#]+/.exec(at)?.[0];
  const user = /^\/(?:@|~|users\/)([^/?]+)/.exec(at.slice(path))?.[1];
  if (user === undefined) return undefined;
  const name = decoded(user).toLowerCase();
  // A server shows people of other servers as /@eve@other.example.
  return name.includes('@') ? name : `${name}@${host}`;
}

function webPlace(address: string): Place | undefined {
  const url = urlOf(address);
  if (!url?.hostname) return undefined;
  const host = hostOf(url);
  const path = url.pathname.replaceAll(/%[0-9a-f]{2}/gi, plainCode).replace(/(?<!\/)\/+$/, '') || '/';
  const part = url.hash.slice(1);
  return { host, at: `${host}${path}${url.search}`, ...(part && { part }) };
}

// %7E is a tilde however it is written (RFC 3986 §2.3); %2F is no slash.
function plainCode(code: string): string {
  const char = String.fromCharCode(Number.parseInt(code.slice(1), 16));
  return /[A-Za-z0-9._~@-]/.test(char) ? char : code.toUpperCase();
}

// xmpp:jid/resource?;node=…;item=… (RFC 5122, XEP-0060 §12.21)
function xmppPlace(rest: string): Place | undefined {
  const [whole = '', query = ''] = (rest.split('#')[0] ?? '').replace(/^\/\/[^/]*\//, '').split('?');
  const [user = '', domain] = split(decoded(whole.replace(/\/.*$/s, '')).trim());
  const url = urlOf(`https://${domain ?? user}/`);
  if (!url || url.pathname !== '/' || url.search || url.username) return undefined;
  const host = hostOf(url);
  const jid = domain === undefined ? host : `${user.normalize('NFKC').toLowerCase()}@${host}`;
  const [node, item] = ['node', 'item'].map((name) => valueIn(query, name));
  if (!node) return { host, at: jid };
  return { host, at: `${jid}?${encodeURIComponent(node)}${item ? `#${encodeURIComponent(item)}` : ''}` };
}

function split(jid: string): readonly string[] {
  const at = jid.lastIndexOf('@');
  return at < 0 ? [jid] : [jid.slice(0, at), jid.slice(at + 1)];
}

function valueIn(query: string, name: string): string | undefined {
  const pair = query.split(/[;&]/).find((pair) => pair.startsWith(`${name}=`));
  return pair === undefined ? undefined : decoded(pair.slice(name.length + 1));
}

// A number or this machine is no name of anybody: what differs there is the port.
function hostOf({ hostname, port }: URL): string {
  const host = hostname.replace(/\.$/, '');
  if (/^[[\d.]+$|^\[|^localhost$|\.localhost$/.test(host)) return port ? `${host}:${port}` : host;
  return host.replace(/^www\.(?=.*\.)/, '');
}

function urlOf(address: string): URL | undefined {
  try {
    return new URL(address);
  } catch {
    return undefined;
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A % that begins no code, or half a character, which could not be encoded again.
    return text.replaceAll(/\p{Surrogate}/gu, '\u{FFFD}');
  }
}
