// How it goes with each source, as the inbox remembers it.
import type { Follow } from '../model/people.ts';
import type { Inbox } from './inbox.ts';
import { timeOf } from './schedule.ts';
import { unasked, type Polled } from './source.ts';

/** The state of each follow's source, in their order; of one that was never asked, that of a new one. */
export function sourcesOf(inbox: Inbox, follows: readonly Pick<Follow, 'feed'>[], now: Date): readonly Polled[] {
  const feeds = follows.map(({ feed }) => feed);
  const rows = inbox.all(
    `SELECT state, (SELECT hub FROM subscription WHERE subscription.feed = source.feed AND until > ?) AS hub
     FROM source WHERE feed IN (SELECT value FROM json_each(?))`,
    timeOf(now),
    JSON.stringify(feeds),
  );
  const known = new Map(
    rows
      .map(({ state, hub }) => ({
        ...(JSON.parse(String(state)) as Polled),
        ...(hub !== null && { toldBy: String(hub) }),
      }))
      .map((polled) => [polled.source, polled]),
  );
  return feeds.map((feed) => known.get(feed) ?? unasked(feed, now));
}

/** Remembers how it goes with a source; afterwards, when what it said is kept. */
export function remember(inbox: Inbox, polled: Polled): void {
  const { toldBy: _, ...state } = polled;
  inbox.run('INSERT OR REPLACE INTO source (feed, state) VALUES (?, ?)', state.source, JSON.stringify(state));
}

/** The same of one that was asked. Whether its node tells is as the node has shown meanwhile. */
export function rememberAsked(inbox: Inbox, polled: Polled): void {
  const [row] = inbox.all('SELECT state FROM source WHERE feed = ?', polled.source);
  const known = row && (JSON.parse(String(row['state'])) as Polled);
  remember(inbox, known ? { ...polled, pushed: known.pushed } : polled);
}

/**
 * Forgets how it goes with all sources but these, which nobody follows any more. What they have published stays until it
 * is over.
 */
export function forgetOthers(inbox: Inbox, sources: readonly string[]): void {
  const these = JSON.stringify(sources);
  inbox.run('DELETE FROM source WHERE feed NOT IN (SELECT value FROM json_each(?))', these);
  inbox.run('DELETE FROM stood WHERE source NOT IN (SELECT value FROM json_each(?))', these);
  inbox.run('UPDATE entry SET listed = 0 WHERE listed AND source NOT IN (SELECT value FROM json_each(?))', these);
}

/** Forgets how it goes with a source that nobody follows any more. What it has published stays, until it is over. */
export function forget(inbox: Inbox, feed: string): void {
  inbox.run('DELETE FROM source WHERE feed = ?', feed);
  inbox.run('DELETE FROM stood WHERE source = ?', feed);
  inbox.run('UPDATE entry SET listed = 0 WHERE source = ?', feed);
}
