// The door of @xmpp/client: one login, over TLS, without the library's reconnecting, resending and guessing.
// What is said on the stream is the business of `xmpp/talk.ts`.
import type { EventEmitter } from 'node:events';
import { Socket } from 'node:net';
import { StringDecoder } from 'node:string_decoder';
import type { Client } from '@xmpp/client';
import type { Element } from '../feeds/xml.ts';
import { fine, wrong } from '../model/problem.ts';
import { isLoopback, lookUp } from './xmpp/address.ts';
import { hasten, type Mechanisms } from './xmpp/scram.ts';
import { Conversation } from './xmpp/talk.ts';
import { conditionOf, isElsewhere, isLasting, problemOf, Trouble } from './xmpp/trouble.ts';
import type { Login, Met, Talk, Xmpp } from './world.ts';

const PATIENCE = 15_000;
const ADDRESS = /^xmpp:\/\/[^/@?#]+$/;
// Milliseconds for the server's half of a goodbye.
const GOODBYE = 2_000;
// The stream's end, and the socket's, which need not follow.
const ENDS = ['close', 'disconnect'] as const;

// Parts of the stream's features that are not used: after a loss only a look at the node tells what was done, so
// nothing is sent again (XEP-0198); and one way to log in is enough (not XEP-0388).
const UNUSED = [
  ['sm', 'urn:xmpp:sm:3'],
  ['authentication', 'urn:xmpp:sasl:2'],
] as const;

/** What the library does not type, or types differently. */
interface Innards {
  _attachSocket(socket: EventEmitter & { readonly socket?: EventEmitter }): void;
  _onData(bytes: Buffer): void;
  _onSeeOtherHost(error: Error): void;
  readonly saslFactory: Mechanisms;
  /** The stream's element, and the one that is being read. */
  readonly parser?: { readonly root: unknown; readonly cursor: unknown };
}

type Authenticate = (credentials: { username: string; password: string }, mechanism: string) => Promise<void>;

interface Dial {
  readonly service: string;
  readonly user: string;
  readonly domain: string;
  readonly password: string;
  readonly resource: string | undefined;
  readonly milliseconds: number;
}

function ignore(): void {
  // Whoever waits for the stream hears of its trouble elsewhere; an `error` that nobody hears would end the process.
}

/**
 * Of an answer in several segments a server with Nagle's algorithm (Prosody) holds the last one back until we have
 * acknowledged those before, and our system waits 40 ms with that for something to send along (RFC 1122 §4.2.3.2): here
 * it is, a space between stanzas (RFC 6120 §4.6.1).
 */
function acknowledge(client: Client): void {
  void client.write(' ').catch(ignore);
}

/** Takes from a new client what a program that logs in once cannot use. */
function tame(client: Client): void {
  client.reconnect.stop();
  const innards = client as unknown as Innards;
  hasten(innards.saslFactory);
  // The library decodes each chunk for itself, and so breaks a character that two chunks share.
  const decoder = new StringDecoder('utf8');
  innards._onData = (bytes) => {
    // And it stops listening at a parser's first error, though the same chunk may hold more of them.
    client.parser?.off('error', ignore).on('error', ignore);
    client.parser?.write(decoder.write(bytes));
    if (client.status === 'online' && innards.parser?.cursor !== innards.parser?.root) acknowledge(client);
  };
  // And to a socket once it is closed, though a write may fail after that.
  const attach = innards._attachSocket.bind(client);
  innards._attachSocket = (socket) => {
    socket.on('error', ignore);
    socket.socket?.on('error', ignore);
    attach(socket);
  };
  // It would follow a server that sends it elsewhere.
  innards._onSeeOtherHost = (error) => {
    client.emit('error', error);
  };
  // An error that answers an iq before the write is confirmed would be a rejection that nobody handles.
  const { handlers } = client.iqCaller;
  const set = handlers.set.bind(handlers);
  handlers.set = (id, deferred) => {
    deferred.promise.catch(() => undefined);
    return set(id, deferred);
  };
  client.prependListener('element', (element: Element) => {
    if (element.getName() === 'features') for (const [name, namespace] of UNUSED) element.remove(name, namespace);
  });
}

/** The way to log in, once the stream is such that a password may be used on it. */
function mechanismOf(client: Client, socket: Socket, offered: readonly string[]): string {
  const secure = client.isSecure();
  if (!secure && !isLoopback(socket.remoteAddress)) throw new Trouble('NO_TLS');
  const chosen = ['SCRAM-SHA-1', ...(secure ? ['PLAIN'] : [])].find((each) => offered.includes(each));
  if (!chosen) throw new Trouble('NO_MECHANISM');
  return chosen;
}

/** Ends the connection, in order if the server plays along, and leaves nothing that keeps the process. */
async function hangUp(client: Client, socket: Socket): Promise<void> {
  client.timeout = GOODBYE;
  // What the library still waits for is settled, timers and all.
  client.emit('error', new Trouble('CLOSED'));
  // A server that reads nothing more would hold even the goodbye.
  const late = setTimeout(() => socket.destroy(), 2 * GOODBYE);
  await client.stop().catch(() => undefined);
  clearTimeout(late);
  socket.destroy();
}

/** Resolves when the client is online; rejects with the first thing that goes wrong. `client.start` may never settle. */
function online(client: Client, { service, domain, milliseconds }: Dial): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(reject, milliseconds, new Trouble('SILENT'));
    const failed = (cause: Error): void => {
      clearTimeout(late);
      reject(cause);
    };
    client.once('online', () => {
      clearTimeout(late);
      resolve();
    });
    client.once('error', failed);
    for (const end of ENDS) client.once(end, () => failed(new Trouble('CLOSED')));
    client
      .connect(service)
      .then(() => client.open({ domain }))
      .catch(failed);
  });
}

/** Logs in at one address; throws what the library, Node or the server has against it. */
async function dial(to: Dial): Promise<Talk> {
  const xmppjs = await import('@xmpp/client');
  let socket = new Socket();
  const client = xmppjs.client({
    service: to.service,
    domain: to.domain,
    timeout: to.milliseconds,
    ...(to.resource !== undefined && { resource: to.resource }),
    credentials: (authenticate, mechanisms) =>
      (authenticate as Authenticate)(
        { username: to.user, password: to.password },
        mechanismOf(client, socket, mechanisms),
      ),
  });
  tame(client);
  client.on('error', ignore);
  client.once('connect', () => {
    // Each stanza is one write, and worth its own segment.
    if (client.socket instanceof Socket) socket = client.socket.setNoDelay();
  });
  try {
    await online(client, to);
  } catch (cause) {
    socket.destroy();
    await hangUp(client, socket);
    throw cause;
  }
  return talkOver(client, () => hangUp(client, socket));
}

function talkOver(client: Client, close: () => Promise<void>): Talk {
  const talk = new Conversation({
    jid: String(client.jid),
    write: (xml) => client.write(xml),
    close,
  });
  // A server that ends the stream says why before it does.
  client.on('error', (error) => talk.lost(conditionOf(error)));
  for (const end of ENDS) client.once(end, () => talk.lost('closed'));
  // First whoever hears, then the library, which refuses each query: its answer to one that was answered never comes.
  // Answers are none of its business, for it asks nothing itself; to find that out takes it longer than all that we do.
  const library = client.listeners('element');
  client.removeAllListeners('element').on('element', (element: Element) => {
    if (!client.isStanza(element) || !talk.hear(element)) for (const each of library) each.call(client, element);
  });
  client.middleware.use((context, next) =>
    talk.hasAnswered(context.stanza) ? new Promise<never>(() => undefined) : next(),
  );
  return talk;
}

/** XMPP as it is; each login is a new connection. */
export const xmpp: Xmpp = {
  async connect({ account, password, resource, server, timeout = PATIENCE }: Login): Promise<Met> {
    if (server !== undefined && !ADDRESS.test(server)) {
      const what = 'This is not the address of an XMPP server.';
      return { ...wrong({ where: server, what, next: 'Write it as xmpp://host:port.' }), lasts: true };
    }
    const deadline = performance.now() + timeout;
    const jid = account.jid.replace(/\/.*$/, '');
    const [user = '', domain = ''] = jid.split('@');
    const services = server === undefined ? await lookUp(domain) : [server];
    let last: unknown;
    let host = domain;
    for (const [tried, service] of services.entries()) {
      // A server that is silent leaves time for those after it.
      const milliseconds = Math.max(1, (deadline - performance.now()) / (services.length - tried));
      host = service.replace(/^xmpp:\/\//, '');
      try {
        return fine(await dial({ service, user, domain, password, resource, milliseconds }));
      } catch (cause) {
        last = cause;
        if (!isElsewhere(cause)) break;
      }
    }
    return { ...wrong(problemOf(last, { jid, domain, host })), ...(isLasting(last) && { lasts: true }) };
  },
};
