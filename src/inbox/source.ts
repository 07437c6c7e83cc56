// What is remembered of asking a source, and how an answer changes it. Nothing here asks.
import { linksOfHeader } from '../feeds/read/page.ts';
import type { Problem } from '../model/problem.ts';
import type { Feed } from '../model/received.ts';
import type { Brought } from '../world/world.ts';
import { nodeNamed } from './node.ts';
import {
  freshness,
  minutesAfter,
  nextAsked,
  nextTried,
  paceOf,
  patienceAsked,
  timeOf,
  type Moment,
} from './schedule.ts';

/** Hubs of one source, and characters of an address that are remembered. */
const [MOST_HUBS, LONGEST] = [10, 2000];

/** A source that is polled: plain data, one row. Times are RFC 3339 in UTC. */
export interface Polled {
  /** The `feed` of the follow. */
  readonly source: string;
  /** Where it is asked: another than `source` once it has moved for good. */
  readonly address: string;
  /** What it called its last feed that could be read (`ETag`, `Last-Modified`), byte for byte. */
  readonly etag?: string;
  readonly modified?: string;
  /** Not asked before. */
  readonly next: string;
  /** It wants not to be asked before, whoever wants it (Retry-After). */
  readonly waits?: string;
  /** It said that it is gone for good (410): it is never asked again. */
  readonly ended: boolean;
  /** How often in a row it has failed. */
  readonly failures: number;
  /** What is wrong, in a sentence. */
  readonly trouble?: string;
  /** When it last answered without trouble. */
  readonly heard?: string;
  /** Its rhythm: half the median minutes between two entries, when the newest was published, what it asks for. */
  readonly pace?: number;
  readonly newest?: string;
  readonly ttl?: number;
  /** The node that it names, and whether that tells of new entries: it is then asked once a day. */
  readonly node?: string;
  readonly pushed: boolean;
  /** WebSub hubs that it names, and by which address they know it. */
  readonly hubs: readonly string[];
  readonly topic?: string;
  /** The hub that has promised to tell of it: it is then asked once a day. The subscriptions say so, it is not remembered here. */
  readonly toldBy?: string;
}

/** A source that nobody has asked yet. */
export function unasked(feed: string, now: Date): Polled {
  return { source: feed, address: feed, next: timeOf(now), ended: false, failures: 0, pushed: false, hubs: [] };
}

/** Whether it said when to come again, and that is not yet: then nobody asks it, for whatever reason. */
export function isLeftAlone({ waits }: Pick<Polled, 'waits'>, now: Date): boolean {
  return waits !== undefined && Date.parse(waits) > now.getTime();
}

/** Whether it is time to ask it. */
export function isDue(polled: Polled, now: Date): boolean {
  return !polled.ended && !isLeftAlone(polled, now) && Date.parse(polled.next) <= now.getTime();
}

/** It answered with a feed. */
export function afterFeed(polled: Polled, { answer, feed }: { answer: Brought; feed: Feed }, moment: Moment): Polled {
  const published = feed.entries.map((entry) => entry.published).filter((time) => time !== '');
  const past = published.filter((time) => Date.parse(time) <= moment.now.getTime());
  const { hubs, topic } = hubsIn(answer, feed);
  const known = {
    topic,
    pace: paceOf(published, moment.now),
    newest: past.sort().at(-1),
    ttl: feed.ttl,
    node: nodeNamed(feed.node ?? '')?.address,
    etag: storable(answer.headers['etag']),
    modified: storable(answer.headers['last-modified']),
  };
  const { source, address, pushed, toldBy } = polled;
  return afterAnswer({ source, address, pushed, hubs, ...stated({ ...known, toldBy }) }, answer, moment);
}

/** Links of the answer go before those of the feed (WebSub §4). */
function hubsIn({ headers, url }: Brought, feed: Feed): { hubs: readonly string[]; topic: string | undefined } {
  const links = linksOfHeader(headers['link'] ?? '', url);
  const hubs = [...new Set([...links.hubs, ...feed.hubs])].filter((hub) => hub.length <= LONGEST).slice(0, MOST_HUBS);
  return { hubs, topic: [links.self, feed.self].find((self) => self !== undefined && self.length <= LONGEST) };
}

/** It answered that it has nothing new. */
export function afterNothingNew(polled: Polled, answer: Brought, moment: Moment): Polled {
  const { trouble: _, waits: __, ...rest } = polled;
  return afterAnswer(rest, answer, moment);
}

type Standing = Omit<Polled, 'next' | 'ended' | 'failures' | 'trouble' | 'waits' | 'heard'>;

function afterAnswer(standing: Standing, { headers, moved }: Brought, moment: Moment): Polled {
  const fresh = freshness(headers, moment.now);
  return {
    ...standing,
    ...(moved !== undefined && { address: moved }),
    next: nextAsked({ ...standing, pushed: standing.pushed || standing.toldBy !== undefined, fresh }, moment),
    ended: false,
    failures: 0,
    heard: timeOf(moment.now),
  };
}

/** It failed: all that is known of it stays. The headers are those of its answer, where there was one. */
export function afterTrouble(
  polled: Polled,
  { problems, headers = {} }: { problems: readonly Problem[]; headers?: Brought['headers'] },
  moment: Moment,
): Polled {
  const failures = polled.failures + 1;
  const patience = patienceAsked(headers, moment.now);
  const next = nextTried(failures, patience, moment);
  const { waits: _, ...rest } = polled;
  const trouble = sentenceOf(problems);
  return {
    ...rest,
    next,
    failures,
    trouble,
    ...(patience !== undefined && { waits: minutesAfter(patience, moment.now) }),
  };
}

/** It is gone for good. */
export function afterEnd(polled: Polled, problems: readonly Problem[]): Polled {
  return { ...polled, ended: true, trouble: sentenceOf(problems) };
}

function sentenceOf(problems: readonly Problem[]): string {
  return problems.map(({ what }) => what).join(' ');
}

/** What can be sent back: a header that holds anything else is no validator. */
function storable(header: string | undefined): string | undefined {
  return header !== undefined && /^[\t\u0020-\u007E\u0080-\u00FF]+$/.test(header) ? header : undefined;
}

type Stated<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> };

/** Without what is undefined. */
function stated<T extends Record<string, unknown>>(values: T): Stated<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Stated<T>;
}
