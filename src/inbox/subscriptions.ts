// What hubs are asked for and have promised, as the inbox remembers it.
import type { Row } from '../world/world.ts';
import type { Inbox } from './inbox.ts';
import type { Subscription } from './websub.ts';

export function subscriptionsOf(inbox: Inbox): readonly Subscription[] {
  return inbox.all('SELECT state FROM subscription').map(subscriptionFrom);
}

export function subscriptionOf(inbox: Inbox, id: string): Subscription | undefined {
  return inbox.all('SELECT state FROM subscription WHERE id = ?', id).map(subscriptionFrom)[0];
}

export function keepSubscription(inbox: Inbox, subscription: Subscription): void {
  const { id, source, hub, until = null } = subscription;
  inbox.run(
    'INSERT OR REPLACE INTO subscription (id, feed, hub, until, state) VALUES (?, ?, ?, ?, ?)',
    id,
    source,
    hub,
    until,
    JSON.stringify(subscription),
  );
}

export function forgetSubscription(inbox: Inbox, id: string): void {
  inbox.run('DELETE FROM subscription WHERE id = ?', id);
}

function subscriptionFrom(row: Row): Subscription {
  return JSON.parse(String(row['state'])) as Subscription;
}
