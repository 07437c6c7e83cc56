// The README's plot, drawn from results.json: seconds against the size of the archive, both logarithmic.
import { element, type Element } from '../../src/feeds/xml.ts';
import { median } from './measure.ts';
import { find, type Measured, type Results } from './results.ts';
import { duration } from './table.ts';

const LINES: readonly (Pick<Measured, 'who' | 'work'> & { readonly says: string; readonly look: string })[] = [
  { who: 'Eleventy', work: 'first build', says: 'Eleventy, each build', look: 'eleventy' },
  { who: 'Hugo', work: 'first build', says: 'Hugo, each build', look: 'hugo' },
  { who: 'Skein', work: 'first build', says: 'Skein, first build', look: 'first' },
  { who: 'Skein', work: 'add', says: 'Skein, one note', look: 'note' },
];

const [WIDTH, HEIGHT] = [760, 400];
const AREA = { left: 64, right: 540, top: 48, bottom: 350 };
/** Pixels between two labels at least. */
const APART = 20;

// Hues that a colour-blind reader tells apart on both grounds; each line also says its name at its end.
const STYLE = `
text { font: 13px system-ui, sans-serif; fill: #333 }
.title { font-size: 15px; font-weight: 600 }
.grid { stroke: #ddd }
.line { fill: none; stroke-width: 2; stroke-linejoin: round }
.ground { fill: #fff }
.eleventy { --hue: #6e6e6e } .hugo { --hue: #b5530a } .first { --hue: #3b6fd4 } .note { --hue: #00794f }
.line { stroke: var(--hue) } .dot { fill: var(--hue) } .label { fill: var(--hue) }
.line.note { stroke-width: 3.5 } .label.note { font-weight: 600 }
@media (prefers-color-scheme: dark) {
  text { fill: #ccc } .grid { stroke: #3a3f47 } .ground { fill: #0d1117 }
  .eleventy { --hue: #9a9a9a } .hugo { --hue: #f0883e } .first { --hue: #79a8ff } .note { --hue: #3fcf8e }
}
`;

interface Point {
  readonly size: number;
  readonly seconds: number;
}

interface Scale {
  readonly x: (size: number) => number;
  readonly y: (seconds: number) => number;
}

export function plotOf(results: Results): string {
  const lines = LINES.map((line) => ({ ...line, points: pointsOf(results, line) })).filter(({ points }) => points[0]);
  const points = lines.flatMap((line) => line.points);
  const sizes = [...new Set(points.map(({ size }) => size))].sort((a, b) => a - b);
  const decades = decadesOf(points.map(({ seconds }) => seconds));
  const scale: Scale = {
    x: logarithmic([sizes[0] ?? 1, sizes.at(-1) ?? 1], [AREA.left, AREA.right]),
    y: logarithmic([decades[0] ?? 1, decades.at(-1) ?? 1], [AREA.bottom, AREA.top]),
  };
  const heights = apart(lines.map((line) => scale.y(line.points.at(-1)?.seconds ?? 1)));
  const svg = element(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'aria-labelledby': 'title' },
    element('style', {}, STYLE),
    element('rect', { class: 'ground', width: WIDTH, height: HEIGHT }),
    element(
      'text',
      { class: 'title', id: 'title', x: AREA.left, y: 24 },
      'Seconds to build, by the notes in the archive',
    ),
    ...decades.flatMap((seconds) => horizontal(seconds, scale)),
    ...sizes.map((size) => vertical(size, scale)),
    ...lines.flatMap(({ points, look, says }, at) => drawn(points, scale, { look, says, height: heights[at] ?? 0 })),
  );
  return `${svg.toString()}\n`;
}

function pointsOf(results: Results, { who, work }: Pick<Measured, 'who' | 'work'>): Point[] {
  const sizes = [...new Set(results.measured.map(({ size }) => size))].sort((a, b) => a - b);
  return sizes.flatMap((size) => {
    const found = find(results, { size, who, work });
    return found ? { size, seconds: median(found.samples.map(({ seconds }) => seconds)) } : [];
  });
}

/** The powers of ten from below the least to above the most. */
function decadesOf(numbers: readonly number[]): number[] {
  const [least, most] = [Math.floor(Math.log10(Math.min(...numbers))), Math.ceil(Math.log10(Math.max(...numbers)))];
  return Array.from({ length: Math.max(most - least, 1) + 1 }, (_, nth) => 10 ** (least + nth));
}

function logarithmic([from, to]: readonly [number, number], [start, end]: readonly [number, number]) {
  const length = Math.log(to / from) || 1;
  return (value: number): number => Math.round((start + (Math.log(value / from) / length) * (end - start)) * 10) / 10;
}

/** The same heights in the same order, none nearer to the next than a label needs. */
function apart(heights: readonly number[]): readonly number[] {
  const order = heights.map((height, at) => ({ height, at })).sort((a, b) => a.height - b.height);
  const moved = [...heights];
  let free = -Infinity;
  for (const { height, at } of order) {
    moved[at] = Math.max(height, free);
    free = (moved[at] ?? height) + APART;
  }
  return moved;
}

function horizontal(seconds: number, { y }: Scale): Element[] {
  const at = y(seconds);
  const text = { x: AREA.left - 8, y: at + 4, 'text-anchor': 'end' };
  return [
    element('line', { class: 'grid', x1: AREA.left, x2: AREA.right, y1: at, y2: at }),
    element('text', text, seconds < 1 ? `${seconds} s` : `${seconds.toLocaleString('en')} s`),
  ];
}

function vertical(size: number, { x }: Scale): Element {
  return element('text', { x: x(size), y: AREA.bottom + 24, 'text-anchor': 'middle' }, size.toLocaleString('en'));
}

interface Label {
  readonly look: string;
  readonly says: string;
  readonly height: number;
}

function drawn(points: readonly Point[], { x, y }: Scale, { look, says, height }: Label): Element[] {
  const places = points.map(({ size, seconds }) => [x(size), y(seconds)] as const);
  const text = `${says} ${duration(points.at(-1)?.seconds ?? 0)}`;
  return [
    element('polyline', { class: `line ${look}`, points: places.map((place) => place.join(',')).join(' ') }),
    ...places.map(([cx, cy]) => element('circle', { class: `dot ${look}`, cx, cy, r: 4 })),
    element('text', { class: `label ${look}`, x: (places.at(-1)?.[0] ?? 0) + 12, y: height + 4 }, text),
  ];
}
