// Waits until the site shows what was deployed (DESIGN §3, rule 1). An entry is live when the feed of its period, at its
// public address, holds an entry equal to it after parsing, and its page answers 200.
import { ATOM } from '../feeds/atom.ts';
import { FEEDS } from '../feeds/listing.ts';
import { entryFrom, sameOnFeed, writtenOf } from '../feeds/written.ts';
import { child, children, read } from '../feeds/xml.ts';
import type { Element } from '../feeds/xml.ts';
import { dayPath, periodOf } from '../model/calendar.ts';
import type { Card } from '../model/card.ts';
import type { Entry } from '../model/entry.ts';
import { grouped } from '../model/grouped.ts';
import { fine, wrong } from '../model/problem.ts';
import type { Checked, Problem } from '../model/problem.ts';
import { addressOf } from '../model/site.ts';
import type { Site } from '../model/site.ts';
import type { Answer, Asked, Http, World } from '../world/world.ts';

/** Milliseconds between two looks: at first, so that a local folder is confirmed at once, and at most. */
const [SOONEST, LATEST] = [100, 4000];

/** Milliseconds for one request: within the patience that is left, but enough to be answered at all. */
const [SHORTEST, LONGEST] = [1000, 15_000];

/** Requests at one time. */
const AT_ONCE = 6;

export interface Expected {
  readonly site: Site;
  /** All that the site has published: how much a month has says which feed holds it. */
  readonly all: readonly Card[];
  /** Those that are waited for. */
  readonly wanted: readonly Entry[];
  /** Milliseconds to wait at most. */
  readonly patience: number;
}

export interface Lived {
  readonly live: readonly Entry[];
  /** For each entry that is not live, which address showed what; what several share is told once. */
  readonly late: readonly Problem[];
}

/** An entry on its way. It is live when its page was seen after the feed had it. */
interface Awaited {
  readonly entry: Entry;
  readonly feed: string;
  step: 'to the feed' | 'to the page' | 'live';
  /** Why it is no further, as last seen. */
  late: Problem;
}

/** The feed of a period, and the version of it that was seen. */
interface Feed {
  readonly address: string;
  readonly awaited: readonly Awaited[];
  etag?: string;
}

/** Looks at once, then again and again until all are live, patience ends, or the person stops it. */
export async function untilLive(
  expected: Expected,
  { http, clock, say, stop }: Pick<World, 'http' | 'clock' | 'say' | 'stop'>,
): Promise<Lived> {
  const end = clock.now().getTime() + expected.patience;
  const feeds = feedsOf(expected);
  const awaited = feeds.flatMap((feed) => feed.awaited);
  for (let pause = SOONEST; ; pause = Math.min(pause * 1.5, LATEST)) {
    const fresh = {
      headers: { 'cache-control': 'no-cache' },
      timeout: Math.min(Math.max(end - clock.now().getTime(), SHORTEST), LONGEST),
    };
    await eachOf(feeds, async (feed) => lookAtFeed(feed, http, fresh));
    await eachOf(awaited, async (one) => lookAtPage(one, http, fresh));
    const live = awaited.filter(({ step }) => step === 'live').map(({ entry }) => entry);
    const late = eachOnce(awaited.filter(({ step }) => step !== 'live').map((one) => one.late));
    say.progress(late.length === 0 ? '' : `${live.length} of ${awaited.length} live`);
    if (late.length === 0 || stop.aborted || clock.now().getTime() + pause > end) return { live, late };
    await clock.wait(pause, stop);
  }
}

function feedsOf({ site, all, wanted }: Expected): Feed[] {
  const days = grouped(wanted, ({ published }) => dayPath(published, site.timezone));
  const periods = grouped(days, ([day]) => periodOf(day, all));
  return [...periods].map(([path, days]) => {
    const feed = addressOf(site, path + FEEDS.atom);
    const unseen = { feed, step: 'to the feed' as const, late: lateAt(feed, 'Nobody has looked yet.') };
    const entries = days.flatMap(([, entries]) => entries);
    return { address: feed, awaited: entries.map((entry) => ({ entry, ...unseen })) };
  });
}

/** One request for all entries of a period, and none once it has them all. */
async function lookAtFeed(feed: Feed, http: Http, fresh: Asked): Promise<void> {
  const open = feed.awaited.filter(({ step }) => step === 'to the feed');
  if (open.length === 0) return;
  const headers = { ...fresh.headers, ...(feed.etag !== undefined && { 'if-none-match': feed.etag }) };
  const asked = await http.ask(feed.address, { ...fresh, headers });
  if (asked.ok && asked.value.status === 304) return;
  const etag = asked.ok ? asked.value.headers['etag'] : undefined;
  if (etag !== undefined) feed.etag = etag;
  const said = asked.ok ? entriesIn(feed.address, asked.value) : wrong(...asked.problems);
  for (const one of open) {
    const late = said.ok ? missing(one, said.value) : said.problems[0];
    if (late) one.late = late;
    else one.step = 'to the page';
  }
}

/** The entries of a feed, by id; or why it is no feed. */
function entriesIn(address: string, { status, body }: Answer): Checked<ReadonlyMap<string, Element>> {
  if (status !== 200) return wrong(lateAt(address, `The feed answers ${status}.`));
  const root = read(body);
  if (root?.getName() !== 'feed' || root.getNS() !== ATOM) return wrong(lateAt(address, 'This is no Atom feed.'));
  const entries = children(root, 'entry', ATOM);
  return fine(new Map(entries.map((entry) => [child(entry, 'id', ATOM)?.getText().trim() ?? '', entry])));
}

function missing({ entry, feed }: Awaited, said: ReadonlyMap<string, Element>): Problem | undefined {
  // What an entry says takes time to find out, and a feed holds two hundred.
  const there = said.get(entry.id);
  const found = there && entryFrom(there);
  if (!found) return lateAt(feed, `The feed has no entry with the id ${entry.id}.`);
  if (!sameOnFeed(found, writtenOf(entry))) return lateAt(feed, `The feed has another version of ${entry.id}.`);
  return undefined;
}

async function lookAtPage(one: Awaited, http: Http, fresh: Asked): Promise<void> {
  if (one.step !== 'to the page') return;
  const { url } = one.entry;
  const head = await http.ask(url, { ...fresh, method: 'HEAD' });
  // HEAD is cheap, but some hosts know only GET.
  const asked = head.ok && head.value.status !== 200 ? await http.ask(url, fresh) : head;
  if (!asked.ok) one.late = asked.problems[0] ?? one.late;
  else if (asked.value.status === 200) one.step = 'live';
  else one.late = lateAt(url, `The page answers ${asked.value.status}.`);
}

function lateAt(where: string, what: string): Problem {
  return {
    where,
    what,
    next: 'The host may need longer: "skein announce" later goes on from here; "--wait 15m" waits longer.',
  };
}

function eachOnce(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [`${problem.where} ${problem.what}`, problem])).values()];
}

async function eachOf<T>(things: readonly T[], work: (thing: T) => Promise<void>): Promise<void> {
  // One iterator for all workers: each takes the next thing that nobody has.
  const next = things.values();
  const worker = async (): Promise<void> => {
    for (const thing of next) await work(thing);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}
