// What is made of what a stranger sent. `reads.ts` has it done by a thread.
import { textFrom } from '../feeds/read/charset.ts';
import { feedFrom } from '../feeds/read/feed.ts';
import { linksOf, type PageLinks } from '../feeds/read/page.ts';
import { fine } from '../model/problem.ts';
import type { Checked } from '../model/problem.ts';
import type { Feed } from '../model/received.ts';
import type { Origin } from './world.ts';

/** The feed in these bytes, or why it is none. */
export function feedIn(bytes: Uint8Array, { address, type }: Origin): Checked<Feed> {
  return feedFrom(textFrom(bytes, type), { address, type });
}

/** What these bytes, as a web page, lead to. */
export function pageIn(bytes: Uint8Array, { address, type }: Origin): Checked<PageLinks> {
  return fine(linksOf(textFrom(bytes, type), address));
}
