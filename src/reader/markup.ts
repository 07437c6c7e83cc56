// HTML by a tagged template. What stands in the template is markup; each value is text and is escaped, in attributes too
// (which are always quoted), unless it is markup itself. What is no text is refused by its type.
import type { SafeHtml } from '../model/entry.ts';

/** HTML that may be shown as it is. */
export interface Markup {
  readonly markup: string;
}

/** What is absent or false leaves no trace; a list is written one after another. */
type Value = string | number | false | undefined | Markup | readonly Value[];

const ESCAPED: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** The markup of a template and its values. */
export function markup(pieces: TemplateStringsArray, ...values: readonly Value[]): Markup {
  let all = pieces[0] ?? '';
  for (const [at, value] of values.entries()) all += written(value) + (pieces[at + 1] ?? '');
  return { markup: all };
}

/** HTML that was cleaned is markup. */
export function cleaned(html: SafeHtml): Markup {
  return { markup: html };
}

function written(value: Value): string {
  if (value === undefined || value === false) return '';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return value.replaceAll(/[&<>"']/g, (character) => ESCAPED[character] ?? character);
  return 'markup' in value ? value.markup : value.map(written).join('');
}
