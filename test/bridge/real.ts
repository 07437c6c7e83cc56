// A bridge as a person runs it, between a feed on loopback and a real server, with a third-party follower who counts.
import { skein, staying, temporary, type Ended, type Staying } from '../program.ts';
import { startFollower, type Event, type Follower } from '../servers/follower.ts';
import type { TestServer } from '../servers/server.ts';
import { startSource, type Source } from './source.ts';

export const ME = 'me@localhost';
export const NODE = 'urn:xmpp:microblog:0';
export const PASSWORD = 'pass word';

export interface Bridge {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly server: TestServer;
  readonly source: Source;
  readonly bob: Follower;
  /** One round from the feed to the node of the account. */
  readonly bring: (...options: readonly string[]) => Promise<Ended>;
  readonly once: (...words: readonly string[]) => Promise<Ended>;
  readonly staying: (...words: readonly string[]) => Staying;
  /** What Bob has heard since he was last asked: `Title a`, `gone`. */
  readonly heard: () => Promise<readonly string[]>;
  /** The titles on the node, sorted. */
  readonly shown: () => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
}

/** Bob follows the node from when it is there: the first round is the caller's. */
export async function startBridge(start: () => Promise<TestServer>, first: string): Promise<Bridge> {
  const [server, source] = [await start(), await startSource()];
  const close = async (): Promise<void> => {
    await source.close();
    await server.stop();
  };
  try {
    return await bridgeBetween({ source, server, close }, first);
  } catch (cause) {
    await close();
    throw cause;
  }
}

type Ends = Pick<Bridge, 'source' | 'server' | 'close'>;

async function bridgeBetween({ source, server, close }: Ends, first: string): Promise<Bridge> {
  const cwd = temporary();
  for (const user of ['me', 'bob']) await server.register(user, PASSWORD);
  const env = {
    SKEIN_XMPP_SERVER: server.server,
    SKEIN_XMPP_PASSWORD: PASSWORD,
    SKEIN_ALLOW_HOSTS: '127.0.0.1',
    XDG_STATE_HOME: `${cwd}/state`,
  };
  const once: Bridge['once'] = (...words) => skein(['bridge', ...words, '--once'], { cwd, env });
  const bring: Bridge['bring'] = (...options) => once(source.url, `xmpp:${ME}`, ...options);
  source.say(first);
  const { err } = await bring();
  if (err !== '') throw new Error(err);
  const bob = await startFollower(server, { user: 'bob', password: PASSWORD, subscribe: [[ME, NODE]] });
  const hear = hearingOf(bob);
  return {
    cwd,
    env,
    server,
    source,
    bob,
    bring,
    once,
    staying: (...words) => staying(['bridge', ...words], { cwd, env }),
    heard: async () => (await hear()).map((event) => (event.kind === 'item' ? String(event.title) : event.kind)),
    shown: async () => (await bob.items(ME, NODE)).map(({ title }) => String(title)).sort(),
    async close() {
      await bob.stop();
      await close();
    },
  };
}

/** Gives what this follower has heard since it was last asked. */
export function hearingOf(follower: Follower): () => Promise<readonly Event[]> {
  let [from, times] = [follower.events.length, 0];
  return async () => {
    // What he says to himself comes after all that the server had sent him before.
    const mark = `mark ${(times += 1)}`;
    const isMark = (event: Event): boolean => event.kind === 'chat' && event.body === mark;
    await follower.say(follower.jid, mark);
    await follower.heard(isMark);
    const events = follower.events.slice(from).filter((event) => !isMark(event));
    from = follower.events.length;
    return events;
  };
}
