// What I have put aside. Starred entries stay when the inbox drops old ones.
import { listMarkup, wantedOf } from './listing.ts';
import { markup } from './markup.ts';
import type { Asked, Page } from './page.ts';

export function starredPage(asked: Asked): Page {
  const empty = markup`<p class="empty">Nothing is starred. Star an entry to keep it: it stays here when old ones go.</p>
`;
  return {
    title: 'Starred',
    place: 'starred',
    main: markup`<h1>Starred</h1>
${listMarkup(asked, wantedOf('starred', asked.query), empty)}`,
  };
}
