// What concerns me: answers, shares, links and names; each says by which way it came.
import { listMarkup, wantedOf } from './listing.ts';
import { markup } from './markup.ts';
import type { Asked, Page } from './page.ts';
import { saidMarkup } from './problems.ts';

export function mentionsPage(asked: Asked): Page {
  const empty = markup`<p class="empty">Nobody you follow has answered you, shared or linked a post of yours, or named you. What strangers say is found when they write to the comments of your posts.</p>
`;
  return {
    title: 'Mentions',
    place: 'mentions',
    main: markup`<h1>Mentions</h1>
${saidMarkup(asked.query)}${listMarkup(asked, wantedOf('mentions', asked.query), empty)}`,
  };
}
