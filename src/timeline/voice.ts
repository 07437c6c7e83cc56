// What a source may speak for: the pages and people of its own place.
import type { Follow } from '../model/people.ts';
import { accountOf, placeOf } from './address.ts';
import type { Place } from './address.ts';

/** Where entries come from. `node` is the one that is known to push the same entries. */
export interface Source extends Pick<Follow, 'feed' | 'page'> {
  readonly node?: string;
}

/**
 * How near an address is to a source: 0 where the source may not speak for it. A feed speaks for its own host, but not
 * for somebody else's place on it (`/~bob/` for `/~ann/`); an account or a node for itself; and either for the page that
 * the list of follows has for it. The more of the path they share, the nearer.
 */
export function nearness(source: Source, address: string): number {
  const place = placeOf(address);
  if (!place) return 0;
  const own = [source.feed, source.page, source.node].flatMap((each) =>
    each === undefined ? [] : (placeOf(each) ?? []),
  );
  return Math.max(0, ...own.map((each) => shared(each, place)));
}

function shared(own: Place, place: Place): number {
  if (own.host !== place.host || isOnWeb(own) !== isOnWeb(place)) return 0;
  if (!isOnWeb(own)) return accountAt(own) === accountAt(place) ? 1 : 0;
  const accounts = [own, place].map(accountOf);
  if (!accounts.includes(undefined) && accounts[0] !== accounts[1]) return 0;
  const [ours, theirs] = [own, place].map(({ at }) => at.replace(/\?.*$/s, '').split('/'));
  const apart = ours?.findIndex((segment, at) => segment !== theirs?.[at]) ?? 0;
  return apart < 0 ? (ours?.length ?? 0) : apart;
}

function isOnWeb({ at }: Place): boolean {
  return /^[^?]*\//.test(at);
}

// A service has many nodes, of many people; an account's nodes are all its own.
function accountAt(place: Place): string {
  return accountOf(place) ?? place.at.replace(/#.*$/s, '');
}
