// What a rule does, in words.
import { isOver } from './rules.ts';
import type { Rule } from './rules.ts';

const WHAT: Readonly<Record<Rule['kind'], (rule: Rule) => string>> = {
  address: ({ what }) => (what.includes('/') ? `what comes from ${what} and below` : `everything from ${what} on XMPP`),
  domain: ({ what }) => `everything from ${what}`,
  name: ({ subject, what }) =>
    what.includes('@') ? `everything from @${what}` : `everything from all called ${subject}`,
  tag: ({ subject }) => `what is tagged ${subject}`,
  words: ({ subject }) => `what says ${subject}`,
};

/** `hides everything from spam.example until 2026-12-24`; of one whose time is over, `hid …`. */
export function saysOf(rule: Rule, now: Date): string {
  const [does, did] = rule.mute ? ['mutes', 'muted'] : ['hides', 'hid'];
  const until = rule.until ? ` until ${rule.until.typed}` : '';
  return `${isOver(rule, now) ? did : does} ${WHAT[rule.kind](rule)}${until}`;
}
