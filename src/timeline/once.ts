// The same entry, heard from several sources, stands in a list once.
import { grouped } from '../model/grouped.ts';
import type { Follow } from '../model/people.ts';
import type { Kept } from '../model/received.ts';
import { placeOf } from './address.ts';
import { nearness } from './voice.ts';

/** The follow of a source (its `feed`), where it is still followed. */
export type FollowOf = (source: string) => Follow | undefined;

/**
 * The entries in their order, each once. Those with one id and one address are the same: of them stays the one whose
 * source is nearest to that address, else the one that was heard first. An id alone makes nothing the same, or whoever
 * repeats the id of another could hide the other's entry.
 */
export function onceOf(entries: readonly Kept[], followOf: FollowOf): readonly Kept[] {
  const same = grouped(entries, ({ id, url }) => `${id}\n${addressKey(url)}`);
  if (same.size === entries.length) return entries;
  const best = new Set([...same.values()].map((copies) => copies.reduce((a, b) => (isBetter(b, a, followOf) ? b : a))));
  return entries.filter((entry) => best.has(entry));
}

/** An address as it is compared; to some pages each of their parts is an entry. */
export function addressKey(address: string): string {
  const place = placeOf(address);
  if (!place) return address;
  return place.part === undefined ? place.at : `${place.at}#${place.part}`;
}

function isBetter(a: Kept, b: Kept, followOf: FollowOf): boolean {
  const [first, second] = [a, b].map(({ source, url }) => nearness(followOf(source) ?? { feed: source }, url));
  return first === second ? a.number < b.number : (first ?? 0) > (second ?? 0);
}
