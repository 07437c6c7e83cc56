// Whose entries a node gets: those of a site, or of a feed that is bridged.
import type { Site } from '../model/site.ts';
import { isOurs, type Item, type OwnItem } from './items.ts';

/** What a node says of itself; by the `url` it is known who made it. */
export type Sign = Pick<Site, 'title' | 'description' | 'url'>;

/** One who puts entries on a node, and leaves alone what others put there. */
export interface Publisher extends Sign {
  readonly isOurs: (item: Item) => item is OwnItem;
}

export function siteAsPublisher(site: Site): Publisher {
  const { title, description, url } = site;
  return { title, description, url, isOurs: (item) => isOurs(site, item) };
}
