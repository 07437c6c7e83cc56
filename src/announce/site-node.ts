// The node of a site.
import type { Account, Site } from '../model/site.ts';

/** Where a site announces. */
export interface SiteNode {
  readonly site: Site;
  readonly at: Account;
}
