// To follow and to unfollow: an address leads to feeds and nodes, of which one is chosen.
import type { Followed, Found } from '../model/people.ts';
import type { Problem } from '../model/problem.ts';
import { pathWith } from './address.ts';
import type { Reading } from './reading.ts';
import { addressForm, followingWith } from './following.ts';
import { markup, type Markup } from './markup.ts';
import { givenIn, wordIn, type Gone, type Page, type Sent } from './page.ts';
import { problemsMarkup } from './problems.ts';
import { groupsOf } from './timeline.ts';

/** What an address leads to, as a choice. */
export async function find({ reading, form }: Sent): Promise<Page> {
  const address = wordIn(form, 'address');
  const found = await reading.find(address);
  if (!found.ok) return choicePage(address, problemsMarkup(found.problems), 422);
  if (found.value.length === 0) return choicePage(address, problemsMarkup([nothingAt(address)]), 422);
  return choicePage(
    address,
    markup`${groupList(reading)}${found.value.map((each, index) => foundMarkup(reading, each, index))}`,
    200,
  );
}

/** Follows what was chosen. */
export async function follow({ reading, form }: Sent): Promise<Page | Gone> {
  const found = foundIn(form);
  const group = givenIn(form, 'group');
  const problems = found ? await reading.follow(found, group) : [nothingAt(wordIn(form, 'feed'))];
  if (problems.length > 0) return choicePage(wordIn(form, 'feed'), problemsMarkup(problems), 422);
  return { go: '/following?said=followed' };
}

export async function unfollow(sent: Sent): Promise<Page | Gone> {
  const problems = await sent.reading.unfollow(wordIn(sent.form, 'feed'));
  if (problems.length > 0) return { ...followingWith(sent, problems), status: 422 };
  return { go: '/following?said=unfollowed' };
}

function choicePage(address: string, main: Markup, status: 200 | 422): Page {
  return {
    title: 'Follow',
    place: 'following',
    status,
    main: markup`<h1>Follow</h1>
${addressForm(address)}
${main}`,
  };
}

function nothingAt(address: string): Problem {
  return {
    where: address || 'address',
    what: 'There is neither a feed nor a node here.',
    next: 'Give the address of their feed itself, or of another page of theirs.',
  };
}

function groupList(reading: Reading): Markup {
  return markup`<datalist id="groups">
${groupsOf(reading).map((group) => markup`<option value="${group}"></option>`)}
</datalist>
`;
}

function foundMarkup(reading: Reading, found: Found, index: number): Markup {
  const { title, feed, page, node, kind } = found;
  const known = reading.following().find((each) => each.feed === feed || (node !== undefined && each.node === node));
  if (known) return knownMarkup(found, known);
  return markup`<form class="found" method="post" action="/follow">
<h2 dir="auto">${title || feed}</h2>
<p class="way">${kind}${node !== undefined && kind !== 'node' && ', with a node that pushes'} <span class="feed" dir="ltr">${feed}</span></p>
<input type="hidden" name="feed" value="${feed}">
<input type="hidden" name="title" value="${title}">
<input type="hidden" name="page" value="${page ?? ''}">
<input type="hidden" name="node" value="${node ?? ''}">
<input type="hidden" name="kind" value="${kind}">
<label for="group-${index}">Group, if any</label>
<input id="group-${index}" name="group" list="groups" maxlength="100" dir="auto">
<button>Follow</button>
</form>
`;
}

function knownMarkup({ title, feed }: Found, known: Followed): Markup {
  return markup`<section class="found">
<h2 dir="auto">${title || feed}</h2>
<p class="way">You follow this already, as <a href="${pathWith('/following', { about: known.feed })}"><bdi>${known.name || known.feed}</bdi></a>. <span class="feed" dir="ltr">${feed}</span></p>
</section>
`;
}

// Forms come from this page, but whoever sends one may send anything.
function foundIn(form: FormData): Found | undefined {
  const feed = wordIn(form, 'feed');
  if (!/^(?:https?|xmpp):/i.test(feed) || !URL.canParse(feed)) return undefined;
  const [page, node] = [givenIn(form, 'page'), givenIn(form, 'node')];
  return {
    title: wordIn(form, 'title'),
    feed,
    kind: wordIn(form, 'kind'),
    ...(page !== undefined && { page }),
    ...(node !== undefined && { node }),
  };
}
