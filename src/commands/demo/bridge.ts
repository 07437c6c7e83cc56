// The demo of the bridge: a feed that knows nothing of XMPP is heard over it. A blog has an RSS feed; Ann's account bridges
// it to its node; Bob follows that and reads. Whenever the feed is saved, he hears what is new in it.
import { FEEDS, type Listing } from '../../feeds/listing.ts';
import { rssFeed } from '../../feeds/rss.ts';
import { strangerHtml } from '../../feeds/clean.ts';
import { element } from '../../feeds/xml.ts';
import type { Entry } from '../../model/entry.ts';
import { wrong, type Outcome } from '../../model/problem.ts';
import type { World } from '../../world/world.ts';
import { run as bridge } from '../bridge.ts';
import { done, type Given } from '../command.ts';
import { bobIn, type Person } from './people.ts';
import { typed, until } from './play.ts';
import { keepUp } from '../dev.ts';
import { atEdge } from '../edge/edge.ts';
import { run as follow } from '../follow.ts';
import type { Came } from '../edge/hear.ts';
import { openReader } from '../read.ts';

const NODE = 'xmpp:ann@localhost';
const BLOG = 'www/blog';
const OLD = ['How geese fly', 'Why feeds outlive their readers'];
const NEW = 'This was only in an RSS feed';

/** Until the person ends it, or with `--once` until Bob has heard the new entry. */
export async function playBridge(world: World, given: Given): Promise<Outcome> {
  const over = new AbortController();
  const stop = AbortSignal.any([world.stop, over.signal]);
  const host = await world.serve.site(world.files.folder(BLOG).root, 0);
  if (!host.ok) return refused(host);
  const bob = await bobIn(world, stop);
  try {
    if (!bob.ok) return refused(bob);
    const blog: Blog = { world, url: host.value.url, bob: bob.value, over, isOnce: given.text('once') !== undefined };
    await publish(blog, OLD);
    const first = await bring(blog);
    if (first.exit !== 0 || stop.aborted) return first;
    const followed = await follow(bob.value.world, typed([NODE]));
    return followed.exit === 0 ? await hearing(blog) : followed;
  } finally {
    if (bob.ok) await bob.value.leave();
    await host.value.close();
  }
}

interface Blog {
  readonly world: World;
  readonly url: string;
  readonly bob: Person;
  readonly over: AbortController;
  readonly isOnce: boolean;
}

function hearing(blog: Blog): Promise<Outcome> {
  const { world, url, bob, isOnce, over } = blog;
  const { say } = world;
  return atEdge(bob.world, async (his) => {
    const reader = await openReader(bob.world, his, typed([]));
    if (!reader.ok) return refused(reader);
    say.line(`A blog has its feed at ${url}${FEEDS.rss}, and ${NODE} says what it says.`);
    say.line(`Bob follows that; his reader is at ${reader.value.address}`);
    const heard: string[] = [];
    const saved: Saved = { at: 0 };
    const staying = reader.value.stay((came) => told(blog, saved, came).forEach((title) => heard.push(title)));
    await publish(blog, [NEW, ...OLD]);
    await brought(blog, saved);
    const isHeard = await until(() => heard.includes(NEW), bob.world);
    if (isHeard && !isOnce) await watched(blog, saved);
    const isEnded = world.stop.aborted;
    over.abort();
    await staying;
    return isHeard || isEnded ? done(isOnce ? 'It was heard.' : '') : refused(wrong(unheard()));
  });
}

/** When the feed was saved last. */
interface Saved {
  at: number;
}

/** Says what Bob heard; the titles of what was new in the feed. */
function told({ world: { say, clock } }: Blog, { at }: Saved, { news }: Came): readonly string[] {
  const titles = news.flatMap(({ title }) => title ?? []).filter((title) => !OLD.includes(title));
  const after = clock.now().getTime() - at;
  for (const title of titles) say.line(`heard  ${JSON.stringify(title)}  ${after} ms after it was in the feed`);
  return titles;
}

async function brought(blog: Blog, saved: Saved): Promise<void> {
  saved.at = blog.world.clock.now().getTime();
  blog.world.say.problems((await bring(blog)).problems);
}

/** A bridge that stays asks a feed in time; here that is when it is saved. */
async function watched(blog: Blog, saved: Saved): Promise<void> {
  const { world } = blog;
  world.say.line(`The feed is ${world.files.folder(BLOG).root}/${FEEDS.rss}: add to it. Ctrl-C ends the demo.`);
  await keepUp(watching(blog), () => brought(blog, saved), [FEEDS.rss]);
}

function watching({ world, bob }: Blog): World {
  return { ...world, files: world.files.folder(BLOG), stop: bob.world.stop };
}

/** Runs `skein bridge FEED NODE --once`, as Ann. */
async function bring({ world, url, bob }: Blog): Promise<Outcome> {
  const ann = await world.stage.world(world.files.folder('ann').root, bob.world.stop);
  const state = world.files.folder('state').root;
  const own: World = { ...ann, say: world.say, env: (name) => (name === 'XDG_STATE_HOME' ? state : ann.env(name)) };
  const outcome = await bridge(own, typed([url + FEEDS.rss, NODE], { once: 'yes' }));
  world.say.line(outcome.said.trimEnd());
  return { ...outcome, said: '' };
}

/** The feed of the blog, newest first. */
async function publish({ world, url }: Blog, titles: readonly string[]): Promise<void> {
  const entries = titles.map((title, at) => entryOf(title, { url, hour: 10 + titles.length - at }));
  const site = { id: url, description: '', language: 'en', url, author: { name: 'A blogger', me: [] } };
  const listing: Listing = {
    site: { ...site, announce: { hubs: [] } },
    title: 'A blog',
    path: '',
    kind: 'current',
    entries,
  };
  await world.files.write(`${BLOG}/${FEEDS.rss}`, rssFeed(listing));
}

function entryOf(title: string, { url, hour }: { readonly url: string; readonly hour: number }): Entry {
  const key = title.toLowerCase().replaceAll(' ', '-');
  const time = `2026-11-01T${hour}:00:00Z`;
  const text = `${title}, and nobody had to ask for it.`;
  return {
    id: `${url}${key}/`,
    key,
    url: `${url}${key}/`,
    title,
    text,
    html: strangerHtml(element('p', {}, text).toString()),
    lang: 'en',
    author: { name: 'A blogger' },
    published: time,
    updated: time,
    tags: [],
    mentions: [],
    enclosures: [],
  };
}

function refused({ problems }: Pick<Outcome, 'problems'>): Outcome {
  return { exit: 3, problems, said: '' };
}

function unheard(): Outcome['problems'][number] {
  return {
    where: "Bob's reader",
    what: 'What was new in the feed did not come within a minute.',
    next: 'Run it again; if it stays so, tell the authors what it printed.',
  };
}
