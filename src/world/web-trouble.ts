// What goes wrong between this machine and a web server, in words. What helps depends on whose server it is.
import type { Problem } from '../model/problem.ts';

/** One's own host, or one of those one deals with; or the host of somebody one reads. */
export type Whose = 'own' | 'stranger';

/** Trouble that an exchange has found by itself: what was seen, and what to do. */
export class Trouble extends Error {
  readonly next: Readonly<Record<Whose, string>>;

  constructor(what: string, own: string, stranger: string = own) {
    super(what);
    this.next = { own, stranger };
  }
}

export interface Failed {
  readonly where: string;
  /** Milliseconds that the exchange was given. */
  readonly timeout: number;
  readonly whose: Whose;
  /** Whether the person has ended it. */
  readonly stopped: boolean;
}

type Words = readonly [what: string, own: string, stranger: string];

const LATER = 'It may pass by itself.';
const MENDED = 'Only its owner can mend that.';
const HUNG_UP: Words = [
  'The server hung up in the middle.',
  'Try again; if it goes on, look at the log of the server.',
  LATER,
];
const UNKNOWN_SIGNER: Words = [
  'Nobody whom this machine trusts has signed the certificate of the host.',
  'Give it one that browsers trust, with the whole chain.',
  MENDED,
];

const TROUBLES: Readonly<Record<string, Words>> = {
  ENOTFOUND: [
    'No host has this name.',
    'Check the name for a typing mistake, and that this machine is online.',
    'Check the name for a typing mistake, and that this machine is online.',
  ],
  EAI_AGAIN: [
    'The name of the host could not be looked up.',
    'Is this machine online? Then try again.',
    'Is this machine online? Then try again.',
  ],
  ECONNREFUSED: [
    'The host is there, but no web server answers at this port.',
    'Start the server, or correct the address.',
    LATER,
  ],
  ECONNRESET: HUNG_UP,
  EPIPE: HUNG_UP,
  UND_ERR_SOCKET: HUNG_UP,
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: HUNG_UP,
  UND_ERR_CONNECT_TIMEOUT: [
    'The host does not answer.',
    'Is it up, and is this machine online? Then try again.',
    LATER,
  ],
  ETIMEDOUT: ['The host does not answer.', 'Is it up, and is this machine online? Then try again.', LATER],
  EHOSTUNREACH: ['There is no way to the host.', 'Is it up, and is this machine online? Then try again.', LATER],
  ENETUNREACH: ['There is no way to the host.', 'Is it up, and is this machine online? Then try again.', LATER],
  HTTPParserError: ['The server does not speak HTTP.', 'Correct the address, or look at the server.', MENDED],
  Z_DATA_ERROR: ['The answer is not packed as it says.', 'Look at what the server sends.', MENDED],
  UND_ERR_HEADERS_OVERFLOW: ['The headers of the answer do not end.', 'Look at what the server sends.', MENDED],
  CERT_HAS_EXPIRED: ['The certificate of the host has expired.', 'Renew it on the host.', MENDED],
  CERT_NOT_YET_VALID: [
    'The certificate of the host is not valid yet.',
    'Is the clock of this machine right?',
    'Is the clock of this machine right?',
  ],
  DEPTH_ZERO_SELF_SIGNED_CERT: ['The host signed its certificate itself.', 'Give it one that browsers trust.', MENDED],
  SELF_SIGNED_CERT_IN_CHAIN: UNKNOWN_SIGNER,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNKNOWN_SIGNER,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNKNOWN_SIGNER,
  ERR_TLS_CERT_ALTNAME_INVALID: [
    'The certificate is for another host.',
    'Correct the address, or the certificate.',
    'Correct the address, if it is mistyped; else only its owner can mend that.',
  ],
  ERR_SSL_WRONG_VERSION_NUMBER: [
    'The server does not speak TLS at this port.',
    'Correct the address: is it "http:"?',
    'Correct the address: is it "http:"?',
  ],
};

/** The problem that this failure is; what is a bug of ours is thrown on. */
export function problemWith(cause: unknown, { where, timeout, whose, stopped }: Failed): Problem {
  if (cause instanceof Trouble) return { where, what: cause.message, next: cause.next[whose] };
  if (!(cause instanceof Error)) throw cause;
  if (stopped) return { where, what: 'The question was broken off.', next: 'Ask again.' };
  if (cause.name === 'TimeoutError') {
    const next = whose === 'own' ? 'Try again later.' : LATER;
    return { where, what: `No whole answer within ${timeout / 1000} s.`, next };
  }
  const within = troubleIn(cause);
  if (within) return { where, what: within.message, next: within.next[whose] };
  // What undici says of a failed connection, and of one that failed in the middle of a body; all else is a bug.
  if (cause.message !== 'fetch failed' && cause.message !== 'terminated') throw cause;
  const code = codeOf(cause);
  const [what, own, stranger] = TROUBLES[code ?? nameOf(cause.cause)] ?? [
    `The exchange failed (${code ?? String(cause.cause)}).`,
    'Open the address in a browser to see more.',
    'Open the address in a browser to see more.',
  ];
  return { where, what, next: whose === 'own' ? own : stranger };
}

/** Fetch wraps what a lookup found, sometimes twice. */
function troubleIn(cause: unknown): Trouble | undefined {
  if (cause instanceof Trouble || !(cause instanceof Error)) return cause instanceof Trouble ? cause : undefined;
  return troubleIn(cause.cause);
}

/** Fetch wraps what the system said, sometimes twice. */
function codeOf(cause: unknown): string | undefined {
  if (!(cause instanceof Error)) return undefined;
  return codeOf(cause.cause) ?? ('code' in cause && typeof cause.code === 'string' ? cause.code : undefined);
}

function nameOf(cause: unknown): string {
  return cause instanceof Error ? cause.name : '';
}
