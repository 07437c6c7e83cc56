// Asks the host whether a post is really gone (DESIGN §3, rule 5): a file that is missing on this machine says nothing.
import { ATOM } from '../feeds/atom.ts';
import { child, children, read, type Element } from '../feeds/xml.ts';
import type { Card } from '../model/card.ts';
import { dayPath } from '../model/calendar.ts';
import { addressOf, type Site } from '../model/site.ts';
import type { OwnItem } from '../nodes/items.ts';
import type { Answer, Http } from '../world/world.ts';

/** What a feed on the host says of an entry. `no feed`: there is none at this address; `?`: nothing can be said. */
type Says = 'has it' | 'lacks it' | 'no feed' | '?';

/** The site, and what it has published. */
export interface Here {
  readonly site: Site;
  readonly live: readonly Card[];
}

/**
 * The ids of those items whose posts the host has dropped: the feeds that would hold them lack them, and their pages are
 * gone or another post's. Whatever is doubtful is not among them.
 */
export async function goneFrom(http: Http, missing: readonly OwnItem[], here: Here): Promise<ReadonlySet<string>> {
  const asked = new Map<string, Promise<Answer | undefined>>();
  const ask = (url: string): Promise<Answer | undefined> => {
    const answer = asked.get(url) ?? http.ask(url).then((reply) => (reply.ok ? reply.value : undefined));
    asked.set(url, answer);
    return answer;
  };
  const gone = new Set<string>();
  for (const item of missing) {
    if ((await isDropped(ask, item, here)) && (await isNoPage(ask, item, here))) gone.add(item.id);
  }
  return gone;
}

type Ask = (url: string) => Promise<Answer | undefined>;

async function isDropped(ask: Ask, { written }: OwnItem, { site }: Here): Promise<boolean> {
  const month = /^\d{4}\/\d{2}\//.exec(pathOf(site, written.url) ?? '')?.[0];
  if (month === undefined) return false;
  const says = async (path: string): Promise<Says> =>
    saysOf(await ask(addressOf(site, `${path}atom.xml`)), site, written.id);
  // A host that has lost everything answers 404 to everything: its home has to be there.
  if ((await says('')) !== 'lacks it') return false;
  const period = await says(month);
  // A big month has no feed of its own, its days have; neither has a month whose last post is gone.
  const last = period === 'no feed' ? await says(dayPath(written.published, site.timezone)) : period;
  return last === 'lacks it' || last === 'no feed';
}

async function isNoPage(ask: Ask, { written }: OwnItem, { site, live }: Here): Promise<boolean> {
  const answer = await ask(written.url);
  if (!answer) return false;
  const there = pathOf(site, answer.url);
  return isAbsent(answer) || live.some(({ path }) => path === there);
}

function pathOf(site: Site, url: string): string | undefined {
  return url.startsWith(site.url) ? url.slice(site.url.length) : undefined;
}

function saysOf(answer: Answer | undefined, site: Site, id: string): Says {
  if (!answer) return '?';
  if (isAbsent(answer)) return 'no feed';
  const feed = answer.status === 200 ? read(answer.body) : undefined;
  if (!feed || feed.getName() !== 'feed' || feed.getNS() !== ATOM) return '?';
  // The domain may be another's by now.
  if (!idOf(feed)?.startsWith(site.id)) return '?';
  return children(feed, 'entry', ATOM).some((entry) => idOf(entry) === id) ? 'has it' : 'lacks it';
}

function isAbsent({ status }: Answer): boolean {
  return status === 404 || status === 410;
}

function idOf(entry: Element): string | undefined {
  return child(entry, 'id', ATOM)?.getText().trim();
}
