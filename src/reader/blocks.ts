// What one does not want to see: the lines of blocks.txt, and the form for one more.
import type { BlockLine, Blocking } from './reading.ts';
import { markup, type Markup } from './markup.ts';
import { wordIn, type Asked, type Gone, type Page, type Sent } from './page.ts';
import type { Problem } from '../model/problem.ts';
import { problemsMarkup, saidMarkup } from './problems.ts';

export function blocksPage(asked: Asked): Page {
  return pageWith(asked, { problems: [], what: '' });
}

/** Adds a line. */
export async function block(sent: Sent): Promise<Page | Gone> {
  const blocking = blockingIn(sent.form);
  const problems = await sent.reading.block(blocking);
  if (problems.length > 0) return { ...pageWith(sent, { problems, what: blocking.what }), status: 422 };
  return { go: `/blocks?said=${blocking.how === 'mute' ? 'muted' : 'blocked'}` };
}

/** Takes a line away. */
export async function unblock(sent: Sent): Promise<Page | Gone> {
  const problems = await sent.reading.unblock(Number(wordIn(sent.form, 'number')), textIn(sent.form));
  if (problems.length > 0) return { ...pageWith(sent, { problems, what: '' }), status: 422 };
  return { go: '/blocks?said=unblocked' };
}

// A line is compared as it stands, with its spaces.
function textIn(form: FormData): string {
  const text = form.get('text');
  return typeof text === 'string' ? text : '';
}

function blockingIn(form: FormData): Blocking {
  const what = wordIn(form, 'what');
  const words = wordIn(form, 'words').replaceAll('"', '');
  const until = wordIn(form, 'until');
  return {
    // Whoever typed words means them, whichever choice is ticked.
    what: what === 'words' || words !== '' ? `"${words}"` : what,
    how: form.has('mute') ? 'mute' : 'block',
    ...(until !== '' && { until }),
  };
}

interface Tried {
  readonly problems: readonly Problem[];
  readonly what: string;
}

function pageWith({ reading, query }: Asked, { problems, what }: Tried): Page {
  const lines = reading.blocks();
  return {
    title: 'Blocks',
    place: 'blocks',
    main: markup`<h1>Blocks</h1>
${problemsMarkup(problems)}${saidMarkup(query)}<form class="block" method="post" action="/block">
<label for="what">An address, a domain, @name, #tag or "words"</label>
<input id="what" name="what" value="${what}" required maxlength="500" autocapitalize="none" spellcheck="false" dir="auto" placeholder="spam.example">
${termsMarkup()}<button>Block</button>
</form>
${
  lines.length === 0 &&
  markup`<p class="empty">Nothing is blocked. “Block…” at an entry blocks its author, its domain or a word; it acts on old entries too, and ends when you unblock.</p>
`
}<ul class="lines-of-blocks">
${lines.map(lineMarkup)}</ul>
`,
  };
}

/** For how long, and how. */
export function termsMarkup(): Markup {
  return markup`<label for="until">Until the end of a day, or for ever</label>
<input id="until" name="until" type="date">
<label class="check"><input type="checkbox" name="mute" value="mute"> Only mute: hide it here, and tell no server</label>
`;
}

function lineMarkup({ number, text, says, over }: BlockLine): Markup {
  return markup`<li class="${over ? 'over' : ''}">
<code dir="auto">${text}</code>
<span class="says" dir="auto">${says}${over && ' (over)'}</span>
<form method="post" action="/unblock"><input type="hidden" name="number" value="${number}"><input type="hidden" name="text" value="${text}"><button aria-label="Unblock ${text}">Unblock</button></form>
</li>
`;
}
