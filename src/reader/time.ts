// Times as the person's own site says them.
import { dayIn, timeIn } from '../model/language.ts';
import type { Site } from '../model/site.ts';
import { markup, type Markup } from './markup.ts';

/** A moment, in the site's zone; nothing where it is no time. `named` is a class of microformats. */
export function timeMarkup(site: Site, time: string, named = ''): Markup {
  if (Number.isNaN(Date.parse(time))) return markup``;
  const said = inWords(site);
  return markup`<time class="${named}" datetime="${time}">${dayIn(said, time)}, ${timeIn(said, time)}</time>`;
}

// The words of the reader are English, so its dates are too.
function inWords(site: Site): Site {
  return /^en\b/i.test(site.language) ? site : { ...site, language: 'en-GB' };
}
