// Work that is not all done at once.

/** Does what it is given, at most so many at a time; the others wait in the order in which they came. */
export type Turns = <T>(work: () => Promise<T>) => Promise<T>;

export function turns(atOnce: number): Turns {
  const turn = turnsOf(atOnce);
  return async (work) => {
    const over = await turn();
    try {
      return await work();
    } finally {
      over();
    }
  };
}

/** Resolves when it is one's turn, and gives what ends it. */
export function turnsOf(atOnce: number): () => Promise<() => void> {
  const waiting: (() => void)[] = [];
  let free = atOnce;
  const over = (): void => {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  };
  return async () => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    return over;
  };
}
