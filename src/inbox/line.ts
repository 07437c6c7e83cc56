// The line to the account's server: whether it is still there, and when to try for a new one.
import type { Problem } from '../model/problem.ts';
import { ping } from '../nodes/stanzas.ts';
import type { Clock, Met, Talk } from '../world/world.ts';

/** Milliseconds without a word after which the server is asked whether it is there. */
export const QUIET = 60_000;
/** Milliseconds that it may take to answer. */
const SIGN = 20_000;
/** Milliseconds before a new connection: at first, and at most. */
const FIRST = 1_000;
const LONGEST = 5 * 60_000;

/** Why there is no connection. `lasts`: only a person can mend it. */
export interface Trouble {
  readonly trouble: Problem | undefined;
  readonly lasts?: boolean;
}

/** Why nobody could log in. */
export function troubleOf({ problems, lasts }: Exclude<Met, { readonly ok: true }>): Trouble {
  return { trouble: problems[0], ...(lasts && { lasts }) };
}

/** Milliseconds before the next try: twice as long each time, and never just as long as everybody’s. */
export function pauseAfter(failures: number, random: number): number {
  return Math.min(FIRST * 2 ** failures, LONGEST) * (0.5 + random / 2);
}

interface Watch {
  readonly clock: Clock;
  readonly stop: AbortSignal;
  /** Called each minute. */
  readonly each: () => void;
}

/** Waits until the connection is gone, or a server that was silent for a minute does not answer; says why. */
export async function untilGone(talk: Talk, { clock, stop, each }: Watch): Promise<string> {
  let last = clock.now().getTime();
  const unhear = talk.heard(() => (last = clock.now().getTime()));
  const gone = new AbortController();
  void talk.ended.then(() => gone.abort());
  const end = AbortSignal.any([stop, gone.signal]);
  try {
    for (;;) {
      await clock.wait(QUIET, end);
      if (stop.aborted) return 'stopped';
      if (gone.signal.aborted) return await talk.ended;
      each();
      if (clock.now().getTime() - last < QUIET) continue;
      const sign = await talk.ask(ping(talk.jid), SIGN);
      if (!sign.ok && sign.refusal.type === 'timeout') return 'silence';
    }
  } finally {
    unhear();
  }
}

/** It will be there again. */
export function lost(jid: string, why: string): Problem {
  const where = jid.replace(/\/.*$/, '');
  return {
    where,
    what: `The connection was lost (${why}).`,
    next: 'Nothing to do: it is tried again, and what was missed is fetched.',
  };
}

/** Two that fought for a device would send each other away for ever. */
export function conflict(jid: string): Problem {
  return {
    where: jid,
    what: 'Another program has logged in as this device, so this one was sent away.',
    next: 'Let only one Skein at a time follow with this account.',
  };
}
