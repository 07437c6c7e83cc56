// The door to the web (undici): one question, one answer, within bounds of time, size and redirects. Addresses of this
// machine are allowed, for one's own site may be served there.
import type { Response } from 'undici';
import { fine, wrong } from '../model/problem.ts';
import type { Checked } from '../model/problem.ts';
import type { Answer, Asked, Http } from './world.ts';

const DEADLINE = 15_000;
const MOST_REDIRECTS = 5;
/** In bytes, counted after decompression. */
const LARGEST = 20_000_000;

interface Question extends Asked {
  readonly signal: AbortSignal;
  readonly agent: string;
}

/** What is wrong with an exchange: what was seen, and what to do. */
class Trouble extends Error {
  readonly next: string;

  constructor(what: string, next: string) {
    super(what);
    this.next = next;
  }
}

/** Asks the web as `Skein/VERSION`. */
export function httpAs(version: string): Http {
  return {
    async ask(url, asked = {}) {
      const { timeout = DEADLINE } = asked;
      const question = { ...asked, signal: AbortSignal.timeout(timeout), agent: `Skein/${version}` };
      try {
        return fine(await exchange(url, question));
      } catch (cause) {
        return refused(url, cause, timeout);
      }
    },
  };
}

async function exchange(url: string, question: Question): Promise<Answer> {
  const { fetch } = await import('undici');
  let [address, asked] = [webAddress(url, url), question];
  for (let hops = 0; hops <= MOST_REDIRECTS; hops += 1) {
    const response = await fetch(address, {
      method: asked.method ?? 'GET',
      headers: { ...asked.headers, 'user-agent': asked.agent },
      body: asked.body ?? null,
      redirect: 'manual',
      signal: asked.signal,
    });
    const location = response.headers.get('location');
    if (![301, 302, 303, 307, 308].includes(response.status) || location === null) {
      const headers = Object.fromEntries(response.headers);
      return { status: response.status, url: address.href, headers, body: await bodyOf(response) };
    }
    await response.body?.cancel();
    address = webAddress(location, address.href);
    // Fetch standard §4.4 step 12: the answer to a POST that was taken is fetched elsewhere.
    if (asked.method === 'POST' && response.status <= 303) asked = { signal: asked.signal, agent: asked.agent };
  }
  throw new Trouble(`It redirects more than ${MOST_REDIRECTS} times.`, 'Look at the redirects that the host is given.');
}

function webAddress(url: string, base: string): URL {
  const address = URL.canParse(url, base) ? new URL(url, base) : undefined;
  if (address?.protocol === 'http:' || address?.protocol === 'https:') return address;
  throw new Trouble(`"${url}" is not an address of the web.`, 'Write it in full: https://example.org/page.');
}

async function bodyOf(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let [text, length] = ['', 0];
  for await (const chunk of response.body ?? []) {
    const bytes = chunk as Uint8Array;
    length += bytes.length;
    if (length > LARGEST) {
      throw new Trouble(
        'The answer is larger than 20 MB.',
        'Is this the address of a feed or a page? Check it in a browser.',
      );
    }
    text += decoder.decode(bytes, { stream: true });
  }
  return text + decoder.decode();
}

const TROUBLES: Readonly<Record<string, readonly [what: string, next: string]>> = {
  ENOTFOUND: ['No host has this name.', 'Check the name for a typing mistake, and that this machine is online.'],
  EAI_AGAIN: ['The name of the host could not be looked up.', 'Is this machine online? Then try again.'],
  ECONNREFUSED: [
    'The host is there, but no web server answers at this port.',
    'Start the server, or correct the address.',
  ],
  ECONNRESET: ['The server hung up in the middle.', 'Try again; if it goes on, look at the log of the server.'],
  UND_ERR_SOCKET: ['The server hung up in the middle.', 'Try again; if it goes on, look at the log of the server.'],
  UND_ERR_CONNECT_TIMEOUT: ['The host does not answer.', 'Is it up, and is this machine online? Then try again.'],
  CERT_HAS_EXPIRED: ['The certificate of the host has expired.', 'Renew it on the host.'],
  DEPTH_ZERO_SELF_SIGNED_CERT: ['The host signed its certificate itself.', 'Give it one that browsers trust.'],
  ERR_TLS_CERT_ALTNAME_INVALID: ['The certificate is for another host.', 'Correct the address, or the certificate.'],
};

function refused(where: string, cause: unknown, timeout: number): Checked<never> {
  if (cause instanceof Trouble) return wrong({ where, what: cause.message, next: cause.next });
  if (!(cause instanceof Error)) throw cause;
  if (cause.name === 'TimeoutError') {
    return wrong({ where, what: `No whole answer within ${timeout / 1000} s.`, next: 'Try again later.' });
  }
  // What undici says of a failed connection, and of one that failed in the middle of a body; all else is a bug.
  if (cause.message !== 'fetch failed' && cause.message !== 'terminated') throw cause;
  const code = codeOf(cause) ?? String(cause.cause);
  const [what, next] = TROUBLES[code] ?? [
    `The exchange failed (${code}).`,
    'Open the address in a browser to see more.',
  ];
  return wrong({ where, what, next });
}

/** Fetch wraps what the system said, sometimes twice. */
function codeOf(cause: unknown): string | undefined {
  if (!(cause instanceof Error)) return undefined;
  return codeOf(cause.cause) ?? ('code' in cause && typeof cause.code === 'string' ? cause.code : undefined);
}
