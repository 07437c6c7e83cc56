// WebSub (W3C, 2018): which hub is to tell of which source, and what follows from what a hub says. Nothing here asks.
//
//   wanted ─▶ asked ─▶ confirmed: a lease ─▶ asked again before its end ─▶ …
//               └─ not confirmed: asked again, ever later
//   wanted no more ─▶ asked to end it ─▶ confirmed, or not confirmed three times: forgotten
import { nextTried, timeOf, type Moment } from './schedule.ts';
import type { Polled } from './source.ts';

/** What a hub is to tell of. */
export interface Told {
  /** The `feed` of the follow. */
  readonly source: string;
  readonly hub: string;
  /** By which address the hub knows the source. */
  readonly topic: string;
}

/** What a hub is asked for, and has promised: plain data, one row. Times are RFC 3339 in UTC. */
export interface Subscription extends Told {
  /** Nobody can guess it: whoever knows it was told by us. */
  readonly id: string;
  /** Where the hub tells; it ends in the id. */
  readonly callback: string;
  /** With it the hub signs what it tells. */
  readonly secret: string;
  readonly wish: 'subscribe' | 'unsubscribe';
  /** When the hub is asked for it, again or for the first time. */
  readonly next: string;
  /** How often it was asked since it last confirmed. */
  readonly unconfirmed: number;
  /** The end of the lease. */
  readonly until?: string;
}

/** Seconds for which a hub is asked to tell, and for which it is believed at most. */
const [LEASE, LONGEST_LEASE] = [10 * 86_400, 30 * 86_400];
/** No lease is renewed sooner, in seconds: one that is shorter is none. */
const SOONEST = 60;
/** So much of a lease is over when it is renewed, a little less by chance. */
const [RENEWED, JITTER] = [0.8, 0.1];
/** How often a hub is asked to end what is not wanted any more. */
const PATIENCE = 3;
/** Characters of a challenge. */
const LONGEST = 1000;
/** Failures after which a hub is asked once a day. */
const REFUSED = 9;

/** Which hub is to tell of a source: its first. None where a node tells, or the source is gone. */
export function hubFor({ source, address, hubs, topic = address, pushed, ended }: Polled): Told | undefined {
  const [hub] = hubs;
  return hub === undefined || pushed || ended ? undefined : { source, hub, topic };
}

/** The address below the reader's at which a hub tells. */
export function callbackAt(url: string, id: string): string {
  return new URL(`websub/${id}`, url).href;
}

/** A subscription that no hub has been asked for. */
export function begun(
  told: Told,
  { id, secret, url }: { id: string; secret: string; url: string },
  now: Date,
): Subscription {
  const callback = callbackAt(url, id);
  return { ...told, id, callback, secret, wish: 'subscribe', next: timeOf(now), unconfirmed: 0 };
}

export interface Changes {
  readonly begin: readonly Told[];
  /** As they are from now on. */
  readonly end: readonly Subscription[];
  readonly forget: readonly Subscription[];
}

/** What brings the subscriptions to what is wanted. `url` is the reader's public address, where it has one. */
export function changesOf(
  subscriptions: readonly Subscription[],
  wanted: readonly Told[],
  { url, now }: { url: string | undefined; now: Date },
): Changes {
  const bySource = new Map(url === undefined ? [] : wanted.map((told) => [told.source, told]));
  const fates = subscriptions.map((each) => ({ each, fate: fateOf(each, bySource.get(each.source), url) }));
  const of = (wish: Fate): readonly Subscription[] => fates.flatMap(({ each, fate }) => (fate === wish ? each : []));
  const kept = new Set(of('keep').flatMap(({ wish, source }) => (wish === 'subscribe' ? source : [])));
  return {
    begin: [...bySource.values()].filter(({ source }) => !kept.has(source)),
    end: of('end').map((each) => ending(each, now)),
    forget: of('forget'),
  };
}

function ending(subscription: Subscription, now: Date): Subscription {
  return { ...withoutLease(subscription), wish: 'unsubscribe', next: timeOf(now), unconfirmed: 0 };
}

type Fate = 'keep' | 'end' | 'forget';

function fateOf(subscription: Subscription, wanted: Told | undefined, url: string | undefined): Fate {
  const { id, callback, wish, unconfirmed, until, hub, topic } = subscription;
  // At an address that is not the reader's any more nobody confirms anything.
  if (url === undefined || callback !== callbackAt(url, id)) return 'forget';
  if (wish === 'unsubscribe') return unconfirmed < PATIENCE ? 'keep' : 'forget';
  if (hub === wanted?.hub && topic === wanted.topic) return 'keep';
  return unconfirmed > 0 || until !== undefined ? 'end' : 'forget';
}

/** Whether the hub is to be asked by now. */
export function isToAsk({ next }: Subscription, now: Date): boolean {
  return Date.parse(next) <= now.getTime();
}

/** Whether the lease has come to its end. */
export function isOver({ until }: Subscription, now: Date): boolean {
  return until !== undefined && Date.parse(until) <= now.getTime();
}

export function withoutLease(subscription: Subscription): Subscription {
  const { until: _, ...rest } = subscription;
  return rest;
}

/** The form that a hub is sent (WebSub §5.1). */
export function formOf({ wish, topic, callback, secret }: Subscription): string {
  const asked = { 'hub.mode': wish, 'hub.topic': topic, 'hub.callback': callback };
  const terms = wish === 'subscribe' ? { 'hub.secret': secret, 'hub.lease_seconds': String(LEASE) } : {};
  return new URLSearchParams({ ...asked, ...terms }).toString();
}

/** It is asked: as long as the hub does not confirm that, this counts as a failure. */
export function afterAsking(subscription: Subscription, moment: Moment): Subscription {
  const unconfirmed = subscription.unconfirmed + 1;
  return { ...subscription, unconfirmed, next: nextTried(unconfirmed, undefined, moment) };
}

/** What a hub is answered that asks whether it was meant; and the subscription from then on, absent when it is over. */
export interface Confirmed {
  readonly challenge: string;
  readonly subscription?: Subscription;
}

/** Confirms what is really wanted (WebSub §5.3), and takes a refusal (§5.2); undefined for anything else. */
export function confirmed(
  subscription: Subscription,
  query: { get(name: string): string | null },
  moment: Moment,
): Confirmed | undefined {
  const { wish, topic, unconfirmed, until } = subscription;
  const [mode, challenge] = [query.get('hub.mode'), query.get('hub.challenge') ?? ''];
  const wasAsked = unconfirmed > 0 || until !== undefined;
  if (!wasAsked || query.get('hub.topic') !== topic) return undefined;
  if (mode === 'denied') return { challenge: '', subscription: refused(subscription, moment) };
  if (mode !== wish || challenge === '' || challenge.length > LONGEST) return undefined;
  if (wish === 'unsubscribe') return { challenge };
  return { challenge, subscription: leased(subscription, query.get('hub.lease_seconds'), moment) };
}

function refused(subscription: Subscription, moment: Moment): Subscription {
  return { ...withoutLease(subscription), unconfirmed: REFUSED, next: nextTried(REFUSED, undefined, moment) };
}

function leased(subscription: Subscription, said: string | null, { now, random }: Moment): Subscription {
  const seconds = Math.min(/^\d+$/.test(said ?? '') ? Number(said) : LEASE, LONGEST_LEASE);
  const after = (part: number): string => timeOf(new Date(now.getTime() + part * 1000));
  const renewed = Math.max(SOONEST, seconds * (RENEWED - JITTER * random));
  return { ...subscription, unconfirmed: 0, until: after(seconds), next: after(renewed) };
}
