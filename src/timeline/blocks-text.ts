// The text of `blocks.txt`: the rules in it, and the edits that keep all else in it byte for byte.
import type { Problem } from '../model/problem.ts';
import { isSameSubject, ruleOf } from './rules.ts';
import type { Rule } from './rules.ts';

export const FILE = 'blocks.txt';

/** What a new file begins with. */
const HEAD = `# Whom and what I do not want to see: one rule a line. Without its line, all that it hid is back.
#
#   https://host.example/~eve/     an address: what comes from it, and from below it
#   eve@xmpp.example               an XMPP address, also with xmpp: before it
#   spam.example                   a domain, and all that end in it
#   @eve  @eve@social.example      whoever has that name, or that account
#   #sports                        a tag. With a blank after the #, as here, it is a comment
#   "world cup"                    words, in texts, titles, warnings and descriptions of pictures
#
# After it, on the same line: \`mute\`, which hides as much, but tells nobody and cuts off no follower; \`until 2026-12-24\`,
# that day included; and a reason after //.

`;

// A # before anything but a tag.
const COMMENT = /^(?:#(?![\p{L}\p{N}_])|$)/u;

/** A rule and the number of its line, from 1. */
export interface NumberedRule extends Rule {
  readonly number: number;
}

/** The rules in the order of the file, and what is wrong with the lines that are none; the others hold all the same. */
export function blocksFrom(
  text: string,
  zone: string,
): { readonly rules: readonly NumberedRule[]; readonly problems: readonly Problem[] } {
  const lines = text.split('\n').map((line, at) => ({ line: line.trim(), number: at + 1 }));
  const read = lines
    .filter(({ line }) => !COMMENT.test(line))
    .map(({ line, number }) => ({ number, rule: ruleOf(line, { zone, where: `${FILE}:${number}` }) }));
  return {
    rules: read.flatMap(({ number, rule }) => (rule.ok ? [{ ...rule.value, number }] : [])),
    problems: read.flatMap(({ rule }) => (rule.ok ? [] : rule.problems)),
  };
}

/**
 * The text with this rule in it: at its end, or in the place of what it said about the same before. A reason that stands
 * there stays, where the rule has none and says nothing else.
 */
export function withRule(text: string, rule: Rule): string {
  const [first, ...others] = blocksFrom(text, 'UTC').rules.filter((each) => isSameSubject(each, rule));
  const lines = linesOf(text);
  if (!first) return `${text.trim() === '' ? HEAD : ''}${lines.map(ended(text)).join('')}${rule.line}${newline(text)}`;
  const kept = saysAllOf(first, rule) ? first : rule;
  const gone = new Set(others.map(({ number }) => number));
  return lines
    .map((line, at) => (at + 1 === first.number ? line.replace(line.trim(), () => kept.line) : line))
    .filter((_line, at) => !gone.has(at + 1))
    .join('');
}

/** The text without the line of this number, if that line still says this. */
export function withoutRule(text: string, { number, line }: Pick<NumberedRule, 'line' | 'number'>): string {
  return linesOf(text)
    .filter((each, at) => at + 1 !== number || each.trim() !== line)
    .join('');
}

function saysAllOf(known: Rule, rule: Rule): boolean {
  const [was, is] = [known, rule].map(({ mute, until }) => `${mute} ${until?.typed}`);
  return was === is && (rule.reason === undefined || rule.reason === known.reason);
}

// Each with what ends it.
function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function newline(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

function ended(text: string): (line: string) => string {
  return (line) => (line.endsWith('\n') ? line : `${line}${newline(text)}`);
}
