// A talk over an open stream: which answer belongs to which question, how long to wait, and what is too large to say.
// It knows nothing of sockets or logins.
import { randomUUID } from 'node:crypto';
import { clean, Element } from '../../feeds/xml.ts';
import { refusalOf } from './refusal.ts';
import type { Refusal, Reply, Talk } from '../world.ts';

/** An open stream. */
export interface Wire {
  /** The account's full JID. */
  readonly jid: string;
  /** Rejects when the stream is gone. */
  write(xml: string): Promise<void>;
  close(): Promise<void>;
}

interface Question {
  readonly to: string | undefined;
  readonly answered: (reply: Reply) => void;
}

// Both servers end the stream at 256 KiB (RFC 6120 §13.12 lets them), and each counts a little differently.
const LARGEST = 252 * 1024;
// Milliseconds for a server to do its work.
const WORK = 10_000;
// Debian's ejabberd takes 3,000 bytes a second from a client, Prosody 10,000.
const BYTES_A_MILLISECOND = 3;

const DISCONNECTED: Refusal = { type: 'timeout', condition: 'disconnected' };
/** A rule of the server's was broken, by what is too large or too much (RFC 6120 §4.9.3.14). */
const BROKEN = 'policy-violation';
const TIMEOUT: Refusal = { type: 'timeout', condition: 'timeout' };

function tooLarge(bytes: number): Refusal {
  return {
    type: 'modify',
    condition: 'too-large',
    text: `${bytes} bytes; a server takes no stanza above ${LARGEST}.`,
  };
}

/** The bare JID, so written that it can be compared (RFC 7622: all but the resource ignores case). */
function bare(jid: string): string {
  return jid.split('/', 1).join('').toLowerCase();
}

function sameJid(a: string, b: string): boolean {
  return bare(a) === bare(b) && a.slice(bare(a).length) === b.slice(bare(b).length);
}

/** Whether an answer comes from whom was asked: an id alone may be guessed or repeated (RFC 6120 §8.1.2.1). */
function isFrom(stanza: Element, to: string | undefined, own: string): boolean {
  const from: string | undefined = stanza.attrs['from'];
  const account = bare(own);
  if (to !== undefined && !sameJid(to, account)) return from !== undefined && sameJid(from, to);
  return from === undefined || [account, own, account.replace(/^.*@/, '')].some((each) => sameJid(from, each));
}

function isAnswer(stanza: Element): boolean {
  return stanza.getName() === 'iq' && ['result', 'error'].includes(stanza.attrs['type']);
}

/** What tells one query of somebody from their others, and from those of others. */
function queryKey(id: unknown, asker: unknown): string {
  return JSON.stringify([id, asker]);
}

/** The talk, and what its stream tells it: each stanza that comes in, and the end. */
export class Conversation implements Talk {
  readonly jid: string;
  readonly #wire: Wire;
  readonly #questions = new Map<string, Question>();
  readonly #hearers = new Set<(stanza: Element) => void>();
  readonly #answered = new Set<string>();
  readonly ended: Promise<string>;
  #end: (why: string) => void = () => undefined;
  #gone = false;
  // When a slow server will have read all that was written.
  #read = 0;

  constructor(wire: Wire) {
    this.jid = wire.jid;
    this.#wire = wire;
    this.ended = new Promise((resolve) => (this.#end = resolve));
  }

  async ask(iq: Element, timeout?: number): Promise<Reply> {
    const id = randomUUID();
    const question = new Element(iq.name, { ...iq.attrs, id });
    question.children = iq.children;
    const reply = new Promise<Reply>((resolve) => {
      this.#questions.set(id, { to: iq.attrs['to'], answered: resolve });
    });
    const refused = (refusal: Refusal): void => this.#questions.get(id)?.answered({ ok: false, refusal });
    const written = this.#write(question);
    const late = setTimeout(refused, timeout ?? this.#read - performance.now() + WORK, TIMEOUT);
    void written.then((refusal) => refusal && refused(refusal));
    return reply.finally(() => {
      clearTimeout(late);
      this.#questions.delete(id);
    });
  }

  async send(stanza: Element): Promise<Refusal | undefined> {
    if (isAnswer(stanza)) this.#answered.add(queryKey(stanza.attrs['id'], stanza.attrs['to']));
    return this.#write(stanza);
  }

  heard(hear: (stanza: Element) => void): () => void {
    this.#hearers.add(hear);
    return () => void this.#hearers.delete(hear);
  }

  close(): Promise<void> {
    return this.#wire.close();
  }

  /** Takes a stanza that came in; gives whether it is an answer, and so nobody else's. */
  hear(stanza: Element): boolean {
    if (isAnswer(stanza)) this.#hearAnswer(stanza);
    else for (const hear of this.#hearers) hear(stanza);
    return isAnswer(stanza);
  }

  #hearAnswer(stanza: Element): void {
    const question = this.#questions.get(stanza.attrs['id']);
    if (!question || !isFrom(stanza, question.to, this.jid)) return;
    const ok = stanza.attrs['type'] === 'result';
    question.answered(ok ? { ok, stanza } : { ok, refusal: refusalOf(stanza) });
  }

  /** Whether this query was answered by `send`. To be asked once for each. */
  hasAnswered(query: Element): boolean {
    return this.#answered.delete(queryKey(query.attrs['id'], query.attrs['from']));
  }

  /** The stream is gone: whoever waits is told at once. */
  lost(why: string): void {
    this.#gone = true;
    this.#end(why);
    const refusal = why === BROKEN ? { ...DISCONNECTED, text: BROKEN } : DISCONNECTED;
    for (const { answered } of this.#questions.values()) answered({ ok: false, refusal });
  }

  async #write(stanza: Element): Promise<Refusal | undefined> {
    const xml = clean(stanza.toString());
    const bytes = Buffer.byteLength(xml);
    if (bytes > LARGEST) return tooLarge(bytes);
    if (this.#gone) return DISCONNECTED;
    this.#read = Math.max(performance.now(), this.#read) + bytes / BYTES_A_MILLISECOND;
    return this.#wire.write(xml).then(
      () => undefined,
      () => DISCONNECTED,
    );
  }
}
