// What a run of `npm run bench -- edge` found, as it is kept in results.json beside what the builds found.
import { ended } from './measure.ts';
import { machine, type Sample } from './results.ts';

export type EdgeWork = 'first fetch' | 'nothing new' | `page: ${string}` | 'skein timeline';

/** All samples of one work, in the order in which they were taken. */
export interface EdgeMeasured {
  readonly who: 'Skein' | 'newsboat';
  readonly work: EdgeWork;
  readonly samples: readonly Sample[];
}

export interface EdgeResults {
  readonly date: string;
  readonly machine: Readonly<Record<string, string | number>>;
  /** How many feeds were fetched, and how many entries the inbox of the pages has. */
  readonly feeds: number;
  readonly entries: number;
  readonly measured: readonly EdgeMeasured[];
}

/** The machine, with the version of newsboat; `none` where it is missing. */
export async function edgeMachine(): Promise<EdgeResults['machine']> {
  const { eleventy: _, hugo: __, ...about } = await machine();
  const said = await ended(['newsboat', '--version'], '.').then(
    (done) => done.said,
    () => '',
  );
  return { ...about, newsboat: /newsboat r?(\d[\d.]*)/.exec(said)?.[1] ?? 'none' };
}
