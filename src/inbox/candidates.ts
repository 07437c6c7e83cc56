// Addresses that may be those of feeds, asked.
import { fine, wrong, type Checked, type Problem } from '../model/problem.ts';
import type { Found } from '../model/people.ts';
import type { Feed } from '../model/received.ts';
import type { Brought, Reads, Strangers } from '../world/world.ts';
import { kindOf } from './kind.ts';
import { nodeNamed } from './node.ts';
import { refusalOf } from './refusal.ts';

/** Milliseconds for each: there may be many, and a person waits. */
const PATIENCE = 10_000;

/** What is needed of the world to look. */
export interface Looking {
  readonly strangers: Strangers;
  readonly reads: Reads;
}

export interface Candidate {
  readonly url: string;
  /** What it is called elsewhere. */
  readonly title?: string;
}

interface Seen {
  readonly found: Found;
  readonly feed: Feed;
}

/** The feed in an answer, as one that was found at the address of the candidate. */
export async function feedIn(
  { reads }: Looking,
  { url, headers, bytes, moved }: Brought,
  candidate: Candidate & { readonly kind: string },
): Promise<Checked<Seen>> {
  const read = await reads.feed(bytes, { address: url, type: headers['content-type'] ?? '' });
  if (!read.ok) return read;
  const feed = read.value;
  const node = nodeNamed(feed.node ?? '');
  const asked = new URL(candidate.url);
  asked.hash = '';
  const found = {
    title: feed.title || candidate.title || new URL(url).host,
    feed: moved ?? asked.href,
    ...(feed.page !== undefined && { page: feed.page }),
    ...(node && { node: node.address }),
    kind: candidate.kind,
  };
  return fine({ found, feed });
}

/** Those that are feeds, and what is wrong with the others. What is there in several formats is there once, as Atom if it can be. */
export async function feedsAt(
  world: Looking,
  candidates: readonly Candidate[],
): Promise<{ readonly found: readonly Found[]; readonly problems: readonly Problem[] }> {
  const seen = new Map<string, Seen>();
  const problems: Problem[] = [];
  for (const candidate of candidates) {
    const answer = await world.strangers.ask(candidate.url, { timeout: PATIENCE });
    const feed = answer.ok ? await feedOf(world, answer.value, candidate) : answer;
    if (!feed.ok) {
      problems.push(...feed.problems);
      continue;
    }
    const same = contentOf(feed.value.feed);
    if (!seen.has(same) || (feed.value.found.kind === 'Atom' && seen.get(same)?.found.kind !== 'Atom')) {
      seen.set(same, feed.value);
    }
  }
  return { found: [...seen.values()].map(({ found }) => found), problems };
}

/** The first that is a feed; none of one host, as soon as that does not answer. */
export async function firstFeedAt(world: Looking, candidates: readonly Candidate[]): Promise<Found | undefined> {
  for (const candidate of candidates) {
    const answer = await world.strangers.ask(candidate.url, { timeout: PATIENCE });
    if (!answer.ok) return undefined;
    const feed = await feedOf(world, answer.value, candidate);
    if (feed.ok) return feed.value.found;
  }
  return undefined;
}

async function feedOf(world: Looking, answer: Brought, candidate: Candidate): Promise<Checked<Seen>> {
  const { status, url, bytes } = answer;
  if (status !== 200) return wrong(refusalOf(status, url));
  const kind = kindOf(bytes);
  if (kind !== 'page') return feedIn(world, answer, { ...candidate, kind });
  return wrong({ where: url, what: 'A page calls this a feed, and it is none.', next: 'Tell the author of the page.' });
}

/** By what a feed is known in another format: its newest entries, as the web knows them. */
function contentOf({ title, entries }: Feed): string {
  return JSON.stringify([title, ...entries.slice(0, 5).map(({ url }) => url)]);
}
