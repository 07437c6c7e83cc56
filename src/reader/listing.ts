// A list of entries, newest first: what timeline, mentions, starred and search have in common.
import { actForm } from './acts.ts';
import { pathWith } from './address.ts';
import type { Listing, Wanted } from './reading.ts';
import { entryMarkup } from './entry.ts';
import { markup, type Markup } from './markup.ts';
import { givenIn, type Asked } from './page.ts';

/** What is wanted, by the query of the address; what the query does not say is left out. */
export function wantedOf(list: Wanted['list'], query: URLSearchParams): Wanted {
  const given = ['group', 'source', 'words', 'after'].flatMap((name) => {
    const value = givenIn(query, name);
    return value === undefined ? [] : [[name, value]];
  });
  return { ...(Object.fromEntries(given) as Omit<Wanted, 'list'>), list };
}

/** The entries of a list, or what its page says when there are none. */
export function listMarkup(asked: Asked, wanted: Wanted, empty: Markup): Markup {
  const listing = asked.reading.list(wanted);
  const { shown } = listing;
  if (shown.length === 0) return markup`${newsMarkup(wanted, listing)}${empty}`;
  return markup`${newsMarkup(wanted, listing)}${actForm(asked, shown)}<div class="h-feed" id="entries">
${shown.map((each) => entryMarkup(each, { site: asked.reading.site, as: 'brief' }))}</div>
${endMarkup(wanted, listing)}`;
}

// Where a script tells that entries have come in since the newest of these; only on the first page of a list.
function newsMarkup({ list, group, source, after }: Wanted, { shown }: Listing): Markup {
  if (after !== undefined || list === 'search' || list === 'starred') return markup``;
  const since = Math.max(0, ...shown.map(({ entry }) => entry.number));
  const live = pathWith('/live', { list, group, source, since: String(since) });
  return markup`<div id="news" aria-live="polite" data-live="${live}"></div>
`;
}

function endMarkup(wanted: Wanted, { shown, next }: Listing): Markup {
  const { list, after: _, ...rest } = wanted;
  const path = list === 'timeline' ? '/' : `/${list}`;
  const isUnread = shown.some(({ entry }) => !entry.read);
  return markup`<nav class="end" aria-label="More of this list">
${next !== undefined && markup`<a rel="next" href="${pathWith(path, { ...rest, after: next })}">Older</a>`}
${isUnread && markup`<button form="act" name="all" value="all">Mark all of this page as read</button>`}
</nav>
`;
}
