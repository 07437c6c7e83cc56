// What the inbox need not keep: of those one follows no more, also where the line was taken out of the file by hand, and
// what is over.
import { sourcesBelow } from '../../inbox/find.ts';
import { prune } from '../../inbox/prune.ts';
import { forgetOthers } from '../../inbox/sources.ts';
import { commentsPrefix } from './comments.ts';
import type { Edge } from './edge.ts';

/** Lets go of it. */
export function letGo({ inbox, site, follows }: Pick<Edge, 'inbox' | 'site' | 'follows'>, now: Date): void {
  const comments = site.xmpp ? sourcesBelow(inbox, commentsPrefix(site.xmpp)) : [];
  forgetOthers(inbox, [...follows.map(({ feed }) => feed), ...comments]);
  prune(inbox, site.reader.keep, now);
}
