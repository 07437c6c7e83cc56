// How it goes with each source, as the inbox remembers it.
import type { Follow } from '../model/people.ts';
import type { Inbox } from './inbox.ts';
import { unasked, type Polled } from './source.ts';

/** The state of each follow's source, in their order; of one that was never asked, that of a new one. */
export function sourcesOf(inbox: Inbox, follows: readonly Pick<Follow, 'feed'>[], now: Date): readonly Polled[] {
  const feeds = follows.map(({ feed }) => feed);
  const rows = inbox.all(
    'SELECT state FROM source WHERE feed IN (SELECT value FROM json_each(?))',
    JSON.stringify(feeds),
  );
  const known = new Map(
    rows.map(({ state }) => JSON.parse(String(state)) as Polled).map((polled) => [polled.source, polled]),
  );
  return feeds.map((feed) => known.get(feed) ?? unasked(feed, now));
}

/** Remembers how it goes with a source; afterwards, when what it said is kept. */
export function remember(inbox: Inbox, polled: Polled): void {
  inbox.run('INSERT OR REPLACE INTO source (feed, state) VALUES (?, ?)', polled.source, JSON.stringify(polled));
}

/** Forgets how it goes with a source that nobody follows any more. What it has published stays, until it is over. */
export function forget(inbox: Inbox, feed: string): void {
  inbox.run('DELETE FROM source WHERE feed = ?', feed);
}
