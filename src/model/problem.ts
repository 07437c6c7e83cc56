// What is wrong, told to a person: where, what, and what to do next.

/** One thing that is wrong. `where` is a file with its line (`posts/a.md:3`), a config key, an address or a node. */
export interface Problem {
  readonly where: string;
  readonly what: string;
  readonly next: string;
}

/** A value, or all that is wrong with it: expected trouble is returned, never thrown. */
export type Checked<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problems: readonly Problem[] };

/** 0 done · 1 something in your files is wrong · 2 wrong use · 3 the outside refused. */
export type Exit = 0 | 1 | 2 | 3;

/** What a command gives back: how it ended, what is wrong, and the sentence that sums it up. */
export interface Outcome {
  readonly exit: Exit;
  readonly problems: readonly Problem[];
  readonly said: string;
}

/** A value that has passed its checks. */
export function fine<T>(value: T): Checked<T> {
  return { ok: true, value };
}

/** What kept a value from being had. */
export function wrong(...problems: readonly Problem[]): { readonly ok: false; readonly problems: readonly Problem[] } {
  return { ok: false, problems };
}

/** Each problem once, however many met it. */
export function distinct(problems: readonly Problem[]): readonly Problem[] {
  return [...new Map(problems.map((problem) => [problem.where + problem.what, problem])).values()];
}

/** Two lines a problem, as DESIGN §8 shows them. */
export function told(problems: readonly Problem[]): string {
  return problems.map(({ where, what, next }) => `${where}  ${what}\n    ${next}`).join('\n');
}

/** "1 problem", "3 problems"; "2 entries", where an s is not enough. */
export function counted(number: number, noun: string, several = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : several}`;
}
