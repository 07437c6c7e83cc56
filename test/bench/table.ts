// The results as a table of 100 columns: medians, ratios, and the goals that the project has set itself.
import { median } from './measure.ts';
import { find, type Measured, type Results, type Sample, type Work } from './results.ts';

type Against = 'smallest size' | Pick<Measured, 'who' | 'work'>;

/** One line for each size. A goal is of the ratio where there is one, else of Skein's own number. */
interface Row {
  readonly says: string;
  readonly of: keyof Sample;
  readonly works: readonly [Work, ...Work[]];
  readonly who?: 'XMPP';
  readonly against?: Against;
  /** At most: with 10,000 notes, and with 100,000. */
  readonly goals?: readonly [few: number | undefined, many: number];
}

const FIRST: Against = { who: 'Hugo', work: 'first build' };
const CHANGED: Against = { who: 'Hugo', work: 'add' };
const SCRIPT: Against = { who: 'XMPP', work: 'logged in, published, heard' };

const ROWS: readonly Row[] = [
  { says: 'first build', of: 'seconds', works: ['first build'], against: FIRST, goals: [1, 1] },
  { says: '  its peak of memory', of: 'peak', works: ['first build'], goals: [undefined, 1024] },
  { says: 'a note added', of: 'seconds', works: ['add'], against: CHANGED, goals: [0.35, 0.03] },
  { says: 'a note edited', of: 'seconds', works: ['edit'], against: CHANGED, goals: [0.35, 0.03] },
  { says: 'a note deleted', of: 'seconds', works: ['delete'], against: CHANGED, goals: [0.35, 0.03] },
  { says: '  the peak of memory of the three', of: 'peak', works: ['add', 'edit', 'delete'], goals: [undefined, 400] },
  { says: '  files written for one added', of: 'files', works: ['add'], goals: [20, 20] },
  { says: 'nothing changed', of: 'seconds', works: ['nothing'], against: CHANGED, goals: [0.2, 0.02] },
  { says: '  files written', of: 'files', works: ['nothing'], goals: [0, 0] },
  { says: 'added, in a running skein dev', of: 'seconds', works: ['dev add'], against: CHANGED, goals: [0.05, 0.003] },
  { says: 'edited there', of: 'seconds', works: ['dev edit'], against: CHANGED, goals: [0.05, 0.003] },
  { says: 'deleted there', of: 'seconds', works: ['dev delete'], against: CHANGED, goals: [0.05, 0.003] },
  { says: 'one note to a folder, less the build', ...deploy('deploy folder') },
  { says: 'one note by rsync, less the build', ...deploy('deploy rsync') },
  { says: 'one note by git, less the build', ...deploy('deploy git') },
  { says: 'saved, heard by a follower', of: 'seconds', works: ['saved, heard'], against: SCRIPT, goals: [8, 10] },
  { says: '  a script logs in, publishes', of: 'seconds', works: [SCRIPT.work], who: 'XMPP' },
  { says: '  publishes, logged in before', of: 'seconds', works: ['published, heard'], who: 'XMPP' },
];

/** What does not know of the archive costs the same at each size; the factor is for what a clock and a disk add. */
function deploy(work: Work): Omit<Row, 'says'> {
  return { of: 'seconds', works: [work], against: 'smallest size', goals: [2, 2] };
}

/** Seconds: of the difference between two processes, what is less tells nothing. */
const NOISE = 0.1;

const NOTE = `Medians; ±: half of what lies between the fastest and the slowest. Ratios: to Hugo, which builds all
again after each change; of a deploy, to that of the smallest archive; of what is heard, to a script
that publishes one item.`;

export function tableOf(results: Results): string {
  const sizes = [...new Set(results.measured.map(({ size }) => size))].sort((a, b) => a - b);
  const tables = sizes.map((size) => [
    line([`${size.toLocaleString('en')} notes`, 'Skein', 'Hugo', 'Eleventy', 'ratio', 'goal', '']),
    ...ROWS.flatMap((row) => lineOf(row, size, { results, smallest: sizes[0] ?? size })),
    '',
  ]);
  return [...tables.flat(), NOTE, ''].join('\n');
}

interface Known {
  readonly results: Results;
  readonly smallest: number;
}

function lineOf(row: Row, size: number, known: Known): string[] {
  const { says, of, works, against } = row;
  const who: Measured['who'] = row.who ?? 'Skein';
  const medianOf = (who: Measured['who'], work: Work): number =>
    median(numbers(find(known.results, { size, who, work }), of));
  const value = Math.max(...works.map((work) => medianOf(who, work)));
  if (Number.isNaN(value)) return [];
  // What is held against all that Hugo does after a change stands beside all that Eleventy does.
  const work = typeof against === 'object' && against.who === 'Hugo' ? against.work : works[0];
  const ratio = ratioOf(row, { value, size }, known);
  const goal = size === 10_000 ? row.goals?.[0] : size === 100_000 ? row.goals?.[1] : undefined;
  const judged = against ? ratio : value;
  const all = numbers(find(known.results, { size, who, work: works[0] }), of);
  return [
    line([
      says,
      shown(value, of) + (of === 'seconds' ? spread(all) : ''),
      shown(medianOf('Hugo', work), of),
      shown(medianOf('Eleventy', work), of),
      factor(ratio),
      goal === undefined ? '' : `≤ ${against ? goal : shown(goal, of)}`,
      goal === undefined || Number.isNaN(judged) ? '' : judged <= goal ? 'met' : 'missed',
    ]),
  ];
}

/** NaN where there is nothing to compare with. */
function ratioOf(row: Row, { value, size }: { value: number; size: number }, { results, smallest }: Known): number {
  const { against, works, of } = row;
  if (against === undefined || (against === 'smallest size' && size === smallest)) return Number.NaN;
  if (against !== 'smallest size') return value / median(numbers(find(results, { ...against, size }), of));
  const least = median(numbers(find(results, { size: smallest, who: 'Skein', work: works[0] }), of));
  return Math.max(value, NOISE) / Math.max(least, NOISE);
}

const WIDTHS = [37, 16, 9, 10, 8, 10, 8];

/** A line of the table: what it is about, and what was found. */
export function line([first = '', ...cells]: readonly string[]): string {
  return (
    first.padEnd(WIDTHS[0] ?? 0) + cells.map((cell, at) => cell.padStart(WIDTHS[at + 1] ?? 0)).join('')
  ).trimEnd();
}

function numbers(measured: Measured | undefined, of: keyof Sample): number[] {
  return measured?.samples.flatMap((sample) => sample[of] ?? []) ?? [];
}

function shown(value: number, of: keyof Sample): string {
  if (Number.isNaN(value)) return '';
  if (of === 'peak') return `${value.toFixed(0)} MB`;
  return of === 'files' ? value.toLocaleString('en') : duration(value);
}

function factor(ratio: number): string {
  if (Number.isNaN(ratio)) return '';
  return ratio < 10 ? ratio.toPrecision(2) : ratio.toFixed(0);
}

/** As a person says it: `87 ms`, `1.93 s`, `28.4 s`. */
export function duration(seconds: number): string {
  if (seconds < 0.9995) return `${(seconds * 1000).toFixed(0)} ms`;
  const digits = seconds < 9.995 ? 2 : seconds < 99.95 ? 1 : 0;
  return `${seconds.toFixed(digits)} s`;
}

/** In hundredths of the median, unless it is about nothing. */
export function spread(seconds: readonly number[]): string {
  if (seconds.length < 2) return '      ';
  const half = (Math.max(...seconds) - Math.min(...seconds)) / 2;
  const share = half / median(seconds);
  const said = share > 0 && share < 2 ? `${(100 * share).toFixed(0)}%` : duration(half);
  return ` ±${said}`.padEnd(6);
}
