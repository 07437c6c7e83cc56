// What every command begins with: the site that the folder describes.
import { followsFrom } from '../feeds/opml.ts';
import type { Follow } from '../model/people.ts';
import { fine, wrong, type Checked } from '../model/problem.ts';
import type { Site } from '../model/site.ts';
import { siteFrom } from '../site/settings.ts';
import type { World } from '../world/world.ts';

export interface Open {
  readonly site: Site;
  readonly follows: readonly Follow[];
}

/** The site of the folder and those its author follows, or all that is wrong with either. */
export async function openSite(world: World): Promise<Checked<Open>> {
  const settings = await world.settings();
  const site = settings.ok ? siteFrom(settings.value) : settings;
  const opml = await world.files.read('following.opml');
  const follows = opml === undefined ? fine([]) : followsFrom(opml);
  if (site.ok && follows.ok) return fine({ site: site.value, follows: follows.value });
  return wrong(...(site.ok ? [] : site.problems), ...(follows.ok ? [] : follows.problems));
}
