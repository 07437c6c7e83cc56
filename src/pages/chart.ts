// The months of a year as a picture: a thread runs down beside their names, and swings out as far as each has posts.
import { monthNameIn } from '../model/language.ts';
import type { Site } from '../model/site.ts';

/** A month as the chart names it; one without posts has no page. */
interface Month {
  readonly name: string;
  readonly path: string;
  readonly count: number;
}

/** The months, newest first, and what is drawn beside them: paths of SVG in a box of 100 × `rows`. */
export interface Chart {
  readonly months: readonly Month[];
  readonly rows: number;
  readonly thread: string;
  readonly knots: string;
}

/** Of the year (`2026/`) whose months with posts are these, by the path of each. */
export function chartOf(site: Site, year: string, counts: ReadonlyMap<string, number>): Chart {
  const paths = Array.from({ length: 12 }, (_, at) => `${year}${String(12 - at).padStart(2, '0')}/`);
  // The months before its newest post, for there the year may end as yet.
  const past = paths.slice(paths.findIndex((path) => counts.has(path)));
  const months = past.map((path) => ({ name: monthNameIn(site, path), path, count: counts.get(path) ?? 0 }));
  const most = Math.max(...months.map(({ count }) => count));
  const points = months.map(({ count }, row) => ({ x: Math.round(2 + (96 * count) / most), y: row + 0.5, count }));
  return { months, rows: months.length, thread: threadThrough(points), knots: knotsAt(points) };
}

interface Point {
  readonly x: number;
  readonly y: number;
  readonly count: number;
}

// From one to the next, leaving and arriving downwards.
//   M──╮
//      ╰──╮
function threadThrough(points: readonly Point[]): string {
  const bends = points.slice(1).map(({ x, y }, at) => `C${points[at]?.x ?? x} ${y - 0.5} ${x} ${y - 0.5} ${x} ${y}`);
  const [first] = points;
  return first ? [`M${first.x} 0V${first.y}`, ...bends, `V${points.length}`].join('') : '';
}

// A line of no length with round ends is a dot, however the box is stretched.
function knotsAt(points: readonly Point[]): string {
  return points
    .filter(({ count }) => count > 0)
    .map(({ x, y }) => `M${x} ${y}h0`)
    .join('');
}
