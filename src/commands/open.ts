// What every command begins with: the site that the folder describes.
import type { Follow } from '../model/people.ts';
import { fine, wrong, type Checked } from '../model/problem.ts';
import type { Site } from '../model/site.ts';
import type { World } from '../world/world.ts';

export interface Open {
  readonly site: Site;
  readonly follows: readonly Follow[];
  /** The config, for the next time. */
  readonly checked: CheckedConfig;
}

/** A config that was found right, and the site that it says. */
export interface CheckedConfig {
  /** The config as it was written, but for its functions. */
  readonly config: string;
  readonly site: Site;
}

/**
 * The site of the folder and those its author follows, or all that is wrong with either. A config that is as it was when
 * it was checked is not checked again: to load what checks it takes longer than all else.
 */
export async function openSite(world: World, before?: CheckedConfig): Promise<Checked<Open>> {
  const settings = await world.settings();
  const config = settings.ok ? wordsOf(settings.value) : '';
  const site = settings.ok
    ? await siteOf(settings.value, config === before?.config ? before.site : undefined)
    : settings;
  const opml = await world.files.read('following.opml');
  // XML is loaded where there is some.
  const follows = opml === undefined ? fine([]) : (await import('../feeds/opml.ts')).followsFrom(opml);
  if (site.ok && follows.ok)
    return fine({ site: site.value, follows: follows.value, checked: { config, site: site.value } });
  return wrong(...(site.ok ? [] : site.problems), ...(follows.ok ? [] : follows.problems));
}

async function siteOf(settings: unknown, known: Site | undefined): Promise<Checked<Site>> {
  if (known) return fine(known);
  const { siteFrom } = await import('../site/settings.ts');
  return siteFrom(settings);
}

type Value = string | number | bigint | boolean | symbol | null | undefined | object;

/** Every value of a config as text. What JSON would leave out is told by its code or its kind. */
function wordsOf(settings: unknown): string {
  const known = new Set<unknown>();
  return JSON.stringify(settings, (_, value: Value) => {
    if (typeof value === 'string' || value === null) return value;
    if (typeof value === 'object' && !known.has(value)) return known.add(value) && value;
    return typeof value === 'object' ? 'again' : `${typeof value} ${String(value)}`;
  });
}
