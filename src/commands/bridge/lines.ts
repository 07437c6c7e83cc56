// One line to the server of each account, which all its bridges share. It is kept, and is there again after it was lost.
import { isLost } from '../../announce/send.ts';
import { element } from '../../feeds/xml.ts';
import { conflict, lost, pauseAfter, QUIET } from '../../inbox/line.ts';
import { fine, wrong, type Problem } from '../../model/problem.ts';
import { ping } from '../../nodes/stanzas.ts';
import type { Met, Talk, World } from '../../world/world.ts';
import { logIn, PASSWORD } from '../account.ts';

/** Milliseconds after an answer in which the line is taken to be there, and for a sign of it when they are over. */
const [FRESH, SIGN] = [10_000, 20_000];
/** So many failures make the longest pause: for what only a person can mend, and for two who send each other away. */
const HOPELESS = 16;

/** The line of one account. */
export interface SharedLine {
  /**
   * A talk of one's own over it. `close` of the talk lets go of it: the line stays, and nobody is seen there any more
   * whom only this talk has shown. While there is none, and it is not yet time to try, this gives what is wrong.
   */
  talk(): Promise<Met>;
  /** Whether to ask for a talk: not after a failure, until it is time to try again. */
  isWorthAsking(): boolean;
  isThere(): boolean;
  /** Whether it was lost, or could not be had, and is not there again. */
  isInTrouble(): boolean;
  /** Hangs up, for good. */
  end(): Promise<void>;
}

interface Dialing {
  readonly jid: string;
  /** The variable that holds the password. */
  readonly variable: string;
  readonly resource: string;
  /** What is wrong with the line, each time that it changes; undefined once it is there again. */
  readonly tell: (trouble: Problem | undefined) => void;
}

export function sharedLine(world: Pick<World, 'env' | 'xmpp' | 'clock' | 'random'>, dialing: Dialing): SharedLine {
  const { jid, variable, resource, tell } = dialing;
  const now = (): number => world.clock.now().getTime();
  let wire: Wire | undefined;
  let trouble: readonly Problem[] = [];
  let [failures, notBefore, isEnded] = [0, 0, false];
  let dialed: Promise<Wire | undefined> | undefined;

  const failed = (problems: readonly Problem[], isHopeless: boolean): undefined => {
    notBefore = now() + pauseAfter(isHopeless ? HOPELESS : failures++, world.random());
    trouble = problems;
    tell(problems[0]);
  };
  const gone = (its: Wire, { why, since }: { why: string; since: number }): void => {
    if (wire === its) wire = undefined;
    if (now() - since > QUIET) failures = 0;
    if (!isEnded) failed([why === 'conflict' ? conflict(jid) : lost(jid, why)], why === 'conflict');
  };
  const dial = async (): Promise<Wire | undefined> => {
    const met = await logIn(world, { jid, node: '' }, { variable, resource });
    if (!met.ok) return failed(met.problems.map(namedBy(variable)), met.lasts === true);
    const made = wireOver(met.value, now);
    if (isEnded) await made.hangUp();
    const since = now();
    void met.value.ended.then((why) => gone(made, { why, since }));
    trouble = [];
    tell(undefined);
    return (wire = made);
  };
  return {
    async talk() {
      if (wire && (await wire.answers())) return fine(wire.lease());
      if (isEnded || (!dialed && now() < notBefore)) return wrong(...trouble);
      dialed ??= dial().finally(() => (dialed = undefined));
      const made = await dialed;
      return made ? fine(made.lease()) : wrong(...trouble);
    },
    isWorthAsking: () => wire !== undefined || dialed !== undefined || now() >= notBefore,
    isThere: () => wire !== undefined,
    isInTrouble: () => wire === undefined && trouble.length > 0,
    async end() {
      isEnded = true;
      const held = wire ?? (await dialed);
      await held?.hangUp();
    },
  };
}

/** The words of whoever has a site, for who has a list of bridges. */
function namedBy(variable: string): (problem: Problem) => Problem {
  return ({ next, ...problem }) => ({
    ...problem,
    next: next.replace('xmpp.jid in skein.config.js', 'the account').replace(PASSWORD, variable),
  });
}

interface Wire {
  answers(): Promise<boolean>;
  lease(): Talk;
  hangUp(): Promise<void>;
}

/** A connection that many use at once. */
function wireOver(talk: Talk, now: () => number): Wire {
  let answered = now();
  let isOver = false;
  let seen = 0;
  let asking: Promise<boolean> | undefined;
  const ask: Talk['ask'] = async (iq, timeout) => {
    const reply = await talk.ask(iq, timeout);
    if (reply.ok || !isLost(reply.refusal)) answered = now();
    // Of one that was slow nobody knows: the next one who wants to talk asks for a sign first.
    else answered = 0;
    return reply;
  };
  const look = async (): Promise<boolean> => {
    const reply = await ask(ping(talk.jid), SIGN);
    if (reply.ok || !isLost(reply.refusal)) return true;
    await hangUp();
    return false;
  };
  const hangUp = async (): Promise<void> => {
    isOver = true;
    await talk.close();
  };
  void talk.ended.then(() => (isOver = true));
  const lease = (): Talk => {
    const unhears = new Set<() => void>();
    let [isSeen, isClosed] = [false, false];
    return {
      jid: talk.jid,
      ended: talk.ended,
      ask,
      send: (stanza) => {
        if (stanza.getName() === 'presence' && !isSeen) [isSeen, seen] = [true, seen + 1];
        return talk.send(stanza);
      },
      heard: (hear) => {
        const unhear = talk.heard(hear);
        unhears.add(unhear);
        return () => void (unhears.delete(unhear) && unhear());
      },
      close: async () => {
        if (isClosed) return;
        isClosed = true;
        for (const unhear of unhears) unhear();
        if (isSeen) seen -= 1;
        // Contacts are not to see someone there for hours who is not (DESIGN §3, rule 8).
        if (isSeen && seen === 0 && !isOver) await talk.send(element('presence', { type: 'unavailable' }));
      },
    };
  };
  return {
    answers: async () => {
      if (isOver || now() - answered <= FRESH) return !isOver;
      return (asking ??= look().finally(() => (asking = undefined)));
    },
    lease,
    hangUp,
  };
}
