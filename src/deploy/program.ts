// The programs that deploy: what they work with, and what one that failed said, as a problem.
import type { Problem } from '../model/problem.ts';
import type { Files, Ran, Run } from '../world/world.ts';

export interface Outside {
  /** The site's folder. */
  readonly files: Files;
  /** The built site, `_site/`. */
  readonly built: Files;
  readonly run: Run;
}

/** Enough to see why, without the log. */
const LINES = 8;

/** The problem of a program that ended badly: its name, its code and the last that it said. */
export function refused(program: string, ran: Ran, next: string): Problem {
  return { where: 'deploy', what: `${program} ended with code ${ran.code}: ${lastSaid(ran)}`, next };
}

/** The last lines that a program said: of its errors, where it told any. */
export function lastSaid({ out, err }: Ran): string {
  const said = (err.trim() || out.trim()).split('\n').slice(-LINES).join('\n    ');
  return withoutSecrets(said);
}

/** `https://ann:token@host/` without what is between the slashes and the @. */
export function withoutSecrets(text: string): string {
  return text.replaceAll(/(\w:\/\/)[^\s/@]+@/g, '$1');
}
