// Whom one follows, and how it goes with each; the form for one more.
import { pathWith, webAddress } from './address.ts';
import type { Followed } from '../model/people.ts';
import { counted, type Problem } from '../model/problem.ts';
import type { Site } from '../model/site.ts';
import { grouped } from '../model/grouped.ts';
import { markup, type Markup } from './markup.ts';
import { givenIn, type Asked, type Page } from './page.ts';
import { problemsMarkup, saidMarkup } from './problems.ts';
import { timeMarkup } from './time.ts';

export function followingPage(asked: Asked): Page {
  return followingWith(asked, []);
}

/** The same, with what is wrong with what was wanted. */
export function followingWith({ reading, query }: Asked, problems: readonly Problem[]): Page {
  const [about, words] = [query.get('about'), givenIn(query, 'words')];
  const all = reading.following();
  const listed = all.filter((each) => (about === null || each.feed === about) && isNamed(each, words ?? ''));
  const troubled = listed.filter(({ trouble }) => trouble !== undefined).length;
  return {
    title: 'Following',
    place: 'following',
    main: markup`<h1>Following</h1>
${problemsMarkup(problems)}${saidMarkup(query)}${addressForm('')}
${all.length === 0 && emptyMarkup()}${
      (about !== null || words !== undefined) &&
      markup`<p><a href="/following">All whom you follow</a></p>
`
    }${
      all.length > 0 &&
      about === null &&
      markup`${all.length > MANY && filterForm(words ?? '')}<p class="sum">${sumOf(listed.length, troubled)}</p>
`
    }${[...grouped(listed, ({ group }) => group ?? '')].map(([group, people]) => groupMarkup(reading.site, group, people))}`,
  };
}

/** Asks for an address to follow. */
export function addressForm(address: string): Markup {
  return markup`<form class="line" method="post" action="/follow/find">
<label for="address">The address of a page, a feed or an XMPP node</label>
<input id="address" name="address" value="${address}" required maxlength="2000" placeholder="https://someone.example" autocapitalize="none" spellcheck="false" dir="ltr">
<button>Find</button>
</form>`;
}

/** From so many on one looks for a name sooner than one finds it. */
const MANY = 20;

function filterForm(words: string): Markup {
  return markup`<form class="line" method="get" action="/following">
<label for="words">Those whose name, group or address has</label>
<input id="words" name="words" type="search" value="${words}" maxlength="200" dir="auto">
<button>Show</button>
</form>
`;
}

/** Whether all the words stand in what is said of it. */
function isNamed({ name, group = '', feed, page = '' }: Followed, words: string): boolean {
  const said = [name, group, feed, page].join('\n').toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => said.includes(word));
}

function emptyMarkup(): Markup {
  return markup`<p class="empty">You follow nobody yet. Give the address of somebody’s page, on any site: Mastodon, Bluesky, YouTube and Movim profiles work too. <code>skein follow --opml FILE</code> takes over the list of another reader.</p>
`;
}

function sumOf(all: number, troubled: number): string {
  const trouble = troubled === 0 ? 'no trouble' : `trouble with ${troubled}`;
  return `${counted(all, 'source')}, ${trouble}.`;
}

function groupMarkup(site: Site, group: string, people: readonly Followed[]): Markup {
  return markup`<section>
<h2 class="${group === '' ? 'unseen' : ''}" dir="auto">${group || 'In no group'}</h2>
<ul class="people">
${people.map((person) => personMarkup(site, person))}</ul>
</section>
`;
}

const WAYS = {
  push: 'pushed as it is written',
  hub: 'told by a hub as it is written',
  poll: 'asked from time to time',
  ended: 'gone for good, not asked any more',
} as const;

function personMarkup(site: Site, person: Followed): Markup {
  const { name, feed, page, way, hub, heard, next, trouble } = person;
  const web = webAddress(page);
  return markup`<li>
<div>
<a class="name" href="${pathWith('/', { source: feed })}"><bdi>${name || feed}</bdi></a>
${web !== undefined && markup`<a href="${web}" rel="noopener nofollow">their page</a>`}
</div>
${trouble !== undefined && markup`<strong class="trouble" dir="auto">${trouble}</strong>`}
<span class="way">${WAYS[hub === undefined ? way : 'hub']}${heard !== undefined && markup`, last heard ${timeMarkup(site, heard)}`}${next !== undefined && way === 'poll' && markup`, next ${timeMarkup(site, next)}`}</span>
<span class="feed" dir="ltr">${feed}</span>
<form method="post" action="/unfollow"><input type="hidden" name="feed" value="${feed}"><button aria-label="Unfollow ${name || feed}">Unfollow</button></form>
</li>
`;
}
