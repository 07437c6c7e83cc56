// Word to one's own XMPP account of whoever answers or names its person: a chat message, which a phone shows.
import { element } from '../../feeds/xml.ts';
import type { Problem } from '../../model/problem.ts';
import type { Shown } from '../../reader/reading.ts';
import { entryLines } from '../../timeline/told.ts';
import type { World } from '../../world/world.ts';
import { loggedIn } from '../account.ts';
import type { Edge } from './edge.ts';
import type { Came } from './hear.ts';
import { isNews, shownOf, viewOf } from './lists.ts';

/** Mentions in one message: who has more of them at once finds the rest in the list. */
const MOST = 5;

/** Sends one message for all that concern the person, where the config wants that (`reader.tell`). */
export async function tellMe(world: World, edge: Edge, { news }: Came): Promise<readonly Problem[]> {
  const { xmpp: account, reader, timezone } = edge.site;
  if (!account || !reader.tell || news.length === 0 || world.stop.aborted) return [];
  const mentions = mentionsIn(edge, news, world.clock.now());
  if (mentions.length === 0) return [];
  const body = element('body', {}, textOf(mentions, timezone));
  const message = element('message', { to: account.jid, type: 'chat' }, body);
  const sent = await loggedIn(world, account, (talk) => talk.send(message));
  return sent.ok ? [] : sent.problems;
}

/** Those of the news that concern the person, and that they have not read. */
export function mentionsIn(edge: Edge, news: Came['news'], now: Date): readonly Shown[] {
  const view = viewOf(edge, now);
  const fresh = news
    .filter((entry) => !entry.read && isNews(view, entry))
    .flatMap((entry) => shownOf(view, entry) ?? []);
  return fresh.filter(({ concerns }) => concerns.length > 0);
}

function textOf(mentions: readonly Shown[], zone: string): string {
  const told = mentions.slice(0, MOST).map(({ concerns, ...shown }) => entryLines({ ...shown, by: concerns }, zone));
  const more = mentions.length - told.length;
  return [...told, ...(more > 0 ? [`and ${more} more: skein mentions`] : [])].join('\n\n');
}
