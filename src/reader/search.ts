// Full text of all that the inbox holds.
import { listMarkup, wantedOf } from './listing.ts';
import { markup } from './markup.ts';
import type { Asked, Page } from './page.ts';

export function searchPage(asked: Asked): Page {
  const wanted = wantedOf('search', asked.query);
  const { words } = wanted;
  const empty = markup`<p class="empty">Nothing is found. Fewer words find more.</p>
`;
  return {
    title: words === undefined ? 'Search' : `${words} · Search`,
    place: 'search',
    main: markup`<h1>Search</h1>
<form class="line" role="search" action="/search">
<label for="words">Words in entries</label>
<input id="words" name="words" type="search" value="${words ?? ''}" required dir="auto" maxlength="200"${words === undefined && markup` autofocus`}>
<button>Search</button>
</form>
${words !== undefined && listMarkup(asked, wanted, empty)}`,
  };
}
