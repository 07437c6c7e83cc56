// What a command is: its words for the help, and its work.
import type { Outcome } from '../model/problem.ts';
import type { World } from '../world/world.ts';

export interface Option {
  /** As commander reads it: `--title <text>`, `--draft`. */
  readonly flags: string;
  readonly says: string;
  /** It may be given more than once. */
  readonly many?: true;
}

/** What the person gave. An option that was not given is undefined; one without a value is 'yes'. */
export interface Given {
  readonly words: readonly string[];
  text(option: string): string | undefined;
  texts(option: string): readonly string[];
}

export interface Command {
  readonly name: string;
  /** As commander reads it: `<folder>`, `[text...]`. */
  readonly takes?: string;
  /** One line; says so where the command uses the net. */
  readonly says: string;
  readonly options: readonly Option[];
  /** It runs until the person stops it, and then ends in order. Any other is ended by Ctrl-C as programs are. */
  readonly stays?: true;
  /** A command line and what it does. */
  readonly examples: readonly (readonly [string, string])[];
  /** Imports its file, with all that it needs: what only this command uses costs the others nothing. */
  work(): Promise<Work>;
}

/** What the file of a command exports. */
export interface Work {
  readonly run: (world: World, given: Given) => Promise<Outcome>;
}

/** An outcome without problems. */
export function done(said: string): Outcome {
  return { exit: 0, problems: [], said };
}
