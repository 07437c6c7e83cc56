// What is wrong, and what was done, told on a page.
import type { Problem } from '../model/problem.ts';
import { markup, type Markup } from './markup.ts';
import type { Page } from './page.ts';

/** All that is wrong; nothing where nothing is. */
export function problemsMarkup(problems: readonly Problem[]): Markup {
  if (problems.length === 0) return markup``;
  const lines = problems.map(
    ({
      where,
      what,
      next,
    }) => markup`<li><span class="where" dir="auto">${where}</span> <strong>${what}</strong> ${next}</li>
`,
  );
  return markup`<ul class="problems" role="alert">
${lines}</ul>
`;
}

// What an act says on the page that it goes to: its name stands in the address, so that nobody can write another sentence.
const SAID: Readonly<Record<string, string>> = {
  followed: 'You follow them now. Their entries come in as they are fetched.',
  unfollowed: 'You no longer follow them.',
  blocked: 'Blocked. It is gone everywhere, old entries too.',
  muted: 'Muted. It is gone everywhere, old entries too.',
  unblocked: 'Unblocked. What it hid is back.',
};

/** What the last act says, by the `said` of the address. */
export function saidMarkup(query: URLSearchParams): Markup {
  const said = SAID[query.get('said') ?? ''];
  return said === undefined
    ? markup``
    : markup`<p class="said" role="status">${said}</p>
`;
}

/** A page that says that there is none. */
export const NOT_HERE: Page = {
  title: 'Not here',
  status: 404,
  main: markup`<h1>Not here</h1>
<p>There is no such page or entry. It may be blocked, taken back by its author, or too old. <a href="/">The timeline</a> has the newest.</p>
`,
};
