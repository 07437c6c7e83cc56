// What can be done with an entry where it stands. Each button belongs to one form of the page, so that fifty entries do
// not bring three hundred forms; that form also knows which entries the page shows.
import { linkable, ownPath, pathWith } from './address.ts';
import type { Reading, Shown } from './reading.ts';
import { markup, type Markup } from './markup.ts';
import { wordIn, type Asked, type Gone, type Sent } from './page.ts';

/** The links and buttons of an entry. */
export function actsMarkup({ entry }: Shown): Markup {
  const { number, read, starred } = entry;
  const original = linkable(entry.url);
  return markup`<footer class="acts">
<a class="reply" href="/entry/${number}/reply">Reply</a>
<button class="star" form="act" name="${starred ? 'plain' : 'starred'}" value="${number}" aria-pressed="${starred ? 'true' : 'false'}">Star</button>
${original && markup`<a class="u-url original" href="${original}" rel="noopener nofollow ugc">Original</a>`}
<details class="more" name="more"><summary>More</summary>
<div class="menu">
<button class="mark" form="act" name="${read ? 'unread' : 'read'}" value="${number}">${read ? 'Mark as unread' : 'Mark as read'}</button>
<button form="act" name="through" value="${number}">Mark all above as read</button>
<a class="block" href="/entry/${number}/block">Block…</a>
</div>
</details>
</footer>
`;
}

/** The form that the buttons of these entries belong to. */
export function actForm({ here }: Asked, shown: readonly Shown[]): Markup {
  return markup`<form id="act" method="post" action="/mark" hidden>
<input type="hidden" name="back" value="${here}">
<input type="hidden" name="shown" value="${shown.map(({ entry }) => entry.number).join(' ')}">
</form>
`;
}

const MARKS = ['read', 'unread', 'starred', 'plain'] as const;

/** Marks one entry, all of the page, or those down to one; then back to where it stands. */
export async function mark({ reading, form }: Sent): Promise<Gone> {
  const back = ownPath(wordIn(form, 'back') || '/');
  const shown = numbersIn(wordIn(form, 'shown'));
  const [through] = numbersIn(wordIn(form, 'through'));
  if (form.has('all')) reading.mark(shown, 'read');
  if (through !== undefined) reading.mark(shown.slice(0, shown.indexOf(through) + 1), 'read');
  const one = markOne(reading, form) ?? through;
  if (one === undefined) return { go: back };
  return { go: `${form.has('unread') ? leftUnread(back) : back}#e${one}` };
}

// The page of an entry marks it as read, and is shown once more.
function leftUnread(back: string): string {
  return /^\/entry\/\d+$/.test(back) ? pathWith(back, { left: 'unread' }) : back;
}

function markOne(reading: Reading, form: FormData): number | undefined {
  for (const as of MARKS) {
    const [number] = numbersIn(wordIn(form, as));
    if (number === undefined) continue;
    reading.mark([number], as);
    return number;
  }
  return undefined;
}

function numbersIn(words: string): readonly number[] {
  return words
    .split(' ')
    .filter((word) => /^[1-9]\d{0,14}$/.test(word))
    .map(Number);
}
