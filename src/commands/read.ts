// The reader: those one follows are heard, and a page on this machine shows what they publish as it comes.
import { tokenOf } from '../inbox/token.ts';
import { turns } from '../inbox/turns.ts';
import { fine, type Checked, type Outcome } from '../model/problem.ts';
import { readerApp } from '../reader/app.ts';
import { inAccent } from '../reader/files.ts';
import type { Answers, World } from '../world/world.ts';
import { done, type Given } from './command.ts';
import { commentsOn } from './edge/comments.ts';
import { deploySite } from './deploy.ts';
import { keepUp } from './dev.ts';
import { atEdge, blocksOf, type Edge } from './edge/edge.ts';
import type { Came } from './edge/hear.ts';
import { keepHearing, type Hearing } from './edge/hearing.ts';
import { hubsOver } from './edge/hubs.ts';
import { onLine } from './line.ts';
import { openSite } from './open.ts';
import { ownPosts, type OwnPosts } from './edge/own-posts.ts';
import { hostNamed, portNamed, servedOn } from './port.ts';
import { readingOf, type Desk } from './edge/reading.ts';
import { tellMe } from './edge/tell-me.ts';

const PORTS = { first: 8040, last: 8060 };
/** By these names only this machine reaches itself. */
const HERE = ['127.0.0.1', 'localhost', '[::1]'] as const;
const SOURCES = ['posts', 'following.opml', 'blocks.txt', 'skein.config.js'];

/** Hears and serves until the person stops it. */
export async function run(world: World, given: Given): Promise<Outcome> {
  const port = portNamed(given.text('port'));
  if (!port.ok) return { exit: 2, problems: port.problems, said: '' };
  const host = hostNamed(given.text('host'));
  if (!host.ok) return { exit: 2, problems: host.problems, said: '' };
  return atEdge(world, async (edge) => {
    const reader = await openReader(world, edge, given);
    if (!reader.ok) return { exit: 3, problems: reader.problems, said: '' };
    world.say.line(`Read at ${reader.value.address} (Ctrl-C ends it).`);
    await reader.value.stay();
    return done('');
  });
}

/** A reader that answers at its address, and stays when it is told to. */
export interface Reader {
  /** With the token in it. */
  readonly address: string;
  /** Hears those one follows until the person ends it, then closes; `heard` is told of all that comes. */
  readonly stay: (heard?: (came: Came) => void) => Promise<void>;
}

/** Opens the reader, as the options of `read` say. */
export async function openReader(outside: World, first: Edge, given: Given): Promise<Checked<Reader>> {
  // Whatever fails ends all of it: a page that nothing comes to any more would look as if there were no news.
  const end = new AbortController();
  const world = { ...outside, stop: AbortSignal.any([outside.stop, end.signal]) };
  const desk = deskOf(world, first, given);
  const { reading, tell } = readingOf(world, desk);
  const token = tokenOf(first.inbox, world.secret);
  const host = given.text('host') ?? HERE[0];
  const admission = { token, hosts: [...HERE, host.toLowerCase()] };
  const { hearing, also, failed, fail } = hearingOver(world, desk, { tell, end });
  const hubs = hubsOver(world, hearing);
  const app = readerApp(reading, {
    ...admission,
    called: hubs.called,
    dress: inAccent(await world.dress(), first.site),
    stop: world.stop,
  });
  const served = await servedOn(given.text('port'), PORTS, (port) => world.serve.app(app.fetch, port, host));
  if (!served.ok) return served;
  const address = `${served.value.url}?token=${token}`;
  // A conversation asks for one's own posts, which are read once.
  await Promise.all([getReady(app.fetch, address), desk.own()]);
  const stay: Reader['stay'] = async (heard) => {
    if (heard) also(heard);
    const watching = keepUp(world, (paths) => desk.changed(paths).catch(fail), SOURCES);
    await Promise.all([keepHearing(world, hearing).catch(fail), hubs.keep().catch(fail), watching]);
    end.abort();
    await served.value.close();
    failed();
  };
  return fine({ address, stay });
}

/**
 * What takes longer the first time is done before anybody waits for it: a page is made as the person will ask for it, by
 * the address that lets them in, and then with the cookie that they get there.
 */
async function getReady(answers: Answers, address: string): Promise<void> {
  const welcome = await answers(new Request(address));
  const cookie = welcome.headers.get('set-cookie') ?? '';
  const page = await answers(
    new Request(new URL(welcome.headers.get('location') ?? '', address), { headers: { cookie } }),
  );
  await page.text();
}

interface Ways {
  readonly tell: () => void;
  readonly end: AbortController;
}

/** What a reader does with what comes, and with what fails. */
interface Hears {
  readonly hearing: Hearing;
  /** Tells this one too. */
  readonly also: (hear: (came: Came) => void) => void;
  readonly fail: (cause: unknown) => void;
  /** Throws what has failed first. */
  readonly failed: () => void;
}

function hearingOver(world: World, desk: Kept, { tell, end }: Ways): Hears {
  const telling = turns(1);
  const hearers: ((came: Came) => void)[] = [tell];
  let failure: { readonly cause: unknown } | undefined;
  const fail = (cause: unknown): void => {
    failure ??= { cause };
    end.abort();
  };
  const hearing: Hearing = {
    edge: desk.edge,
    comments: desk.comments,
    look: tell,
    told: (came) => {
      for (const hear of hearers) hear(came);
      // One login after the other, however many write at once.
      const sent = telling(() => tellMe(world, desk.edge(), came));
      void sent.then((problems) => world.say.problems(problems)).catch(fail);
    },
    line: (trouble) => world.say.problems([trouble]),
  };
  const failed = (): void => {
    if (failure) throw failure.cause;
  };
  return { hearing, also: (hear) => void hearers.push(hear), fail, failed };
}

interface Kept extends Desk {
  /** The nodes with comments on one's own posts. */
  readonly comments: () => Promise<readonly string[]>;
  /** Files of the site have changed; with none it is the beginning, at which what is wrong with them is told. */
  readonly changed: (paths: readonly string[]) => Promise<void>;
}

function deskOf(world: World, first: Edge, given: Given): Kept {
  let edge = first;
  let own: Promise<OwnPosts> | undefined;
  const mine = (): Promise<OwnPosts> => (own ??= ownPosts(world));
  const reading = turns(1);
  const read = async (): Promise<void> => {
    const opened = await openSite(world);
    // What was right goes on until the file is right again; the blocks hold whatever is wrong with the others.
    const { site, follows } = opened.ok ? opened.value : edge;
    const { rules, problems } = await blocksOf(world, site);
    edge = { ...edge, site, follows, rules, problems: [...(opened.ok ? [] : opened.problems), ...problems] };
    world.say.problems(edge.problems);
  };
  // The later of two finds what is newer.
  const reload = (): Promise<void> => reading(read);
  return {
    edge: () => edge,
    reload,
    own: mine,
    comments: async () => {
      const { xmpp: account } = edge.site;
      return account ? commentsOn(await mine(), account) : [];
    },
    changed: async (paths) => {
      // What changed between the first look and the watch nobody tells: when it begins, all is looked at once more.
      const all = paths.length === 0;
      if (all || paths.some((path) => path.startsWith('posts'))) own = undefined;
      if (all || paths.some((path) => !path.startsWith('posts'))) await reload();
    },
    ...(given.text('deploy') && { deploy: () => onLine(world, (line) => deploySite(world, { line }, {})) }),
  };
}
