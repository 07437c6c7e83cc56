// Bridges divided between processes: each source belongs to one of them, whoever else is in the list.
import { fine, wrong, type Checked } from '../model/problem.ts';

/** One of so many processes, counted from 1. */
export interface Shard {
  readonly nth: number;
  readonly of: number;
}

export const WHOLE: Shard = { nth: 1, of: 1 };

/** `1/4` is the first of four. */
export function shardFrom(text: string | undefined): Checked<Shard> {
  if (text === undefined) return fine(WHOLE);
  const [, nth = 0, of = 0] = (/^(\d{1,4})\/(\d{1,4})$/.exec(text) ?? []).map(Number);
  if (nth >= 1 && nth <= of) return fine({ nth, of });
  return wrong({ where: '--shard', what: `"${text}" is no part.`, next: 'Write 1/4 for the first of four processes.' });
}

/** Bits of a hash that count: as many as a number holds exactly. */
const DIGITS = 12;

/** Whether the process does the bridge from this address. `sha1` gives hexadecimal. */
export function isIn({ nth, of }: Shard, from: string, sha1: (text: string) => string): boolean {
  return Number.parseInt(sha1(from).slice(0, DIGITS), 16) % of === nth - 1;
}
