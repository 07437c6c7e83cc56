// A line of `blocks.txt` and the rule that it is. What rules hide is decided in `blocks.ts`.
import { momentOf } from '../model/moment.ts';
import { foldedName } from '../model/name.ts';
import { fine, wrong } from '../model/problem.ts';
import type { Checked, Problem } from '../model/problem.ts';
import { domainOf, placeOf } from './address.ts';
import { foldedTag, foldedWords } from './words.ts';

/**
 * What is not to be seen. A muted one is hidden just as a blocked one is; the difference is outside: a block also ends
 * what a follower over XMPP gets of mine, and of a mute nobody hears.
 */
export interface Rule {
  readonly kind: 'address' | 'domain' | 'name' | 'tag' | 'words';
  /** What it is about, in the form in which it is compared. Of a name `eve`, or `eve@host.example`. */
  readonly what: string;
  /** The same as it was typed: `https://Spam.example/~eve/`, `#Sports`. */
  readonly subject: string;
  /** All that was typed, in one line. */
  readonly line: string;
  readonly mute: boolean;
  /** As it was typed. `end` is the first moment at which the rule no longer holds, in RFC 3339, UTC. */
  readonly until?: { readonly typed: string; readonly end: string };
  readonly reason?: string;
}

type Trouble = Omit<Problem, 'where'>;
type About = Pick<Rule, 'kind' | 'what'>;

const DAY = 24 * 60 * 60_000;

//   "world cup" mute until 2026-12-24 // not this year
//   ^ subject   ^ options             ^ reason
const QUOTED = /^(?:"([^"]*)"|“([^“”]*)”|„([^„“”]*)[“”]|«([^«»]*)»)(?=\s|$)/;
const REASON = /(?:^|(?<!\s)\s+)(?:\/\/|—)(?:\s+(?<reason>.*))?$/s;

const SUBJECTS =
  'Write an address (https://…, xmpp:…, eve@xmpp.example), a domain (spam.example), @name, #tag, or words in quotes.';
const OPTIONS = 'After what is blocked may stand: mute, until 2026-12-24, and // with a reason.';

/** The rule of a line; dates are read in the zone, and a day counts to its end. `where` is what its problems are of. */
export function ruleOf(line: string, { zone, where }: { zone: string; where: string }): Checked<Rule> {
  const typed = line.trim();
  const quoted = QUOTED.exec(typed);
  const subject = quoted?.[0] ?? /^\S*/.exec(typed)?.[0] ?? '';
  const about = quoted ? wordsIn(quoted) : aboutOf(subject);
  const rest = typed.slice(subject.length);
  const reason = REASON.exec(rest);
  const options = optionsOf(rest.slice(0, reason?.index ?? rest.length), zone);
  const problems = ['next' in about ? [about] : [], options.troubles].flat().map((trouble) => ({ where, ...trouble }));
  if ('next' in about || problems.length > 0) return wrong(...problems);
  const { mute, until } = options;
  const why = reason?.groups?.['reason']?.trim();
  return fine({ ...about, subject, line: typed, mute, ...(until && { until }), ...(why && { reason: why }) });
}

/** The rule of the words after `skein block`. The shell takes quotes away: what has blanks in it is words. */
export function ruleFrom(words: readonly string[], zone: string): Checked<Rule> {
  const [subject = '', ...options] = words.map((word) => word.trim().replaceAll(/\s+/g, ' '));
  const bare = subject.includes(' ') && !QUOTED.test(subject);
  const typed = bare ? quotedOf(subject) : subject;
  return ruleOf([typed, ...options].join(' '), { zone, where: `block ${subject}`.trim() });
}

/** Words as a rule has them. */
function quotedOf(words: string): string {
  return words.includes('"') ? `“${words}”` : `"${words}"`;
}

/** Whether two rules are about the same, whatever else they say. */
export function isSameSubject(a: Rule, b: Rule): boolean {
  return a.kind === b.kind && a.what === b.what;
}

/** Whether the time of a rule is over. */
export function isOver({ until }: Rule, now: Date): boolean {
  return until !== undefined && Date.parse(until.end) <= now.getTime();
}

/**
 * Whom a block also keeps from what I publish: an XMPP account, or all of a domain. Undefined for a mute, of which nobody
 * hears, and for what is nobody on XMPP.
 */
export function cutOffBy({ kind, what, mute }: Rule): string | undefined {
  if (mute || what.includes('/')) return undefined;
  const isSomeone = kind === 'domain' || kind === 'address' || (kind === 'name' && what.includes('@'));
  return isSomeone ? what.replace(/\?.*$/s, '') : undefined;
}

function wordsIn([, ...words]: RegExpExecArray): About | Trouble {
  const typed = words.find((each) => each !== undefined) ?? '';
  // Addresses in a text are no words (`words.ts`), so such a rule would hide nothing.
  if (typed.includes('://')) {
    return {
      what: `"${typed}" is an address, not words.`,
      next: 'Write it without quotes to hide what comes from it.',
    };
  }
  const what = foldedWords(typed).trim();
  return what ? { kind: 'words', what } : { what: 'There are no words between the quotes.', next: SUBJECTS };
}

// By how it begins; the first that fits.
const BEGINNINGS: readonly (readonly [RegExp, (subject: string) => About | undefined])[] = [
  [/^[#＃]/, tagged],
  [/^@/, named],
  [/^(?:https?|xmpp):/i, addressed],
  [/@/, addressed],
  [/^[^/]*\//, (subject) => (domainOf(subject.split('/')[0] ?? '') ? addressed(`https://${subject}`) : undefined)],
  [/^/, domained],
];

function aboutOf(subject: string): About | Trouble {
  if (/^["“„«]/.test(subject)) return { what: 'The words have no quotes at their end.', next: SUBJECTS };
  const [, about] = BEGINNINGS.find(([beginning]) => beginning.test(subject)) ?? [];
  return about?.(subject) ?? { what: `"${subject}" is nothing that can be blocked.`, next: SUBJECTS };
}

function tagged(subject: string): About | undefined {
  const what = foldedTag(subject.slice(1));
  return /^[\p{L}\p{M}\p{N}·・]+$/u.test(what) ? { kind: 'tag', what } : undefined;
}

// @eve · @eve@host.example · @host.example, which is the same as the domain
function named(subject: string): About | undefined {
  const [name = '', host, ...more] = subject.slice(1).split('@');
  if (host === undefined)
    return domained(name) ?? (foldedName(name) ? { kind: 'name', what: foldedName(name) } : undefined);
  const domain = domainOf(host);
  if (!name || !domain || more.length > 0) return undefined;
  return { kind: 'name', what: `${name.normalize('NFKC').toLowerCase()}@${domain}` };
}

function addressed(subject: string): About | undefined {
  const place = placeOf(subject);
  return place && { kind: 'address', what: place.at };
}

function domained(subject: string): About | undefined {
  const what = domainOf(subject);
  return what === undefined ? undefined : { kind: 'domain', what };
}

interface Options extends Pick<Rule, 'mute' | 'until'> {
  readonly troubles: readonly Trouble[];
}

function optionsOf(text: string, zone: string): Options {
  const [first = '', second = '', ...rest] = text.trim().split(/\s+/);
  if (first === '') return { mute: false, troubles: [] };
  if (first === 'mute') return { ...optionsOf([second, ...rest].join(' '), zone), mute: true };
  if (first !== 'until')
    return { mute: false, troubles: [{ what: `"${first}" is no option of a block.`, next: OPTIONS }] };
  const others = optionsOf(rest.join(' '), zone);
  const end = endOf(second, zone);
  if ('next' in end) return { ...others, troubles: [end, ...others.troubles] };
  return { ...others, until: { typed: second, end: end.time } };
}

// A day counts to its end: to the first moment of the next.
function endOf(typed: string, zone: string): { readonly time: string } | Trouble {
  if (typed === '') return { what: 'After "until" stands no date.', next: OPTIONS };
  const moment = momentOf(typed, zone);
  if ('next' in moment || !/^[\d-]+$/.test(typed)) return moment;
  const next = new Date(Date.parse(typed) + DAY).toISOString().slice(0, 'YYYY-MM-DD'.length);
  return momentOf(next, zone);
}
