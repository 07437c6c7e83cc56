// What templates can ask of a value, beside Eleventy's own filters.
import { dayIn, directionOf, timeIn } from '../model/language.ts';
import { addressOf, type Site } from '../model/site.ts';
import type { Forms } from './words.ts';

// A path that an address holds as it is: to parse each would take a third of a build's rendering.
const PLAIN = /^(?:[\w-][\w.-]*\/)*(?:[\w-][\w.-]*)?$/;

/** A filter takes what stands before it in a template, whatever that is. */
type Filter = (value: never, given: never) => string;

/**
 * `day`, `time` (in the site's zone and language) and `iso` of a date; `url` (`tags/` → `/~ann/tags/`) and `absolute`
 * of a path of the site; `brief` of an address (`bob.example/7`); `dir` of a language; `count`, a number with the word for
 * what it counts; `json`, safe inside a script element (use it with `safe`).
 */
export function filtersOf(site: Site): Readonly<Record<string, Filter>> {
  const base = addressOf(site, '');
  const origin = new URL(base).origin;
  const absolute = (path: string): string => {
    const rest = path.replace(/^\/+/, '');
    return PLAIN.test(rest) ? base + rest : addressOf(site, rest);
  };
  return {
    day: (date: string | Date) => dayIn(site, iso(date)),
    time: (date: string | Date) => timeIn(site, iso(date)),
    iso,
    url: (path: string) => absolute(path).slice(origin.length),
    absolute,
    brief,
    dir: directionOf,
    count: countIn(site),
    json: (value: unknown) => JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, escaped),
  };
}

// An address as people write it.
function brief(address: string): string {
  return address.replace(/^(?:https?:\/\/(?:www\.)?|mailto:|xmpp:)/i, '').replace(/\/$/, '');
}

function countIn({ language }: Site): (number: number, forms: Forms) => string {
  const rules = new Intl.PluralRules(language);
  const digits = new Intl.NumberFormat(language);
  return (number, forms) =>
    (forms[rules.select(number)] ?? forms['other'] ?? '{n}').replace('{n}', digits.format(number));
}

function iso(date: string | Date): string {
  return new Date(date).toISOString().replace('.000Z', 'Z');
}

// `</script` and `<!--` would end the element or change how it is read; the two line ends are none in JSON.
function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
