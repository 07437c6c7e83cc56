// Who may ask. The reader is one person's; but every page that their browser shows can send it requests, and every
// program and user of the machine can reach its port.

/** Who is let in. */
export interface Admission {
  /** The secret of the address that the person was told. */
  readonly token: string;
  /** Names by which the reader is reached, lower case and without port: `localhost`, `127.0.0.1`, `[::1]`. */
  readonly hosts: readonly string[];
}

/** What a request says of itself. Names of headers are lower case. */
export interface Asking {
  readonly method: string;
  readonly url: URL;
  readonly header: (name: string) => string | undefined;
}

// A page of a stranger may give its name the address of this machine, and is then of the same origin (DNS rebinding);
// but it cannot change which name the browser says that it asks.
/** Whether the request is for a name of the reader's own. */
export function isForUs(asking: Asking, { hosts }: Admission): boolean {
  return hosts.includes(named(asking)?.hostname ?? '');
}

/** The name and port that the browser says it asks. */
function named({ url, header }: Asking): URL | undefined {
  const host = `http://${header('host') ?? url.host}`;
  return URL.canParse(host) ? new URL(host) : undefined;
}

// Browsers say where a request comes from in Sec-Fetch-Site; those that do not (older ones, and all of them when the
// reader is on a plain address of the network) say it in Origin. A request that says neither is no form of ours.
/** Whether a request that changes something comes from a page of the reader's own. */
export function isFromUs(asking: Asking): boolean {
  if (asking.method === 'GET' || asking.method === 'HEAD') return true;
  const site = asking.header('sec-fetch-site');
  if (site !== undefined) return site === 'same-origin';
  const origin = asking.header('origin') ?? '';
  return URL.canParse(origin) && new URL(origin).host === named(asking)?.host;
}

// Browsers give a cookie to all ports of a host, and a person may have two sites, each with a reader.
/** The name of the cookie that holds the token. */
function cookieOf(asking: Asking): string {
  return `skein-reader-${named(asking)?.port || '80'}`;
}

/** Whether the request carries the token. */
export function isKnown(asking: Asking, { token }: Admission): boolean {
  const begin = `${cookieOf(asking)}=`;
  const cookies = (asking.header('cookie') ?? '').split(';').map((pair) => pair.trim());
  return cookies.some((pair) => pair.startsWith(begin) && isSame(pair.slice(begin.length), token));
}

/** Of a request whose address holds the token: that address without it, and the cookie that takes its place. */
export function welcome(asking: Asking, { token }: Admission): { to: string; cookie: string } | undefined {
  const { method, url } = asking;
  const said = url.searchParams.get('token');
  if (method !== 'GET' || said === null || !isSame(said, token)) return undefined;
  const rest = new URL(url);
  rest.searchParams.delete('token');
  return { to: rest.pathname.replace(/^\/+/, '/') + rest.search, cookie: `${cookieOf(asking)}=${token}; ${TERMS}` };
}

// A year: the address with the token is opened once. Scripts cannot read it, and other sites cannot have it sent.
const TERMS = 'Path=/; Max-Age=31536000; HttpOnly; SameSite=Strict';

// As long for each wrong text of the same length, so that time does not tell how much of it was right.
function isSame(said: string, token: string): boolean {
  let difference = said.length ^ token.length;
  for (let at = 0; at < token.length; at++)
    difference |= said.charCodeAt(at % (said.length || 1)) ^ token.charCodeAt(at);
  return difference === 0;
}
