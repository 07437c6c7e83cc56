// What a bridge says of a round, in one line.
import type { Announced } from '../announce/round.ts';
import { counted } from '../model/problem.ts';
import type { Account } from '../model/site.ts';
import { nodeAddress } from '../feeds/node-address.ts';

/** Empty where nothing was done. */
export function summed({ plan, published, retracted }: Announced, at: Account): string {
  const edits = published.filter(({ id }) => plan?.edits.has(id)).length;
  const news = published.length - edits;
  const parts = [
    news > 0 && counted(news, 'new entry', 'new entries'),
    edits > 0 && counted(edits, 'edit'),
    retracted.length > 0 && `${retracted.length} taken back`,
  ].filter(Boolean);
  if (parts.length === 0) return '';
  const silently = plan?.followers === 'not told' ? ', silently' : '';
  return `${nodeAddress(at)}: ${parts.join(', ')}${silently}`;
}
