// The line to the account's server: begun before it is needed, and kept between the rounds of `dev --announce`.
import { isLost } from '../announce/send.ts';
import { fine, type Checked } from '../model/problem.ts';
import type { Account } from '../model/site.ts';
import { ping } from '../nodes/stanzas.ts';
import type { Clock, Talk, World } from '../world/world.ts';
import { logIn } from './account.ts';

/** Milliseconds after an answer in which the line is taken to be there, and for a sign of it when they are over. */
const FRESH = 10_000;
const SIGN = 3_000;

export interface Line {
  /**
   * A talk with the account's server: that of the last time if it still answers, else a new one. Who asks before there is
   * something to say waits less when there is. `close` of the talk lets go of it; the line stays.
   */
  talk(account: Account): Promise<Checked<Talk>>;
  /** Hangs up. */
  end(): Promise<void>;
}

/** Does the work with a line, and hangs up after it. */
export async function onLine<T>(world: Outside, work: (line: Line) => Promise<T>): Promise<T> {
  const line = lineOf(world);
  try {
    return await work(line);
  } finally {
    await line.end();
  }
}

/** Does work over the line, and lets go of it whatever becomes of that. */
export async function talking<T>(line: Line, account: Account, work: (talk: Talk) => Promise<T>): Promise<Checked<T>> {
  const talk = await line.talk(account);
  if (!talk.ok) return talk;
  try {
    return fine(await work(talk.value));
  } finally {
    await talk.value.close();
  }
}

type Outside = Pick<World, 'env' | 'xmpp' | 'clock'>;

function lineOf(world: Outside): Line {
  let held: Promise<Checked<Held>> | undefined;

  async function next(before: typeof held, account: Account): Promise<Checked<Held>> {
    const last = await before;
    if (last?.ok && last.value.account.jid === account.jid && (await last.value.answers())) return last;
    if (last?.ok) await last.value.hangUp();
    const talk = await logIn(world, account);
    return talk.ok ? fine(hold(talk.value, account, world.clock)) : talk;
  }

  return {
    talk: (account) => (held = next(held, account)),
    end: async () => {
      const last = await held;
      if (last?.ok) await last.value.hangUp();
    },
  };
}

interface Held extends Talk {
  readonly account: Account;
  readonly answers: () => Promise<boolean>;
  readonly hangUp: () => Promise<void>;
}

function hold(talk: Talk, account: Account, clock: Clock): Held {
  let answered = clock.now().getTime();
  let [isSeen, isOver] = [false, false];
  let goodbye: Promise<void> | undefined;
  const hangUp = (): Promise<void> => {
    isOver = true;
    return (goodbye ??= talk.close());
  };
  const ask: Talk['ask'] = async (iq, timeout) => {
    const reply = await talk.ask(iq, timeout);
    if (reply.ok || !isLost(reply.refusal)) answered = clock.now().getTime();
    else isOver = true;
    return reply;
  };
  return {
    jid: talk.jid,
    account,
    ask,
    send: (stanza) => {
      isSeen ||= stanza.getName() === 'presence';
      return talk.send(stanza);
    },
    heard: (hear) => talk.heard(hear),
    ended: talk.ended,
    // Who is seen goes when all is said: contacts are not to see someone there for hours who is not (DESIGN §3, rule 8).
    close: async () => (isSeen || isOver ? hangUp() : undefined),
    answers: async () => {
      if (!isOver && clock.now().getTime() - answered > FRESH) await ask(ping(talk.jid), SIGN);
      return !isOver;
    },
    hangUp,
  };
}
