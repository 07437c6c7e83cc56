// To write a post or an answer: the form, and how the post would look.
import type { Problem } from '../model/problem.ts';
import { answeredIn, draftIn, photoIn } from './draft.ts';
import type { Reading, Shown } from './reading.ts';
import { entryMarkup } from './entry.ts';
import { cleaned, markup, type Markup } from './markup.ts';
import { wordIn, type Asked, type Gone, type Page, type Sent } from './page.ts';
import { NOT_HERE, problemsMarkup } from './problems.ts';
import { deployForm } from './written.ts';

/** A new post. */
export function composePage({ reading }: Asked): Page {
  return formPage(reading, { ...NOTHING, answered: undefined });
}

/** An answer to the entry that the path names. */
export function replyPage({ reading, number }: Asked): Page {
  const answered = reading.entry(number);
  return answered ? formPage(reading, { ...NOTHING, answered }) : NOT_HERE;
}

/** Writes the post; or shows the form again, with what was typed and what is wrong with it. */
export async function write({ reading, form }: Sent): Promise<Page | Gone> {
  const draft = await draftIn(reading, form);
  const file = draft.ok ? await reading.write(draft.value) : draft;
  if (file.ok) return { go: `/written?${new URLSearchParams({ file: file.value }).toString()}` };
  const typed = { text: wordIn(form, 'text'), alt: wordIn(form, 'alt'), hasPicture: photoIn(form) !== undefined };
  return {
    ...formPage(reading, { ...typed, answered: answeredIn(reading, form), problems: file.problems }),
    status: 422,
  };
}

/** How the draft would look. */
export async function preview({ reading, form }: Sent): Promise<Page> {
  const draft = await draftIn(reading, form);
  const html = draft.ok ? await reading.preview(draft.value) : draft;
  return {
    title: 'Preview',
    place: 'write',
    status: html.ok ? 200 : 422,
    main: markup`<h1>Preview</h1>
${html.ok ? previewMarkup(cleaned(html.value)) : problemsMarkup(html.problems)}`,
  };
}

function previewMarkup(body: Markup): Markup {
  return markup`<article class="h-entry"><div class="e-content" id="preview" dir="auto">${body}</div></article>
`;
}

interface Begun {
  readonly answered: Shown | undefined;
  readonly text: string;
  readonly alt: string;
  readonly hasPicture: boolean;
  readonly problems: readonly Problem[];
}

const NOTHING = { text: '', alt: '', hasPicture: false, problems: [] };

function formPage(reading: Reading, begun: Begun): Page {
  const { answered, problems } = begun;
  const title = answered ? `Reply to ${answered.entry.author.name || answered.follow.name}` : 'Write';
  return {
    title,
    place: 'write',
    main: markup`<h1><bdi>${title}</bdi></h1>
${problemsMarkup(problems)}${formMarkup(begun)}${belowMarkup(reading, answered)}`,
  };
}

function formMarkup({ answered, text, alt, hasPicture }: Begun): Markup {
  return markup`<form class="compose" method="post" action="/compose" enctype="multipart/form-data">
${answered && markup`<input type="hidden" name="reply" value="${answered.entry.number}">`}
<label for="text">Text, in Markdown</label>
<textarea id="text" name="text" rows="8" dir="auto" maxlength="100000" autofocus>
${text}</textarea>
<p class="hint" id="count">Up to 300 characters a note is whole on micro.blog, up to 500 on Mastodon.</p>
<details class="picture"${(hasPicture || alt !== '') && markup` open`}><summary>A picture</summary>
<label for="photo">Picture, up to 10 MB</label>
<input id="photo" name="photo" type="file" accept="image/jpeg,image/png,image/gif,image/webp,image/avif">
<label for="alt">What it shows, for those who cannot see it</label>
<input id="alt" name="alt" value="${alt}" maxlength="1000" dir="auto">
<label class="check"><input type="checkbox" name="decoration" value="yes"> It is only decoration</label>
</details>
<div class="buttons">
<button class="main">Write the post</button>
<button class="preview" formaction="/preview" formtarget="_blank">Preview</button>
</div>
</form>
<section class="live-preview" hidden>
<h2>Preview</h2>
<div class="made"></div>
</section>
`;
}

// What is answered, to have it before one's eyes; else what waits to be published.
function belowMarkup(reading: Reading, answered: Shown | undefined): Markup {
  if (answered)
    return markup`<section class="quoted" aria-label="What you answer">
${entryMarkup(answered, { site: reading.site, as: 'quoted' })}</section>
`;
  if (!reading.deploy) return markup``;
  return markup`<section class="quoted">
<p>What was written before, and is not out yet:</p>
${deployForm('')}</section>
`;
}
