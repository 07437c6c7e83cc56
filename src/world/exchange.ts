// The door of undici: one question to a web server, within bounds of time, size and redirects. Whose server it is and
// which addresses may be asked is for the two who use it: `http.ts` and `strangers.ts`.
import { setMaxListeners } from 'node:events';
import type { LookupFunction } from 'node:net';
import type { Dispatcher, Response } from 'undici';
import { fine, wrong } from '../model/problem.ts';
import type { Checked } from '../model/problem.ts';
import { problemWith, Trouble, type Whose } from './web-trouble.ts';
import type { Asked, Brought } from './world.ts';

const MOST_REDIRECTS = 5;

/** In bytes. Some send cookies by the dozen. */
const LARGEST_HEAD = 32_768;

/** Milliseconds that an idle connection is kept at most, however long the server offers. */
const KEPT = 10_000;

/** Headers that say who asks: they are not for a host to which another one points. */
const SECRETS = new Set(['authorization', 'cookie', 'proxy-authorization']);

const REDIRECTED = ['Look at the redirects that the host is given.', 'Try the address in a browser.'] as const;

const [REDIRECTS, FOR_GOOD] = [new Set([301, 302, 303, 307, 308]), new Set([301, 308])];

export interface Question extends Asked {
  /** Milliseconds for the whole exchange. */
  readonly timeout: number;
  /** Bytes of the body, after decompression. */
  readonly most: number;
  /** So many of them are enough: of a longer one the beginning is taken. */
  readonly part?: number;
  readonly stop?: AbortSignal;
  readonly whose: Whose;
  /** What connects to this address; throws a Trouble if it is not to be asked. Absent: as the system does. */
  readonly by?: (address: URL) => Promise<Dispatcher>;
}

/** Connections to the hosts of the web; `lookup` says which addresses a name has. */
export async function agentWith(lookup: LookupFunction): Promise<Dispatcher> {
  const { Agent } = await import('undici');
  return new Agent({
    maxHeaderSize: LARGEST_HEAD,
    keepAliveMaxTimeout: KEPT,
    connect: { lookup },
  });
}

/** Any status is an answer; whatever keeps one from coming whole is a problem. */
export async function exchange(url: string, question: Question): Promise<Checked<Brought>> {
  const { timeout, stop, whose } = question;
  const limit = limited(timeout, stop);
  try {
    return fine(await answered(url, { ...question, signal: limit.signal }));
  } catch (cause) {
    return wrong(problemWith(cause, { where: withoutSecrets(url), timeout, whose, stopped: stop?.aborted === true }));
  } finally {
    limit.end();
  }
}

type Limited = Question & { readonly signal: AbortSignal };

/** What is asked where. `moved` is where this began by now, as long as all said that it is so for good. */
interface Hop {
  readonly address: URL;
  readonly asked: Limited;
  readonly moved?: string;
  readonly forGood: boolean;
}

async function answered(url: string, question: Limited): Promise<Brought> {
  const asks = new Set<string>();
  for (let hop = signedIn(webAddress(url, url), question); ;) {
    const { address, asked, moved } = hop;
    const ask = `${asked.method ?? 'GET'} ${address.href}`;
    if (asks.has(ask)) throw new Trouble('It redirects in a circle.', ...REDIRECTED);
    if (asks.size > MOST_REDIRECTS) throw new Trouble(`It redirects more than ${MOST_REDIRECTS} times.`, ...REDIRECTED);
    asks.add(ask);
    const response = await respond(address, asked);
    const target = targetOf(response, address);
    if (target === undefined) {
      const headers = Object.fromEntries(response.headers);
      const body = await bodyOf(response, question);
      return { status: response.status, url: address.href, headers, ...body, ...(moved !== undefined && { moved }) };
    }
    await response.body?.cancel();
    hop = passedOn(hop, response.status, target);
  }
}

async function respond(address: URL, { method = 'GET', headers, body, signal, by }: Limited): Promise<Response> {
  const { fetch } = await import('undici');
  const dispatcher = await by?.(address);
  return fetch(address, {
    method,
    headers: { ...headers },
    body: body ?? null,
    redirect: 'manual',
    signal,
    ...(dispatcher && { dispatcher }),
  });
}

/** Where the answer points, if it does. Hosts write it in UTF-8, and headers are read byte by byte. */
function targetOf({ status, headers }: Response, from: URL): URL | undefined {
  const location = headers.get('location');
  if (!REDIRECTS.has(status) || location === null) return undefined;
  const target = webAddress(Buffer.from(location, 'latin1').toString('utf8'), from.href);
  [target.username, target.password, target.hash] = ['', '', ''];
  return target;
}

/** What is asked at the address that an answer points to. */
function passedOn({ address, asked, forGood, moved }: Hop, status: number, target: URL): Hop {
  const { headers = {}, method, body, ...rest } = asked;
  const elsewhere = target.origin !== address.origin;
  const kept = Object.entries(headers).filter(([name]) => !elsewhere || !SECRETS.has(name.toLowerCase()));
  const still = forGood && FOR_GOOD.has(status);
  const now = still ? target.href : moved;
  // Fetch standard §4.4 step 12: the answer to a POST that was taken is fetched elsewhere.
  const taken = method === 'POST' && status <= 303;
  return {
    address: target,
    asked: {
      ...rest,
      headers: Object.fromEntries(taken ? kept.filter(([name]) => !/^content-/i.test(name)) : kept),
      ...(method !== undefined && !taken && { method }),
      ...(body !== undefined && !taken && { body }),
    },
    forGood: still,
    ...(now !== undefined && { moved: now }),
  };
}

function webAddress(url: string, base: string): URL {
  const address = URL.canParse(url, base) ? new URL(url, base) : undefined;
  if (address?.protocol === 'http:' || address?.protocol === 'https:') return address;
  throw new Trouble(`"${url}" is not an address of the web.`, 'Write it in full: https://example.org/page.');
}

/** `https://ann:secret@host/` is asked with the name and the password in a header (RFC 7617). */
function signedIn(address: URL, question: Limited): Hop {
  const { username, password } = address;
  if (username === '' && password === '') return { address, asked: question, forGood: true };
  [address.username, address.password] = ['', ''];
  const pair = Buffer.from(`${decoded(username)}:${decoded(password)}`).toString('base64');
  const headers = { ...question.headers, authorization: `Basic ${pair}` };
  // A new address would be one without them: such a source does not move.
  return { address, asked: { ...question, headers }, forGood: false };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (cause) {
    if (cause instanceof URIError) return text;
    throw cause;
  }
}

/** The address as it may be shown. */
function withoutSecrets(url: string): string {
  return url.replace(/^(https?:\/\/)[^/?#]*@/i, '$1');
}

async function bodyOf(
  response: Response,
  { most, part = Infinity }: Pick<Question, 'most' | 'part'>,
): Promise<Pick<Brought, 'bytes' | 'isPart'>> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    const bytes = chunk as Uint8Array;
    length += bytes.length;
    if (length > most) {
      throw new Trouble(
        `The answer is larger than ${most / 1_000_000} MB.`,
        'Is this the address of a feed or a page? Check it in a browser.',
      );
    }
    chunks.push(bytes);
    // To leave the loop is to hang up.
    if (length > part) return { bytes: Buffer.concat(chunks), isPart: true };
  }
  return { bytes: Buffer.concat(chunks) };
}

/** A signal that comes after so many milliseconds, or when `stop` does. `AbortSignal.any` would stay with a long `stop`. */
function limited(timeout: number, stop?: AbortSignal): { readonly signal: AbortSignal; readonly end: () => void } {
  const controller = new AbortController();
  const stopped = (): void => controller.abort();
  const timer = setTimeout(() => controller.abort(new DOMException('late', 'TimeoutError')), timeout);
  if (stop?.aborted) stopped();
  // Node warns, on the person's terminal, of more than ten who wait for one end: so many feeds are asked at once.
  if (stop) setMaxListeners(0, stop);
  stop?.addEventListener('abort', stopped);
  return {
    signal: controller.signal,
    end: () => {
      clearTimeout(timer);
      stop?.removeEventListener('abort', stopped);
    },
  };
}
