// What a run of `npm run bench -- bridge` found, as it is kept in results.json, and as a table.
import { median } from './measure.ts';
import type { Sample } from './results.ts';
import { duration, line, spread } from './table.ts';

export interface BridgeMeasured {
  readonly who: 'Skein' | 'slixmpp';
  readonly server: 'prosody' | 'ejabberd';
  readonly work: 'all heard' | 'begun, one heard';
  readonly samples: readonly Sample[];
}

export interface BridgeResults {
  readonly date: string;
  readonly machine: Readonly<Record<string, string | number>>;
  /** How many entries are brought at once, of all feeds together. */
  readonly entries: number;
  readonly measured: readonly BridgeMeasured[];
}

/** How many times as fast as slixmpp. */
const GOAL = 1;

const NOTE = `Medians; ±: half of what lies between the fastest and the slowest. Entries a second: from the first to the last that a
follower hears of ten feeds on ten nodes, each confirmed before the next is sent, by Skein as by slixmpp. One heard: from
the start of \`skein bridge --once\` with one new entry, so with the start of the program and the login.`;

export function bridgeTableOf({ entries, measured }: BridgeResults): string {
  const seconds = (server: string, who: string, work: BridgeMeasured['work']): readonly number[] =>
    measured
      .filter((each) => each.server === server && each.who === who && each.work === work)
      .flatMap(({ samples }) => samples.map((sample) => sample.seconds));
  const rate = (all: readonly number[]): number => (entries - 1) / median(all);
  const lines = (['prosody', 'ejabberd'] as const).flatMap((server) => {
    const [ours, theirs] = (['Skein', 'slixmpp'] as const).map((who) => rate(seconds(server, who, 'all heard')));
    const ratio = (ours ?? 0) / (theirs ?? 0);
    const one = seconds(server, 'Skein', 'begun, one heard');
    const cells = [ours, theirs].map((value) => `${value?.toFixed(0)}/s`);
    return [
      line([server, ...cells, '', ratio.toFixed(2), `≥ ${GOAL}`, ratio >= GOAL ? 'met' : 'missed']),
      line(['  one new entry, heard', duration(median(one)) + spread(one)]),
    ];
  });
  return [line(['entries a second', 'Skein', 'slixmpp', '', 'ratio', 'goal', '']), ...lines, '', NOTE, ''].join('\n');
}
