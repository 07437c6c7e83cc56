// How Skein speaks to the person (door: picocolors): what was done on stdout, what is wrong on stderr, and on a
// terminal one line of progress that is written over.
import picocolors from 'picocolors';
import { told } from '../model/problem.ts';
import type { Say } from './world.ts';

/** The part of a stream of Node that speaking needs. */
export interface Voice {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

// Some of what is printed was written by strangers. C0 and C1 but for tab and line break: a terminal obeys them.
const OBEYED = /(?![\t\n])\p{Cc}/gu;

/** Back to the first column; erase the line (ECMA-48 §8.3.41, EL). */
const OVER = '\r\u001B[K';

/** `colour` is what the person allows (`NO_COLOR`); without a terminal there is none either way. */
export function sayTo({ out, err, colour }: { out: Voice; err: Voice; colour: boolean }): Say {
  const { bold, dim } = picocolors.createColors(colour && err.isTTY === true);
  let over = '';
  const print = (voice: Voice, text: string): void => {
    if (over !== '') err.write(over);
    over = '';
    voice.write(`${text}\n`);
  };
  return {
    line: (text) => print(out, visible(text)),
    problems: (problems) => {
      if (problems.length === 0) return;
      const styled = problems.map(({ where, what, next }) => ({
        where: bold(visible(where)),
        what: visible(what),
        next: dim(visible(next)),
      }));
      print(err, told(styled));
    },
    progress: (text) => {
      if (err.isTTY !== true) return;
      err.write(OVER + visible(text).slice(0, (err.columns ?? 80) - 1));
      over = OVER;
    },
  };
}

function visible(text: string): string {
  return text.replace(OBEYED, '\uFFFD');
}
