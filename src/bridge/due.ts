// Decides which bridges begin a round: one that is slow holds up nobody who has no part in what is slow.

/** A bridge from a feed, in the course of its rounds. */
export interface Turn {
  readonly phase: 'waits' | 'asks' | 'brings';
  /** Whom it asks, what it brings to, and who logs in for it. */
  readonly host: string;
  readonly node: string;
  readonly account: string;
  /** When it wants to be asked, as times are written. */
  readonly next: string;
}

/** Feeds that are asked at once, and those of one account that are brought at once. */
const [ASKED, BROUGHT] = [32, 8];

/**
 * Of those that want to begin, those that may, the longest due first: a host is asked by one at a time, and a node is
 * brought to by one. A server that does not answer keeps a few of its own account, and none of another.
 */
export function beginning<T extends Turn>(wanted: readonly T[], all: readonly Turn[]): readonly T[] {
  const asks = all.filter(({ phase }) => phase === 'asks');
  const brings = all.filter(({ phase }) => phase === 'brings');
  const hosts = new Set(asks.map(({ host }) => host));
  const nodes = new Set([...asks, ...brings].map(({ node }) => node));
  const isFull = (account: string): boolean => brings.filter((turn) => turn.account === account).length >= BROUGHT;
  const full = new Set([...new Set(brings.map(({ account }) => account))].filter(isFull));
  const chosen: T[] = [];
  for (const turn of wanted.toSorted((a, b) => (a.next < b.next ? -1 : 1))) {
    if (asks.length + chosen.length >= ASKED) break;
    if (hosts.has(turn.host) || nodes.has(turn.node) || full.has(turn.account)) continue;
    hosts.add(turn.host);
    nodes.add(turn.node);
    chosen.push(turn);
  }
  return chosen;
}
