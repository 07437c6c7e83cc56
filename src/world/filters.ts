// What templates can ask of a value, beside Eleventy's own filters.
import { dayIn, directionOf, timeIn } from '../model/language.ts';
import { addressOf, sitePath, type Site } from '../model/site.ts';

/** A filter takes what stands before it in a template, whatever that is. */
type Filter = (value: never) => string;

/**
 * `day`, `time` (in the site's zone and language) and `iso` of a date; `url` (`tags/` → `/~ann/tags/`) and `absolute`
 * of a path of the site; `dir` of a language; `json`, safe inside a script element (use it with `safe`).
 */
export function filtersOf(site: Site): Readonly<Record<string, Filter>> {
  return {
    day: (date: string | Date) => dayIn(site, iso(date)),
    time: (date: string | Date) => timeIn(site, iso(date)),
    iso,
    url: (path: string) =>
      new URL(inside(path), new URL(sitePath(site), site.url)).href.slice(new URL(site.url).origin.length),
    absolute: (path: string) => addressOf(site, inside(path)),
    dir: directionOf,
    json: (value: unknown) => JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, escaped),
  };
}

function inside(path: string): string {
  return path.replace(/^\/+/, '');
}

function iso(date: string | Date): string {
  return new Date(date).toISOString().replace('.000Z', 'Z');
}

// `</script` and `<!--` would end the element or change how it is read; the two line ends are none in JSON.
function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
