// Why a login failed, as a sentence. Only conditions and codes are shown, never what the server or the library wrote:
// a server that was given a password could put it into its text.
import type { Problem } from '../../model/problem.ts';

/** A trouble that Skein finds itself, beside those of Node (`ECONNREFUSED`) and of XMPP (`not-authorized`). */
export class Trouble extends Error {
  readonly code: 'NO_TLS' | 'NO_MECHANISM' | 'SILENT' | 'CLOSED';

  constructor(code: Trouble['code']) {
    super(code);
    this.code = code;
  }
}

export interface Place {
  readonly jid: string;
  readonly domain: string;
  /** Where it connected: `xmpp.example.org:5222`. */
  readonly host: string;
}

type Sentence = (place: Place) => Problem;

const password: Sentence = ({ jid }) => ({
  where: jid,
  what: 'The server refuses this account or its password.',
  next: 'Check xmpp.jid in skein.config.js, and SKEIN_XMPP_PASSWORD in the environment or in .env.',
});
const unknownHost: Sentence = ({ domain, host }) => ({
  where: host,
  what: 'No such host.',
  next: `Check that "${domain}" in xmpp.jid is right, and that this machine is on the net.`,
});
const unreachable: Sentence = ({ domain, host }) => ({
  where: host,
  what: `The XMPP server of ${domain} cannot be reached there.`,
  next: 'Check that it is running and that no firewall is between, then try again.',
});
const closed: Sentence = ({ domain, host }) => ({
  where: host,
  what: 'The server closed the connection before the login was done.',
  next: `Try again in a minute. If it stays so, ask whoever runs ${domain}.`,
});
const silent: Sentence = ({ domain, host }) => ({
  where: host,
  what: 'The server took the connection but did not finish the login in time.',
  next: `Try again in a minute. If it stays so, ask whoever runs ${domain}.`,
});
const wrongDomain: Sentence = ({ domain, host }) => ({
  where: host,
  what: `The server there does not serve ${domain}.`,
  next: 'Check xmpp.jid in skein.config.js.',
});
const disabled: Sentence = ({ jid, domain }) => ({
  where: jid,
  what: 'The server has disabled this account.',
  next: `Ask whoever runs ${domain}.`,
});
const later: Sentence = ({ jid }) => ({
  where: jid,
  what: 'The server cannot check passwords just now.',
  next: 'Try again in a minute.',
});
const noXmpp: Sentence = ({ domain, host }) => ({
  where: host,
  what: 'What listens there does not speak XMPP.',
  next: `Check that "${domain}" in xmpp.jid is right.`,
});

const noTls: Sentence = ({ domain, host }) => ({
  where: host,
  what: 'The server offers no encryption (TLS), so the password was not sent.',
  next: `Ask whoever runs ${domain} to turn TLS on, or check that nothing on the way takes it out.`,
});
const noMechanism: Sentence = ({ domain, host }) => ({
  where: host,
  what: 'The server offers no way to log in that Skein knows (SCRAM-SHA-1, or PLAIN over TLS).',
  next: `Ask whoever runs ${domain} to turn one of them on.`,
});

// By the code of Node, the condition of XMPP, or what the library calls it.
const SENTENCES: Readonly<Record<string, Sentence>> = {
  'not-authorized': password,
  'invalid-authzid': password,
  'credentials-expired': password,
  'account-disabled': disabled,
  'temporary-auth-failure': later,
  'host-unknown': wrongDomain,
  'host-gone': wrongDomain,
  ENOTFOUND: unknownHost,
  EAI_AGAIN: unknownHost,
  ECONNREFUSED: unreachable,
  EHOSTUNREACH: unreachable,
  ENETUNREACH: unreachable,
  ETIMEDOUT: unreachable,
  ECONNRESET: closed,
  EPIPE: closed,
  CLOSED: closed,
  SILENT: silent,
  TimeoutError: silent,
  XMLError: noXmpp,
  NO_TLS: noTls,
  STARTTLS_FAILURE: noTls,
  NO_MECHANISM: noMechanism,
  'SASL: No compatible mechanism available.': noMechanism,
};

const certificate =
  (code: string): Sentence =>
  ({ domain, host }) => ({
    where: host,
    what: `Its certificate is not one to trust for ${domain} (${code}).`,
    next: 'Ask whoever runs it to renew it. For an authority of your own, set NODE_EXTRA_CA_CERTS to its file.',
  });

const other =
  (code: string): Sentence =>
  ({ domain, host }) => ({
    where: host,
    what: `The server ended the login (${code}).`,
    next: `Try again in a minute. If it stays so, ask whoever runs ${domain}.`,
  });

/** What names the cause, the most telling first. */
function namesOf(cause: unknown): readonly string[] {
  if (!(cause instanceof Error)) return ['unknown'];
  const code = 'code' in cause ? cause.code : undefined;
  const condition = 'condition' in cause ? cause.condition : undefined;
  return [code, condition, cause.name, cause.message].filter((each) => typeof each === 'string');
}

function sentenceOf(cause: unknown): Sentence | undefined {
  return namesOf(cause)
    .map((name) => SENTENCES[name])
    .find((sentence) => sentence !== undefined);
}

const LASTING = new Set([password, disabled, wrongDomain, noTls, noMechanism, noXmpp]);

/** Whether the same login will fail again until a person has changed something. */
export function isLasting(cause: unknown): boolean {
  const sentence = sentenceOf(cause);
  return sentence !== undefined && LASTING.has(sentence);
}

/** The condition of a stream's error; `closed` for an end without one. */
export function conditionOf(cause: unknown): string {
  const condition = cause instanceof Error && 'condition' in cause ? cause.condition : undefined;
  return typeof condition === 'string' ? condition : 'closed';
}

const ELSEWHERE = new Set([unknownHost, unreachable, closed, silent]);

/** Whether another address of the same domain may do better. */
export function isElsewhere(cause: unknown): boolean {
  const sentence = sentenceOf(cause);
  return sentence !== undefined && ELSEWHERE.has(sentence);
}

/** Why a login failed, and what to do. */
export function problemOf(cause: unknown, place: Place): Problem {
  const [name = 'unknown'] = namesOf(cause);
  const unlisted = /CERT|SIGNATURE|ISSUER|^ERR_TLS/.test(name) ? certificate(name) : other(name);
  return (sentenceOf(cause) ?? unlisted)(place);
}
