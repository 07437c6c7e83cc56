// Decides what is done about the news (DESIGN §3, rules 4 to 6): what waits, and whether anybody hears it.
import type { Entry } from '../model/entry.ts';
import { counted, type Problem } from '../model/problem.ts';
import type { Account } from '../model/site.ts';
import type { News, Rename } from './news.ts';

/** More than this is not told to anybody. */
const BRAKE = 20;

export interface Plan {
  /** Oldest first. */
  readonly publish: readonly Entry[];
  /** The ids of those of `publish` that replace another version. */
  readonly edits: ReadonlySet<string>;
  /** Ids of items. */
  readonly retract: readonly string[];
  /** `held`: nothing is done, since followers would be told too often. */
  readonly followers: 'told' | 'not told' | 'held';
  readonly problems: readonly Problem[];
}

/** How a publisher wants it done. */
export interface Manners {
  /** `--all`: renames are carried out, and however many things are told. */
  readonly all: boolean;
  /** Of what looks like a rename: `held` until somebody looks at it, or two things like any others. */
  readonly renames: 'held' | 'done';
  /** Whether followers hear of what comes first onto a node, where the server can do it silently. */
  readonly first: 'told' | 'not told';
}

export interface Terms extends Manners {
  readonly at: Account;
  /** Ids of the missing items that the host has dropped too. */
  readonly gone: ReadonlySet<string>;
  /** Whether the node can be made silent. */
  readonly canBeSilent: boolean;
  /** Whether it is: the last silent run did not come to its end. */
  readonly isSilent: boolean;
}

export function planOf(news: News, { at, gone, canBeSilent, isSilent, all, renames, first }: Terms): Plan {
  const held = all || renames === 'done' ? [] : news.renames;
  const heldIds = new Set(held.flatMap(({ from, to }) => [from.written.id, to.id]));
  const publish = news.publish.filter(({ id }) => !heldIds.has(id));
  const retract = news.missing
    .filter(({ id, written }) => gone.has(id) && !heldIds.has(written.id))
    .map(({ id }) => id);
  const problems = [...news.problems, ...held.map(renameProblem)];

  const told = publish.length + retract.length;
  const plan = { publish, edits: news.edits, retract };
  const isMuch = told + news.passedOver > BRAKE || (news.isFirst && first === 'not told' && told > 0);
  if (isSilent || (canBeSilent && isMuch)) return { ...plan, followers: 'not told', problems };
  if (told <= BRAKE || all) return { ...plan, followers: 'told', problems };
  return { ...plan, followers: 'held', problems: [...problems, brakeProblem(told, at)] };
}

function renameProblem({ from, to }: Rename): Problem {
  return {
    where: to.url,
    what: `This looks like ${from.written.url} under a new name; neither is announced nor taken back.`,
    next: `Write "id: ${from.id}" in its front matter and it stays the same post. If it is another one: skein announce --all`,
  };
}

function brakeProblem(told: number, { node }: Account): Problem {
  return {
    where: node,
    what: `Followers would be told of ${counted(told, 'change')} at once, and this server cannot do it silently.`,
    next: 'If they are meant, run this again with --all. Of a site, skein announce --dry-run shows them.',
  };
}
