// What was made of images and is needed no more goes, a month after a build last needed it. So a photo that comes back
// within that time is not made again, and a cache that a CI machine keeps does not grow for ever.
import type { World } from '../../world/world.ts';
import { KEPT } from './images.ts';
import type { Looked } from './look.ts';

/** On which day each was last needed: `2026-11-22 KEY`. What is not in it was needed today, as far as anybody knows. */
const LAST = 'last-needed';
const MONTH = 30 * 86_400_000;

/** Looks once a day what is needed. Nothing is lost but time: what is wanted again is made again. */
export async function pruneImages(world: World, { scene, memory, day, now }: Looked): Promise<void> {
  if (memory.rest?.day === day) return;
  const files = world.files.folder(KEPT);
  const needed = new Set([scene.site.cover?.drawn?.key]);
  for (const { card } of memory.known.values()) for (const { key } of card.photos ?? []) needed.add(key);
  const known = lastIn((await files.read(LAST)) ?? '');
  const today = dayOf(now.getTime());
  const last = keysIn(await files.list('')).map((key) => {
    const day = needed.has(key) ? today : (known.get(key) ?? today);
    // Once a clock may have been ahead.
    return { key, day: day < today ? day : today };
  });
  if (last.length === 0) return;
  const oldest = dayOf(now.getTime() - MONTH);
  const kept = last.filter(({ day }) => day >= oldest);
  await files.write(LAST, kept.map(({ key, day }) => `${day} ${key}\n`).join(''));
  for (const { key, day } of last) if (day < oldest) await files.clear(key);
}

function keysIn(paths: readonly string[]): readonly string[] {
  return [...new Set(paths.flatMap((path) => (path.includes('/') ? path.split('/', 1) : [])))];
}

// A line that is damaged is none.
function lastIn(text: string): ReadonlyMap<string, string> {
  return new Map(Array.from(text.matchAll(/^(\d{4}-\d\d-\d\d) (\S+)$/gm), ([, day = '', key = '']) => [key, day]));
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
