// Where WebSub hubs call: the one part of the reader that is open to everybody, below its public address. It needs no
// token, for each call is by an id that nobody can guess, and whatever it says leads to no more than a look.
import type { World } from '../world/world.ts';
import { HEADERS } from './headers.ts';

/** What hubs may do. */
export interface Called {
  /** The reader's public address, where it has one. Elsewhere nobody is answered. */
  readonly url: string | undefined;
  readonly clock: Pick<World['clock'], 'now'>;
  /** Whether there is anything to be told by this id. */
  isWanted(id: string): boolean;
  /** A hub asks whether it was meant: gives its challenge back, if it was. */
  confirm(id: string, query: URLSearchParams): string | undefined;
  /** A hub tells of something, in a body that comes in parts. */
  listen(id: string, signature: string): Listener;
}

interface Listener {
  add(bytes: Uint8Array): void;
  end(): void;
}

/** Bytes of what a hub tells: as many as a feed may have. */
const LARGEST = 15_000_000;
/** Calls by one id, and by all ids that there are not, in so many milliseconds. */
const [MOST, SPAN] = [60, 60_000];

/** Answers the calls of hubs; undefined is for whom this is no such call. */
export function callsOf(called: Called): (request: Request) => Promise<Response> | undefined {
  const isTooOften = rateOf(called.clock);
  return (request) => {
    const id = idIn(request, called.url);
    if (id === undefined) return undefined;
    return answer(request, called, { id, isTooOften: isTooOften(called.isWanted(id) ? id : '') });
  };
}

/** The id in the address, where that is one below the public address: the proxy may have taken the path of that away. */
function idIn(request: Request, at: string | undefined): string | undefined {
  if (at === undefined) return undefined;
  const [{ protocol, host, pathname }, asked] = [new URL(at), new URL(request.url)];
  const named = `${protocol}//${request.headers.get('host') ?? asked.host}`;
  if (!URL.canParse(named) || new URL(named).host !== host) return undefined;
  const below = asked.pathname.startsWith(pathname) ? asked.pathname.slice(pathname.length) : asked.pathname.slice(1);
  return /^websub\/([\w-]{1,64})$/.exec(below)?.[1];
}

interface Call {
  readonly id: string;
  readonly isTooOften: boolean;
}

async function answer(request: Request, called: Called, { id, isTooOften }: Call): Promise<Response> {
  if (isTooOften) return said(429, 'Too often.', { 'Retry-After': String(SPAN / 1000) });
  if (request.method === 'GET') {
    const challenge = called.confirm(id, new URL(request.url).searchParams);
    return challenge === undefined ? said(404, 'Nobody has asked for this.') : said(200, challenge);
  }
  if (request.method !== 'POST') return said(405, 'GET or POST.', { Allow: 'GET, POST' });
  // By this a hub knows that it need not tell again (WebSub §7).
  if (!called.isWanted(id)) return said(410, 'Nobody wants this any more.');
  const listener = called.listen(id, request.headers.get('x-hub-signature') ?? '');
  const came = await heard(request, listener);
  if (came !== 'whole') return said(came === 'large' ? 413 : 400, `It was ${came}.`, { Connection: 'close' });
  // A wrong signature is answered as a right one: nobody learns to make them here.
  listener.end();
  return said(202, '');
}

/** Hears the body to its end, where it has one. */
async function heard({ body }: Request, listener: Pick<Listener, 'add'>): Promise<'whole' | 'large' | 'broken'> {
  if (!body) return 'whole';
  const reader = body.getReader();
  for (let size = 0; ;) {
    // Who calls may hang up at any time.
    const part = await reader.read().catch(() => undefined);
    if (!part) return 'broken';
    if (part.done) return 'whole';
    size += part.value.length;
    if (size > LARGEST) return 'large';
    listener.add(part.value);
  }
}

function said(status: number, text: string, more: Readonly<Record<string, string>> = {}): Response {
  return new Response(text, { status, headers: { ...HEADERS, 'Content-Type': 'text/plain; charset=utf-8', ...more } });
}

/** Whether somebody calls too often. */
function rateOf({ now }: Called['clock']): (who: string) => boolean {
  const calls = new Map<string, number>();
  let since = 0;
  return (who) => {
    const time = now().getTime();
    if (time - since > SPAN) calls.clear();
    if (time - since > SPAN) since = time;
    const count = (calls.get(who) ?? 0) + 1;
    calls.set(who, count);
    return count > MOST;
  };
}
