// The real servers, a third-party follower on them, and announcing as a command does it.
import { setTimeout as pause } from 'node:timers/promises';
import { announce } from '../../src/announce/announce.ts';
import { goneFrom } from '../../src/announce/gone.ts';
import type { Announced } from '../../src/announce/round.ts';
import type { Entry } from '../../src/model/entry.ts';
import type { Checked } from '../../src/model/problem.ts';
import type { Account, Site } from '../../src/model/site.ts';
import { siteAsPublisher } from '../../src/nodes/publisher.ts';
import type { Http, Talk } from '../../src/world/world.ts';
import { xmpp } from '../../src/world/xmpp.ts';
import { type Follower } from '../servers/follower.ts';
import type { TestServer } from '../servers/server.ts';
import { cardsOf, hostOf, site } from './blog.ts';

export const PASSWORD = 'pass word';

/** How a test wants it, where that differs from a plain run. */
export interface Wish {
  readonly site?: Site;
  /** What the host serves; default: what is live. */
  readonly host?: readonly Entry[];
  readonly all?: boolean;
  readonly open?: boolean;
  readonly mode?: 'dry run';
  readonly connect?: () => Promise<Checked<Talk>>;
}

/** Announces over the real thing. */
export function run(server: TestServer, at: Account, live: readonly Entry[], wish: Wish = {}): Promise<Announced> {
  const of = wish.site ?? site;
  const http: Http = hostOf(of, wish.host ?? live);
  return announce(
    {
      publisher: siteAsPublisher(of),
      at,
      live: cardsOf(live, of),
      gone: (missing) => goneFrom(http, missing, { site: of, live: cardsOf(live, of) }),
      renames: 'held',
      first: 'told',
      newest: live,
      confirm: (entries) => Promise.resolve(entries),
      mode: wish.mode ?? 'real',
      all: wish.all ?? false,
      open: wish.open ?? false,
    },
    {
      connect: wish.connect ?? (() => login(server, at)),
      clock: { now: () => new Date(), wait: (milliseconds) => pause(milliseconds) },
      say: { progress: () => undefined },
    },
  );
}

export function login(server: TestServer, account: Account, password = PASSWORD): Promise<Checked<Talk>> {
  return xmpp.connect({ account, password, server: server.server });
}

/** What a run did, for a test to compare. */
export function did({ published, retracted, problems }: Announced): Record<string, readonly string[]> {
  return { published: published.map(({ key }) => key), retracted, problems: problems.map(({ what }) => what) };
}

/** What is on a node, as a stranger gets it: the ids of the items with their titles. */
export async function shown(follower: Follower, at: Account): Promise<Record<string, string | null>> {
  const items = await follower.items(at.service ?? at.jid, at.node);
  return Object.fromEntries(items.map(({ id, title }) => [id, title]));
}

/** What a follower has heard of a node since it was last asked: `n1 Its title`, `gone n1`. Waits for what is on its way. */
export function listener(follower: Follower, at: Account): () => Promise<readonly string[]> {
  let before = 0;
  return async () => {
    await follower.rest(250);
    const events = follower.events.slice(before);
    before = follower.events.length;
    return events.flatMap((event) => {
      if (!('node' in event) || event.node !== at.node || event.from !== (at.service ?? at.jid)) return [];
      if (event.kind === 'item') return [`${event.id} ${event.title}`];
      return [event.kind === 'retract' ? `gone ${event.id}` : event.kind];
    });
  };
}
