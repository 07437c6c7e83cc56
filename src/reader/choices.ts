// What can be blocked because of an entry: its author, where it comes from, its tags, a word.
import { webAddress } from './address.ts';
import { termsMarkup } from './blocks.ts';
import type { Shown } from './reading.ts';
import { entryMarkup } from './entry.ts';
import { markup, type Markup } from './markup.ts';
import type { Asked, Page } from './page.ts';
import { NOT_HERE } from './problems.ts';

interface Choice {
  readonly what: string;
  readonly says: string;
}

export function choicesPage({ reading, number }: Asked): Page {
  const shown = reading.entry(number);
  if (!shown) return NOT_HERE;
  const choices = choicesOf(shown);
  return {
    title: 'Block',
    place: 'blocks',
    main: markup`<h1>Block</h1>
<form class="block" method="post" action="/block">
<fieldset>
<legend>What you do not want to see</legend>
${choices.map(choiceMarkup)}<label class="check"><input type="radio" name="what" value="words"> Entries with these words</label>
<label class="unseen" for="words">Words</label>
<input id="words" name="words" maxlength="200" dir="auto">
</fieldset>
${termsMarkup()}<button>Block</button>
<a href="/entry/${number}">Cancel</a>
</form>
<section class="quoted" aria-label="The entry">
${entryMarkup(shown, { site: reading.site, as: 'quoted' })}</section>
`,
  };
}

function choicesOf({ entry, follow }: Shown): readonly Choice[] {
  const name = entry.author.name || follow.name;
  const author = entry.author.uri ?? entry.source;
  const page = webAddress(entry.url) ?? webAddress(entry.source);
  const host = page === undefined ? undefined : new URL(page).hostname;
  return [
    { what: author, says: `${name} (${author})` },
    ...(host === undefined || !/\.\p{L}/u.test(host) ? [] : [{ what: host, says: `Everything from ${host}` }]),
    ...entry.tags.map((tag) => ({ what: `#${tag}`, says: `Everything tagged #${tag}` })),
  ];
}

function choiceMarkup({ what, says }: Choice, index: number): Markup {
  return markup`<label class="check"><input type="radio" name="what" value="${what}"${index === 0 && markup` checked`}> <bdi>${says}</bdi></label>
`;
}
