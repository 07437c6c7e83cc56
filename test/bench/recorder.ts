// Samples as they come: each is kept with those of its kind, and some are said.
import type { Sample } from './results.ts';
import { duration } from './table.ts';

interface Kind {
  readonly who: string;
  readonly work: string;
  readonly samples: readonly Sample[];
}

/** Keeps each sample in the list; says the first of its kind, of the others one a second at most. */
export function recorderOf<T extends Kind>(
  measured: T[],
  say: (line: string) => void,
): (what: Omit<T, 'samples'>, sample: Sample) => void {
  let said = 0;
  return (what, sample) => {
    const names = Object.entries(what);
    const at = measured.findIndex((each) => names.every(([name, value]) => each[name as keyof T] === value));
    const known = measured[at];
    const { who, work, samples } = { samples: known?.samples ?? [], ...what } as T;
    measured[at === -1 ? measured.length : at] = { ...what, samples: [...samples, rounded(sample)] } as unknown as T;
    if (known && Date.now() - said < 1000) return;
    said = Date.now();
    say(`  ${who.padEnd(8)}  ${work.padEnd(27)}  ${duration(sample.seconds).padStart(8)}`);
  };
}

/** To a tenth of a millisecond, and to a megabyte. */
function rounded({ seconds, peak, cpu, ...rest }: Sample): Sample {
  return {
    seconds: Math.round(seconds * 10_000) / 10_000,
    ...(peak !== undefined && { peak: Math.round(peak) }),
    ...(cpu !== undefined && { cpu }),
    ...rest,
  };
}
