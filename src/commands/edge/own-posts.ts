// One's own posts among the entries of others: what a conversation needs of them.
import type { Card, PostsOf } from '../../model/card.ts';
import type { Entry } from '../../model/entry.ts';
import type { Kept, Reference } from '../../model/received.ts';
import { addressOf, type Site } from '../../model/site.ts';
import type { World } from '../../world/world.ts';
import { SITE } from '../build.ts';
import { siteOnly } from '../build/look.ts';

/** Posts whose answers to others are known: an older one is found when somebody answers it. */
const NEWEST = 500;

/** A post as if it had been received. */
export interface OwnKept extends Kept {
  readonly mine: Entry;
}

export interface OwnPosts {
  /** The keys of all that are published, newest first. */
  readonly keys: readonly string[];
  /** Finds those with one of these ids or addresses, and those that answer one of them. */
  readonly among: (names: readonly string[]) => Promise<readonly OwnKept[]>;
}

/** The posts of the site as they are now; none where something is wrong with them, which `check` tells. */
export async function ownPosts(world: World): Promise<OwnPosts> {
  const looked = await siteOnly(world, SITE);
  if (!looked.ok) return { keys: [], among: async () => [] };
  const { site, index, postsOf } = looked.value;
  const places = new Map(index.live.map((card, at) => [card.key, -1 - at]));
  const kept = async (cards: readonly Card[]): Promise<readonly OwnKept[]> =>
    (await entriesOf(cards, postsOf)).map((entry) => keptAs(entry, { number: places.get(entry.key) ?? 0, site }));
  const byName = new Map(index.live.flatMap((card) => namesOf(site, card).map((name) => [name, card])));
  const newest = await kept(index.live.slice(0, NEWEST));
  const among: OwnPosts['among'] = async (names) => {
    const wanted = new Set(names);
    const called = new Set(names.flatMap((name) => byName.get(name) ?? []));
    const answering = newest.filter(({ references }) => references.some(({ to }) => wanted.has(to)));
    const all = [...(await kept([...called])), ...answering];
    return [...new Map(all.map((each) => [each.id, each])).values()];
  };
  return { keys: index.live.map(({ key }) => key), among };
}

function namesOf(site: Site, { key, path }: Card): readonly string[] {
  return [site.id + key, addressOf(site, path)];
}

async function entriesOf(cards: readonly Card[], postsOf: PostsOf): Promise<readonly Entry[]> {
  return (await postsOf(cards)).map(({ entry }) => entry);
}

// Numbers below 0: the inbox has none of them.
function keptAs(mine: Entry, { number, site }: { readonly number: number; readonly site: Site }): OwnKept {
  const answered = [mine.replyTo?.ref, mine.replyTo?.url].flatMap((to): Reference[] =>
    to === undefined ? [] : [{ how: 'reply', to }],
  );
  const place = { number, source: site.url, at: mine.published, heard: mine.published };
  return { ...mine, ...place, references: answered, read: true, starred: false, mine };
}
