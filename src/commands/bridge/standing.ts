// What a running bridge leaves of itself in the store, for `--status` and whoever asks over HTTP.
import { afterRound, begunStanding, type Came, type Ends, type Standing } from '../../bridge/standing.ts';
import type { Inbox } from '../../inbox/inbox.ts';
import { set, settingOf } from '../../inbox/setting.ts';

/** How it goes with a bridge; of one that has never run, that of a new one. */
export function standingOf(inbox: Inbox, { name, from, to }: Ends): Standing {
  const known = settingOf(inbox, keyOf({ from, to }));
  const standing = known === undefined ? begunStanding({ name, from, to }) : (JSON.parse(known) as Standing);
  return { ...standing, name };
}

/** Writes down what came of a round. */
export function noteRound(inbox: Inbox, ends: Ends, { came, now }: { came: Came; now: string }): void {
  set(inbox, keyOf(ends), JSON.stringify(afterRound(standingOf(inbox, ends), came, now)));
}

function keyOf({ from, to }: Omit<Ends, 'name'>): string {
  return `standing of ${from} ${to}`;
}
