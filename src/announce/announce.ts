// Announcing on one node (DESIGN §3). Doing it twice is harmless, so a lost connection is mended by doing it all again
// over a new one.
import type { Problem } from '../model/problem.ts';
import type { Reply, Talk } from '../world/world.ts';
import { oneRound, type Announced, type Job, type Means } from './round.ts';
import { isLost } from './send.ts';

/** Milliseconds before each try: a server that is started again has come back by the last. */
const TRIES = [0, 1_000, 4_000, 15_000];

/** Brings the node to what the live site says, whatever it was before. */
export async function announce(job: Job, means: Means): Promise<Announced> {
  let all: Announced = { published: [], retracted: [], problems: [] };
  const large = new Map(job.tooLarge);
  for (const [nth, pause] of TRIES.entries()) {
    await means.clock.wait(pause);
    const talk = await means.connect();
    if (!talk.ok && nth === 0) return { ...all, problems: talk.problems };
    if (!talk.ok) continue;
    const watched = watch(talk.value);
    try {
      const now = await oneRound(watched.talk, { ...job, tooLarge: large }, means);
      for (const each of now.tooLarge ?? []) large.set(each.entry.id, each.problem);
      all = joined(all, now, large);
    } finally {
      await talk.value.close();
    }
    if (!watched.isLost()) return { ...all, problems: [...large.values(), ...all.problems] };
  }
  return { ...all, problems: [...large.values(), lostProblem(job.at.service ?? job.at.jid)] };
}

/** The plan is what there was to do at first, the problems are what there is at last. */
function joined(before: Announced, now: Announced, large: ReadonlyMap<string, Problem>): Announced {
  const plan = before.plan ?? now.plan;
  const items = now.items ?? before.items;
  // What was cut off before it was confirmed, and is on the node now, has been sent as well.
  const left = now.plan?.publish ?? before.plan?.publish ?? [];
  const found = (before.plan?.publish ?? []).filter(
    (entry) => !before.published.includes(entry) && !left.includes(entry) && !large.has(entry.id),
  );
  return {
    ...(plan && { plan }),
    ...(items && { items }),
    // A server that is killed may forget what it has confirmed (ejabberd does): that is sent again, and is one thing.
    published: [...new Set([...before.published, ...found, ...now.published])],
    retracted: [...before.retracted, ...now.retracted],
    tooLarge: [...(before.tooLarge ?? []), ...(now.tooLarge ?? [])],
    problems: now.problems,
  };
}

/** The talk, and whether its last question stayed without an answer. */
function watch(talk: Talk): { readonly talk: Talk; readonly isLost: () => boolean } {
  let last: Reply | undefined;
  return {
    talk: {
      jid: talk.jid,
      ask: async (iq, timeout) => (last = await talk.ask(iq, timeout)),
      send: (stanza) => talk.send(stanza),
      heard: (hear) => talk.heard(hear),
      ended: talk.ended,
      close: () => talk.close(),
    },
    isLost: () => last !== undefined && !last.ok && isLost(last.refusal),
  };
}

function lostProblem(where: string): Problem {
  return {
    where,
    what: 'The connection was lost, and so were new ones.',
    next: 'Nothing is sent twice: when the server is back, run this again.',
  };
}
