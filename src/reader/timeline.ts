// The timeline: of everyone, of one group, of one person.
import { pathWith, webAddress } from './address.ts';
import type { Reading, Wanted } from './reading.ts';
import { listMarkup, wantedOf } from './listing.ts';
import { markup, type Markup } from './markup.ts';
import type { Asked, Page } from './page.ts';
import { saidMarkup } from './problems.ts';

export function timelinePage(asked: Asked): Page {
  const { reading, query } = asked;
  const wanted = wantedOf('timeline', query);
  const { title, head } = headOf(reading, wanted);
  return {
    title,
    place: 'timeline',
    main: markup`${head}${saidMarkup(query)}${listMarkup(asked, wanted, emptyMarkup(reading))}`,
  };
}

function headOf(reading: Reading, { source, group }: Wanted): { title: string; head: Markup } {
  if (source !== undefined) return personHead(reading, source);
  const groups = groupsOf(reading);
  const title = group ?? 'Timeline';
  return {
    title,
    head: markup`<h1 class="${group === undefined ? 'unseen' : ''}" dir="auto">${title}</h1>
${groups.length > 0 && groupsMarkup(groups, group)}`,
  };
}

/** The groups of `following.opml`, in its order. */
export function groupsOf(reading: Reading): readonly string[] {
  return [...new Set(reading.following().flatMap(({ group }) => (group === undefined ? [] : [group])))];
}

function groupsMarkup(groups: readonly string[], current: string | undefined): Markup {
  const link = (name: string, group?: string): Markup =>
    markup`<li><a href="${pathWith('/', { group })}"${group === current && markup` aria-current="page"`} dir="auto">${name}</a></li>
`;
  return markup`<nav aria-label="Groups">
<ul class="groups">
${link('Everyone')}${groups.map((group) => link(group, group))}</ul>
</nav>
`;
}

function personHead(reading: Reading, source: string): { title: string; head: Markup } {
  const person = reading.following().find(({ feed }) => feed === source);
  const title = person?.name ?? source;
  const page = webAddress(person?.page);
  return {
    title,
    head: markup`<h1 dir="auto">${title}</h1>
<p class="about-person">${page !== undefined && markup`<a href="${page}" rel="noopener nofollow">${page}</a> · `}<a href="${person ? pathWith('/following', { about: source }) : '/following'}">${person ? 'How it goes with them, unfollow' : 'You do not follow them'}</a></p>
`,
  };
}

function emptyMarkup(reading: Reading): Markup {
  if (reading.following().length > 0)
    return markup`<p class="empty">Nothing has come in yet. New entries appear here as they are heard; <a href="/following">Following</a> says how it goes with each.</p>
`;
  return markup`<p class="empty">You follow nobody yet. <a href="/following">Give the address of somebody’s page</a>: their feed is found from it, and from the feed the node that pushes.</p>
`;
}
