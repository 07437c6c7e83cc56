// What a bridge says of a round, in one line and in numbers.
import type { Counts } from '../../bridge/standing.ts';
import type { Announced } from '../../announce/round.ts';
import { counted } from '../../model/problem.ts';
import type { Account } from '../../model/site.ts';
import { nodeAddress } from '../../feeds/node-address.ts';

/** How much was done. */
export function countsOf({ plan, published, retracted }: Announced): Pick<Counts, 'entries' | 'edits' | 'takenBack'> {
  const edits = published.filter(({ id }) => plan?.edits.has(id)).length;
  return { entries: published.length - edits, edits, takenBack: retracted.length };
}

/** Empty where nothing was done. */
export function summed(announced: Announced, at: Account): string {
  const { entries, edits, takenBack } = countsOf(announced);
  const parts = [
    entries > 0 && counted(entries, 'new entry', 'new entries'),
    edits > 0 && counted(edits, 'edit'),
    takenBack > 0 && `${takenBack} taken back`,
  ].filter(Boolean);
  if (parts.length === 0) return '';
  const silently = announced.plan?.followers === 'not told' ? ', silently' : '';
  return `${nodeAddress(at)}: ${parts.join(', ')}${silently}`;
}
