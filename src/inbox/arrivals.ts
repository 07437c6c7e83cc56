// Work that goes on side by side, and what comes of it as it comes.

export interface Arrivals<T> {
  /** How many are still on their way, or have come and wait to be taken. */
  readonly size: () => number;
  readonly add: (work: Promise<T>) => void;
  /** What has come first; rejects as that work does. */
  readonly next: () => Promise<T>;
}

/** Nothing yet. `Promise.race` would keep all that came for as long as anything else has not come. */
export function arrivals<T>(): Arrivals<T> {
  const come: Promise<T>[] = [];
  let size = 0;
  let wake: (() => void) | undefined;
  const came = (work: Promise<T>): void => {
    come.push(work);
    wake?.();
  };
  return {
    size: () => size,
    add: (work) => {
      size += 1;
      work.then(
        () => came(work),
        () => came(work),
      );
    },
    next: async () => {
      for (;;) {
        const work = come.shift();
        if (work) {
          size -= 1;
          return work;
        }
        await new Promise<void>((resolve) => (wake = resolve));
      }
    },
  };
}
