// Many people who follow, each with a connection of their own, in little memory: bare sockets that say no more than a
// login, a subscription and a question, and read no more than ejabberd writes. For one follower see `follower.ts`.
import { connect, type Socket } from 'node:net';
import { element, type Element } from '../../src/feeds/xml.ts';
import type { TestServer } from './server.ts';
import { AT_LAST } from '../until.ts';

/** An item that came unasked, or as an answer. */
interface Heard {
  readonly item: string;
  /** By `performance.now()`. */
  readonly when: number;
}

export interface Member {
  readonly user: string;
  /** All notifications so far. */
  readonly heard: readonly Heard[];
  subscribe(service: string, node: string): Promise<void>;
  /** The ids of all items of a node. */
  items(service: string, node: string): Promise<readonly string[]>;
  /** Whether the server is there still. */
  connected(): boolean;
  leave(): void;
}

const PUBSUB = 'http://jabber.org/protocol/pubsub';
const SASL = 'urn:ietf:params:xml:ns:xmpp-sasl';
const OPEN =
  "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' to='localhost' version='1.0'>";
/** How many log in at once: more would wait for each other. */
const AT_ONCE = 50;

/** Everybody logs in, so many at a time. */
export async function gather(server: TestServer, users: readonly string[], password: string): Promise<Member[]> {
  return inTurns(users, (user) => join(server, user, password));
}

/** Does it for each, a few at a time; the results in order. */
export async function inTurns<T, R>(all: readonly T[], work: (each: T) => Promise<R>): Promise<R[]> {
  const done: R[] = [];
  for (let at = 0; at < all.length; at += AT_ONCE) {
    done.push(...(await Promise.all(all.slice(at, at + AT_ONCE).map(work))));
  }
  return done;
}

async function join({ port }: TestServer, user: string, password: string): Promise<Member> {
  const socket = connect(port, '127.0.0.1').setNoDelay();
  const heard: Heard[] = [];
  const next = reading(socket, (message) =>
    heard.push(...itemsIn(message).map((item) => ({ item, when: performance.now() }))),
  );
  const say = async (xml: string, until: RegExp): Promise<string> => {
    socket.write(xml);
    const said = await next(until);
    if (/<failure|type='error'/.test(said)) throw new Error(`${user} was refused: ${said}`);
    return said;
  };
  const ask = (type: 'get' | 'set', to: string, what: Element): Promise<string> => {
    return say(String(element('iq', { id: 'q', type, to }, what)), /<iq (?=[^>]*id='q')(?:[^>]*\/>|[^]*?<\/iq>)/);
  };
  const secret = Buffer.from(`\0${user}\0${password}`).toString('base64');
  await say(OPEN, /<\/stream:features>/);
  await say(String(element('auth', { xmlns: SASL, mechanism: 'PLAIN' }, secret)), /<success[^>]*>|<\/failure>/);
  await say(OPEN, /<\/stream:features>/);
  const bind = element('bind', { xmlns: 'urn:ietf:params:xml:ns:xmpp-bind' }, element('resource', {}, 'crowd'));
  await say(String(element('iq', { id: 'b', type: 'set' }, bind)), /<\/iq>/);
  await say('<presence/>', /<presence [^>]*\/>|<\/presence>/);
  return {
    user,
    heard,
    async subscribe(service, node) {
      const wish = element('subscribe', { node, jid: `${user}@localhost` });
      await ask('set', service, element('pubsub', { xmlns: PUBSUB }, wish));
    },
    async items(service, node) {
      return itemsIn(await ask('get', service, element('pubsub', { xmlns: PUBSUB }, element('items', { node }))));
    },
    connected: () => !socket.destroyed && socket.readable,
    leave: () => socket.destroy(),
  };
}

/** Takes messages out of what comes; the rest is for whoever waits for it. */
function reading(socket: Socket, hear: (message: string) => void): (until: RegExp) => Promise<string> {
  let [said, wanted, give, fail]: [string, RegExp | undefined, (said: string) => void, (cause: Error) => void] = [
    '',
    undefined,
    () => undefined,
    () => undefined,
  ];
  const look = (): void => {
    const found = wanted?.exec(said);
    if (!found) return;
    wanted = undefined;
    said = said.slice(found.index + found[0].length);
    give(found[0]);
  };
  socket.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).replaceAll(/<message [^]*?<\/message>/g, (message) => (hear(message), ''));
    look();
  });
  socket.on('error', () => undefined).on('close', () => fail(new Error(`The connection was closed after: ${said}`)));
  return (until) =>
    new Promise((resolve, reject) => {
      const late = setTimeout(() => fail(new Error(`Not said: ${until.source}, but: ${said}`)), AT_LAST);
      give = (found) => (clearTimeout(late), resolve(found));
      fail = (cause) => (clearTimeout(late), reject(cause));
      wanted = until;
      look();
    });
}

function itemsIn(xml: string): string[] {
  return [...xml.matchAll(/<item [^>]*?id='([^']*)'/g)].flatMap(([, id]) => id ?? []);
}
