// What is wrong with the photos of a site: those that cannot be read, those without words, and that nothing makes them small.
import type { Card } from '../model/card.ts';
import { isPhoto } from '../model/photo.ts';
import type { Problem } from '../model/problem.ts';
import type { Site } from '../model/site.ts';
import type { World } from '../world/world.ts';
import { wordlessIn } from './wordless.ts';

/** All that is wrong; says what is right, and what is missing to make photos small. */
export async function photoFindings(world: World, site: Site, cards: readonly Card[]): Promise<readonly Problem[]> {
  const wordless = await wordlessAmong(world, site, cards);
  if (wordless.length === 0) world.say.line('ok  every picture of a post has its alt text');
  const photos = (await world.files.list('public')).filter(isPhoto);
  if (photos.length > 0 && (await world.images.recipe()) === undefined) {
    world.say.line(
      '--  photos are published as they are, with the place and camera that they tell of: type npm install sharp',
    );
  }
  return [...wordless, ...brokenIn(cards)];
}

async function wordlessAmong(world: World, site: Site, cards: readonly Card[]): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  for (const { file } of cards) {
    for (const url of await wordlessIn(world, site, file)) {
      problems.push({
        where: file,
        what: `The picture ${url} has no alt text.`,
        next: 'Say in words what it shows, ![A cat on a wall](cat.jpg); where that does not matter, <img src="cat.jpg" alt="">.',
      });
    }
  }
  return problems;
}

function brokenIn(cards: readonly Card[]): readonly Problem[] {
  const broken = new Map<string, string>();
  for (const { photos = [] } of cards) {
    for (const { path, broken: why } of photos) if (why !== undefined) broken.set(path, why);
  }
  return Array.from(broken, ([path, why]) => ({
    where: `public/${path}`,
    what: `This is no picture that can be read (${why}), so it is published as it is.`,
    next: 'Export it once more, or take it out of the post.',
  }));
}
