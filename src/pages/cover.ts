// What others show of a page that has no photo: a flock that flies along a thread, in the site's colour. It has no
// letters: the fonts of two machines are never the same, and its bytes have to be.
import { element } from '../feeds/xml.ts';
import { PAPER } from '../model/contrast.ts';
import type { Site } from '../model/site.ts';

/** Where it is in the built site, and in a site's public/ or templates/ when it has one of its own. */
export const COVER = 'assets/cover.png';

/** In pixels: what most who show links cut theirs to. */
export const COVER_SIZE = { width: 1200, height: 630 };

/** The accent of the theme, for a site that has none of its own. */
const ACCENT = '#1d5a86';

interface Point {
  readonly x: number;
  readonly y: number;
}

/** The cover of a site as SVG: as many birds fly as its title has letters, within reason. */
export function coverOf({ title, accent = ACCENT }: Pick<Site, 'title' | 'accent'>): string {
  const birds = flockOf(title.match(/\p{L}/gu)?.length ?? 0);
  const { width, height } = COVER_SIZE;
  const line = { fill: 'none', stroke: PAPER, 'stroke-linecap': 'round', 'stroke-linejoin': 'round' };
  return element(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox: `0 0 ${width} ${height}` },
    element('rect', { width, height, fill: accent }),
    element('path', { ...line, 'stroke-width': 3, opacity: 0.4, d: threadThrough(birds) }),
    element('path', {
      ...line,
      'stroke-width': 13,
      d: birds.map(({ x, y }) => `M${x - 30} ${y + 28}l30-30 30 30`).join(''),
    }),
  ).toString();
}

// The first leads, the others follow it in two arms, one after the other.
//        1
//      3   2
//    5       4
function flockOf(letters: number): readonly Point[] {
  const birds = Math.min(Math.max(letters, 5), 11);
  const top = 290 - 35 * Math.floor(birds / 2);
  return Array.from({ length: birds }, (_, at) => {
    const row = Math.ceil(at / 2);
    return { x: COVER_SIZE.width / 2 + (at % 2 === 0 ? -88 : 88) * row, y: top + 70 * row };
  });
}

// In at one side, along one arm to the leader, down the other, and out again.
function threadThrough(birds: readonly Point[]): string {
  const across = birds.toSorted((a, b) => a.x - b.x);
  const knots = across.map(({ x, y }) => `${x} ${y}`);
  const [first, last] = [across[0], across.at(-1)];
  if (!first || !last) return '';
  const { width } = COVER_SIZE;
  const inward = `M0 ${first.y + 70}C${first.x / 2} ${first.y + 70} ${first.x - 44} ${first.y + 35} `;
  const outward = `C${last.x + 44} ${last.y + 35} ${(width + last.x) / 2} ${last.y + 70} ${width} ${last.y + 70}`;
  return inward + knots.join('L') + outward;
}
