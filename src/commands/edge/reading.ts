// What the reader is given, over the inbox and the files: lists, changes, what is heard.
import { discover } from '../../inbox/discover.ts';
import { lastNumber, newsSince } from '../../inbox/find.ts';
import { mark } from '../../inbox/marks.ts';
import { fine, type Problem } from '../../model/problem.ts';
import type { Draft, Reading, Shown } from '../../reader/reading.ts';
import { parsePost } from '../../posts/parse.ts';
import { whoIn } from '../../posts/people.ts';
import { writtenPost, type Wanted } from '../../posts/written.ts';
import { FILE } from '../../timeline/blocks-text.ts';
import { isOver, ruleFrom, type Rule } from '../../timeline/rules.ts';
import { saysOf } from '../../timeline/says.ts';
import type { World } from '../../world/world.ts';
import { addRules, removeRules } from './rule-file.ts';
import { conversationAt } from './conversation.ts';
import { changeRules } from './cut-off.ts';
import type { Edge } from './edge.ts';
import { followOf } from '../follow.ts';
import { followedOf } from './followed.ts';
import { addAll, removeAll } from './follows.ts';
import { isNews, listOf, oneShown, shownOf, unreadIn, viewOf, type View } from './lists.ts';
import type { OwnPosts } from './own-posts.ts';
import { freePath, writePost } from '../post.ts';

/** What the reader stands on. */
export interface Desk {
  /** The edge as its files say it now. */
  readonly edge: () => Edge;
  /** Reads the files again, after a change of one's own. */
  readonly reload: () => Promise<void>;
  readonly own: () => Promise<OwnPosts>;
  readonly deploy?: Reading['deploy'];
}

/** What the reader is given, and what tells it of news. */
export interface Told {
  readonly reading: Reading;
  /** Tells open pages what has come into the inbox since the last time, whichever program brought it. */
  readonly tell: () => void;
}

export function readingOf(world: World, desk: Desk): Told {
  const listeners = new Set<(news: readonly Shown[]) => void>();
  const view = keptView(desk, world.clock);
  let last = lastNumber(desk.edge().inbox);
  const tell = (): void => {
    const news = newsSince(desk.edge().inbox, last);
    last = news.at(-1)?.number ?? last;
    if (news.length === 0 || listeners.size === 0) return;
    const now = view();
    const fresh = news.filter((entry) => isNews(now, entry));
    const shown = fresh.flatMap((entry) => shownOf(now, entry) ?? []);
    if (shown.length > 0) for (const hear of listeners) hear(shown);
  };
  const reading: Reading = {
    get site() {
      return desk.edge().site;
    },
    get problems() {
      return desk.edge().problems;
    },
    list: (wanted) => listOf(view(), wanted),
    entry: (number) => oneShown(view(), number),
    conversation: async (number) => conversationAt(view(), await desk.own(), number),
    unread: () => unreadIn(view()),
    mark: (numbers, as) => mark(desk.edge().inbox, numbers, as),
    following: () => followedOf(desk.edge(), world.clock.now()),
    find: (address) =>
      discover({ strangers: world.strangers(desk.edge().site.reader.allowHosts), reads: world.reads }, address),
    async follow(found, group) {
      const problems = await addAll(world, desk.edge(), { follows: [followOf(found, group)], told: () => {} });
      await desk.reload();
      // Not before it is known whose entries these are.
      tell();
      return problems;
    },
    async unfollow(feed) {
      const edge = desk.edge();
      const problems = await removeAll(
        world,
        edge,
        edge.follows.filter((follow) => follow.feed === feed),
      );
      await desk.reload();
      return problems;
    },
    ...blocking(world, desk),
    ...writing(world, desk),
    ...(desk.deploy && { deploy: desk.deploy }),
    heard: (hear) => {
      listeners.add(hear);
      return () => void listeners.delete(hear);
    },
  };
  return { reading, tell };
}

/** Milliseconds in which the view stays: for all that one page asks, and all that one round hears. */
const STAYS = 1000;

/** What is shown now; to work that out for a thousand follows and as many rules takes a while. */
function keptView(desk: Desk, clock: World['clock']): () => View {
  let last: { readonly view: View; readonly made: number } | undefined;
  return () => {
    const [edge, now] = [desk.edge(), clock.now()];
    if (last?.view.edge !== edge || now.getTime() - last.made > STAYS) {
      last = { view: viewOf(edge, now), made: now.getTime() };
    }
    return last.view;
  };
}

function blocking(world: World, desk: Desk): Pick<Reading, 'blocks' | 'block' | 'unblock'> {
  const changed = async (rule: Rule, write: () => Promise<void>): Promise<readonly Problem[]> => {
    const change = async (): Promise<Edge> => {
      await write();
      await desk.reload();
      return desk.edge();
    };
    return (await changeRules(world, { site: desk.edge().site, rules: [rule], change })).problems;
  };
  return {
    blocks() {
      const now = world.clock.now();
      return desk.edge().rules.map((rule) => ({
        number: rule.number,
        text: rule.line,
        says: saysOf(rule, now),
        over: isOver(rule, now),
      }));
    },
    async block({ what, how, until }) {
      const { site } = desk.edge();
      const options = [...(how === 'mute' ? ['mute'] : []), ...(until === undefined ? [] : [`until ${until}`])];
      const rule = ruleFrom([what, ...options], site.timezone);
      if (!rule.ok) return rule.problems;
      return changed(rule.value, () => addRules(world, [rule.value]));
    },
    async unblock(number, line) {
      const rule = desk.edge().rules.find((each) => each.number === number && each.line === line);
      if (!rule) return [hasChanged(number)];
      return changed(rule, () => removeRules(world, [rule]));
    },
  };
}

function hasChanged(number: number): Problem {
  return { where: `${FILE}:${number}`, what: 'This line has changed meanwhile.', next: 'Look at the list again.' };
}

function writing(world: World, desk: Desk): Pick<Reading, 'preview' | 'write'> {
  return {
    async preview(draft) {
      const { site, follows } = desk.edge();
      const { file, text } = writtenPost(
        { ...wantedOf(draft), photos: [] },
        { now: world.clock.now(), zone: site.timezone },
      );
      const parsed = await parsePost(file, text, { site, who: whoIn(follows) });
      return parsed.ok ? fine(parsed.value.post.entry.html) : parsed;
    },
    async write(draft) {
      const { site, follows } = desk.edge();
      const { photo } = draft;
      const photos = photo ? [{ ...photo, src: await freePath(world, { site, path: photo.name }) }] : [];
      return writePost(world, { site, follows }, { wanted: wantedOf(draft), photos });
    },
  };
}

function wantedOf({ text, replyTo }: Draft): Omit<Wanted, 'photos'> {
  return { text: text.trim(), tags: [], draft: false, ...(replyTo && { replyTo }) };
}
