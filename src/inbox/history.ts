// The entries before those of a feed: its older documents, one after the other (RFC 5005 §3 and §4; JSON Feed `next_url`).
import { wrong, type Checked } from '../model/problem.ts';
import type { Feed } from '../model/received.ts';
import { refusalOf } from './refusal.ts';
import type { Asking } from './fetch.ts';

/** Twenty years by month. */
const MOST = 240;

/**
 * Gives the older documents of this feed, the oldest last, and last of all what is wrong, where one cannot be had. Each
 * address is asked once; a document without entries is the last.
 */
export async function* history(
  feed: Feed,
  world: Pick<Asking, 'strangers' | 'reads' | 'stop'>,
  most: number = MOST,
): AsyncGenerator<Checked<Feed>, void, void> {
  const asked = new Set<string>();
  for (let at = feed.older; at !== undefined && !asked.has(at) && asked.size < most && !world.stop?.aborted;) {
    asked.add(at);
    const older = await documentAt(at, world);
    if (world.stop?.aborted) return;
    yield older;
    if (!older.ok || older.value.entries.length === 0) return;
    at = older.value.older;
  }
}

type Part = Pick<Asking, 'strangers' | 'reads' | 'stop'>;

async function documentAt(address: string, { strangers, reads, stop }: Part): Promise<Checked<Feed>> {
  const answer = await strangers.ask(address, stop && { stop });
  if (!answer.ok) return answer;
  const { status, url, headers, bytes } = answer.value;
  if (status !== 200) return wrong(refusalOf(status, url));
  return reads.feed(bytes, { address: url, type: headers['content-type'] ?? '' });
}
