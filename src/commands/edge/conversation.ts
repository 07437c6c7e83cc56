// The conversation around an entry: from all whom one follows, and one's own posts.
import { entryAt, together } from '../../inbox/find.ts';
import type { Kept } from '../../model/received.ts';
import type { Conversation, Turn } from '../../reader/reading.ts';
import { answeredBy, conversationOf, pointersTo } from '../../timeline/conversation.ts';
import { shownOf, type View } from './lists.ts';
import type { OwnKept, OwnPosts } from './own-posts.ts';

/** Undefined where there is no such entry, or it is hidden. */
export async function conversationAt(view: View, own: OwnPosts, number: number): Promise<Conversation | undefined> {
  const start = entryAt(view.edge.inbox, number);
  if (!start || !shownOf(view, start)) return undefined;
  const [others, mine] = await gathered(view, own, start);
  const seen = others.filter((entry) => shownOf(view, entry) !== undefined);
  const posts = new Map(mine.map((post) => [post.number, post.mine]));
  const turns = conversationOf([...seen, ...mine], view.followOf).flatMap(({ entry, depth }): Turn[] => {
    const post = posts.get(entry.number);
    if (post) return [{ mine: post, depth }];
    const shown = shownOf(view, entry);
    return shown ? [{ shown, depth }] : [];
  });
  return { turns };
}

/** What is connected with an entry. My posts connect it with more: whatever answers them, and what they answer. */
async function gathered(
  { edge }: View,
  own: OwnPosts,
  start: Kept,
): Promise<readonly [readonly Kept[], readonly OwnKept[]]> {
  const ties = { answeredBy, pointersTo };
  const others = new Map(together(edge.inbox, [start], ties).map((entry) => [entry.number, entry]));
  const mine = new Map<number, OwnKept>();
  for (;;) {
    const all = [...others.values(), ...mine.values()];
    const found = await own.among(all.flatMap((entry) => [...answeredBy(entry), ...pointersTo(entry)]));
    const more = found.filter(({ number }) => !mine.has(number));
    if (more.length === 0) return [[...others.values()], [...mine.values()]];
    for (const post of more) mine.set(post.number, post);
    for (const entry of together(edge.inbox, more, ties)) if (entry.number >= 0) others.set(entry.number, entry);
  }
}
