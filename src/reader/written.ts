// After a post is written: where it is, and how it gets out.
import { markup, type Markup } from './markup.ts';
import type { Asked, Page, Sent } from './page.ts';
import { NOT_HERE, problemsMarkup } from './problems.ts';

export function writtenPage({ reading, query }: Asked): Page {
  const next = reading.deploy
    ? 'Nobody sees it before it is deployed.'
    : markup`<code>skein deploy</code> publishes it.`;
  return {
    title: 'Written',
    place: 'write',
    main: markup`<h1>Written</h1>
<p class="said" role="status">Your post is in <code>${query.get('file') ?? 'posts/'}</code>. ${next}</p>
${reading.deploy && deployForm('main')}<p><a href="/">Back to the timeline</a> · <a href="/compose">Write another</a></p>
`,
  };
}

/** Publishes what is written, where the person allowed it. */
export async function deploy({ reading }: Sent): Promise<Page> {
  if (!reading.deploy) return NOT_HERE;
  const { problems, said } = await reading.deploy();
  return {
    title: 'Deploy',
    place: 'write',
    main: markup`<h1>Deploy</h1>
${problemsMarkup(problems)}<p class="said" role="status">${said}</p>
<p><a href="/">Back to the timeline</a></p>
`,
  };
}

/** The button that deploys; `main` is what comes next. */
export function deployForm(importance: 'main' | ''): Markup {
  return markup`<form method="post" action="/deploy"><button class="${importance}">Deploy now</button></form>
`;
}
