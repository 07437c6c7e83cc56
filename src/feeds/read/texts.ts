// The two texts of an entry, HTML and plain, each made of the other where only one is stated, and what stands above both.
import type { SafeHtml } from '../../model/entry.ts';
import { strangerHtmlAt } from '../clean.ts';
import { htmlFrom, oneLine } from '../shown.ts';
import { clean, type Element } from '../xml.ts';
import { htmlOfText, textOf } from './plain.ts';
import type { Stated } from './stated.ts';
import { treeFrom } from './tree.ts';

/** Of one entry, in characters, of its HTML as of its text. */
const LONGEST = 500_000;

interface Texts {
  readonly html: SafeHtml;
  /** The HTML as a tree. */
  readonly tree: Element;
  readonly text: string;
  readonly warning?: string;
}

/** Its texts, and the warning above them. */
export function textsOf({ html, text, base, enclosures, title, warning, summary }: Stated): Texts {
  const cut = text === undefined ? undefined : clean(text.slice(0, LONGEST).replace(/\r\n?/g, '\n')).trim();
  // Our own writers put pictures that are files beneath the text.
  const whole = html === undefined ? fitted(cut ?? '', htmlOfText) : cleanedAt(htmlFrom(html, { enclosures }), base);
  const tree = treeFrom(whole);
  const above = html === undefined ? undefined : warningIn(whole, tree);
  const start = above && `${above.warning}\n\n`;
  const below = start !== undefined && cut?.startsWith(start) ? cut.slice(start.length) : undefined;
  if (above && (title === '' || below !== undefined || oneLine(summary ?? '') === above.warning)) {
    const rest = treeFrom(above.html);
    return { ...above, tree: rest, text: below ?? cut ?? textOf(rest) };
  }
  return { html: whole, tree, text: cut ?? textOf(tree), ...(warning !== undefined && { warning: clean(warning) }) };
}

/** Each relative address becomes as long as its base, which is no address of an entry beyond this. */
const LONGEST_BASE = 500;

function cleanedAt(html: string, base: string): SafeHtml {
  return fitted(html, (part) => strangerHtmlAt(part, base.length > LONGEST_BASE ? '' : base).trim() as SafeHtml);
}

/** What is made of the text, or of so much of it that what is made is not too long. */
function fitted(text: string, make: (part: string) => SafeHtml): SafeHtml {
  let part = text.slice(0, LONGEST);
  for (;;) {
    const made = make(part);
    if (made.length <= LONGEST) return made;
    part = part.slice(0, Math.floor((part.length * LONGEST) / made.length) - 100);
  }
}

/**
 * A warning above the text, as our feeds and Mastodon's have it, and the text beneath:
 *
 *     <p><strong>The end of the film</strong></p><hr/>…    <p><strong>Content warning:</strong> the film</p><hr/>…
 */
function warningIn(html: SafeHtml, tree: Element): (Pick<Texts, 'html'> & { warning: string }) | undefined {
  const rule = '<hr />';
  if (!html.startsWith('<p><strong>') || !html.includes(rule)) return undefined;
  const [first, second] = tree.getChildElements();
  const strong = first?.getChildElements()[0];
  if (second?.name !== 'hr' || !first || !strong || strong.getChildElements().length > 0) return undefined;
  const [label, rest] = [oneLine(strong.getText()), oneLine(first.getText())];
  const warning = rest === '' ? label : rest;
  if (warning === '' || (rest !== '' && !label.endsWith(':'))) return undefined;
  return { html: html.slice(html.indexOf(rule) + rule.length).trim() as SafeHtml, warning };
}
