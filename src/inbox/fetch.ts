// Asks one source what is new: one conditional request, and what is to be remembered of it.
import type { Feed } from '../model/received.ts';
import type { Problem } from '../model/problem.ts';
import type { Brought, Reads, Strangers, World } from '../world/world.ts';
import { refusalOf } from './refusal.ts';
import type { Moment } from './schedule.ts';
import { afterEnd, afterFeed, afterNothingNew, afterTrouble, type Polled } from './source.ts';

const BUSY = new Set([429, 503]);

/** What is needed of the world to ask. */
export interface Asking extends Pick<World, 'clock' | 'random'> {
  readonly strangers: Strangers;
  readonly reads: Pick<Reads, 'feed'>;
  /** Breaks it off; what was broken off is no trouble to be remembered. */
  readonly stop?: AbortSignal;
}

/** What came of asking: the state to remember; what it publishes, if that may be new; or what is wrong. */
export interface Fetched {
  readonly state: Polled;
  readonly feed?: Feed;
  readonly problems: readonly Problem[];
  /** The host wants no other question before this time. */
  readonly hostWaits?: string;
}

/** Asks a source once. Unless it answers with a feed, all that is known of it stays as it was. */
export async function fetchSource(polled: Polled, world: Asking): Promise<Fetched> {
  const fetched = await fetchSmall(polled, world, Infinity);
  if (fetched === 'large') throw new Error('Nothing is larger than there is no bound for.');
  return fetched;
}

/** The same, of a source that answers with no more than so many bytes; else nothing has come of it. */
export async function fetchSmall(polled: Polled, world: Asking, part: number): Promise<Fetched | 'large'> {
  const { strangers, clock, random, stop } = world;
  const asked = await strangers.ask(polled.address, { headers: conditionsOf(polled), part, ...(stop && { stop }) });
  if (asked.ok) return asked.value.isPart ? 'large' : heard(polled, asked.value, world);
  if (stop?.aborted) return { state: polled, problems: asked.problems };
  const state = afterTrouble(polled, asked, { now: clock.now(), random: random() });
  return { state, problems: asked.problems };
}

async function heard(polled: Polled, answer: Brought, { reads, clock, random }: Asking): Promise<Fetched> {
  const { status, url, headers, bytes } = answer;
  const moment = (): Moment => ({ now: clock.now(), random: random() });
  if (status === 304 && isConditional(polled))
    return { state: afterNothingNew(polled, answer, moment()), problems: [] };
  if (status !== 200) {
    const problems = [refusalOf(status, url)];
    if (status === 410) return { state: afterEnd(polled, problems), problems };
    const state = afterTrouble(polled, { problems, headers }, moment());
    return { state, problems, ...(BUSY.has(status) && 'retry-after' in headers && { hostWaits: state.next }) };
  }
  const read = await reads.feed(bytes, { address: url, type: headers['content-type'] ?? '' });
  if (!read.ok) return { state: afterTrouble(polled, read, moment()), problems: read.problems };
  return { state: afterFeed(polled, { answer, feed: read.value }, moment()), feed: read.value, problems: [] };
}

function isConditional({ etag, modified }: Polled): boolean {
  return etag !== undefined || modified !== undefined;
}

/** What the server is sent back of its own, so that it need not send again what is known (RFC 9110 §13.1). */
function conditionsOf({ etag, modified }: Polled): Record<string, string> {
  return {
    ...(etag !== undefined && { 'if-none-match': etag }),
    ...(modified !== undefined && { 'if-modified-since': modified }),
  };
}
