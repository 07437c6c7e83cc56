// What a run of the edge found, as a table: medians, ratios, and the goals that the project has set itself.
import type { EdgeMeasured, EdgeResults, EdgeWork } from './edge-results.ts';
import { median } from './measure.ts';
import type { Sample } from './results.ts';
import { duration, line, spread } from './table.ts';

/** How many times as fast as newsboat, in megabytes, in seconds. */
const [FASTER, MEMORY, PAGE] = [3, 300, 0.1];

const NOTE = `Medians; ±: half of what lies between the fastest and the slowest. Ratios: how many times as fast as newsboat.
Feeds are on loopback, two on each of 500 addresses; each is sent compressed. Work: seconds of all cores.`;

export function edgeTableOf(results: EdgeResults): string {
  const { feeds, entries, measured } = results;
  const pages = measured.filter(({ work }) => work.startsWith('page') || work === 'skein timeline');
  return [
    line([`${feeds.toLocaleString('en')} feeds`, 'Skein', 'newsboat', '', 'ratio', 'goal', '']),
    ...(['first fetch', 'nothing new'] as const).flatMap((work) => fetchLines(work, results)),
    '',
    line([`${entries.toLocaleString('en')} entries`, 'Skein', '', '', '', 'goal', '']),
    ...pages.map(pageLine),
    '',
    NOTE,
    '',
  ].join('\n');
}

function fetchLines(work: EdgeWork, results: EdgeResults): string[] {
  const of = (who: EdgeMeasured['who'], kind: keyof Sample): number => median(numbers(results, { who, work }, kind));
  const [ours, theirs] = [of('Skein', 'seconds'), of('newsboat', 'seconds')];
  const ratio = theirs / ours;
  const [peak, otherPeak] = [of('Skein', 'peak'), of('newsboat', 'peak')];
  const around = spread(numbers(results, { who: 'Skein', work }, 'seconds'));
  return [
    line([
      work,
      duration(ours) + around,
      told(theirs, duration),
      '',
      told(ratio, factor),
      `≥ ${FASTER}`,
      met(ratio >= FASTER, ratio),
    ]),
    line(['  work', told(of('Skein', 'cpu'), duration), told(of('newsboat', 'cpu'), duration)]),
    line([
      '  its peak of memory',
      told(peak, megabytes),
      told(otherPeak, megabytes),
      '',
      '',
      `≤ ${MEMORY} MB`,
      met(peak <= MEMORY, peak),
    ]),
  ];
}

function pageLine({ work, samples }: EdgeMeasured): string {
  const seconds = samples.map((sample) => sample.seconds);
  const value = median(seconds);
  // A whole program begins with loading itself: there is no goal for it.
  const isPage = work.startsWith('page');
  const goal = isPage ? [`≤ ${duration(PAGE)}`, met(value <= PAGE, value)] : [];
  return line([work, duration(value) + spread(seconds), '', '', '', ...goal]);
}

function numbers(
  { measured }: EdgeResults,
  { who, work }: Omit<EdgeMeasured, 'samples'>,
  kind: keyof Sample,
): number[] {
  const found = measured.find((each) => each.who === who && each.work === work);
  return found?.samples.flatMap((sample) => sample[kind] ?? []) ?? [];
}

function told(value: number, say: (value: number) => string): string {
  return Number.isNaN(value) ? '' : say(value);
}

function met(isMet: boolean, judged: number): string {
  if (Number.isNaN(judged)) return '';
  return isMet ? 'met' : 'missed';
}

function factor(ratio: number): string {
  return ratio.toFixed(1);
}

function megabytes(value: number): string {
  return `${value.toFixed(0)} MB`;
}
