// What bridges say, to the person and to whoever looks later: news as they come, the same trouble once and not with each
// round, and of each bridge how it goes with it.
import type { Came, Ends, Standing } from '../../bridge/standing.ts';
import type { Inbox } from '../../inbox/inbox.ts';
import { timeOf } from '../../inbox/schedule.ts';
import { distinct, told, type Exit, type Outcome, type Problem } from '../../model/problem.ts';
import type { World } from '../../world/world.ts';
import type { Round } from './node.ts';
import { noteRound, standingOf } from './standing.ts';

export interface Journal {
  /** After a round of a bridge from a feed. */
  round(ends: Ends, round: Round): void;
  /** When a bridge from a node has heard something, or is in trouble, or is no more. */
  heard(ends: Ends, heard: Words): void;
  /** When there is trouble with the line of an account, or no more. */
  line(jid: string, trouble: Problem | undefined): void;
  standing(ends: Ends): Standing;
  /** All problems so far, and whether there was anything else to say. */
  sum(): Sum;
}

export interface Sum {
  readonly exit: Exit;
  readonly problems: readonly Problem[];
  readonly isNews: boolean;
}

/** What came of something; `exit` where it is known whose the problems are. */
export type Words = Omit<Outcome, 'exit'> & Partial<Pick<Outcome, 'exit'> & Pick<Round, 'counts'>>;

type Outside = Pick<World, 'say' | 'clock'>;

/** A journal kept in the inbox. One that is `for the end` tells problems only in its sum. */
export function journalIn(inbox: Inbox, world: Outside, how: 'as it comes' | 'for the end'): Journal {
  const standing = new Map<string, string>();
  const all: Problem[] = [];
  let isNews = false;
  let exit: Exit = 0;
  const tell = (whose: string, { said, problems, exit: its = 3 }: Words): void => {
    if (problems.length > 0) exit = exit === 0 ? its : exit;
    isNews ||= said !== '';
    if (said !== '') world.say.line(said);
    const text = told(problems);
    const isKnown = text === '' || [...standing.values()].includes(text);
    standing.set(whose, text);
    all.push(...(how === 'for the end' ? problems : []));
    if (!isKnown && how === 'as it comes') world.say.problems(problems);
  };
  const note = (ends: Ends, came: Came): void => noteRound(inbox, ends, { came, now: timeOf(world.clock.now()) });
  return {
    round(ends, round) {
      const { polled, problems, counts } = round;
      tell(nameOf(ends), round);
      const { heard, next } = polled;
      note(ends, { heard, next: polled.ended ? undefined : next, counts, trouble: sentenceOf(problems) });
    },
    heard(ends, words) {
      tell(nameOf(ends), words);
      const trouble = sentenceOf(words.problems);
      note(ends, {
        counts: words.counts,
        isNews: words.said !== '',
        trouble,
        heard: trouble === undefined ? timeOf(world.clock.now()) : undefined,
      });
    },
    line: (jid, trouble) => tell(jid, { said: '', problems: trouble ? [trouble] : [] }),
    standing: (ends) => standingOf(inbox, ends),
    sum: () => ({ exit, problems: distinct(all), isNews }),
  };
}

function nameOf({ from, to }: Ends): string {
  return `${from} ${to}`;
}

function sentenceOf(problems: readonly Problem[]): string | undefined {
  return problems.length === 0 ? undefined : problems.map(({ what }) => what).join(' ');
}
