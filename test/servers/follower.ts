// Somebody who follows, with a third-party client (`follower.py`, slixmpp). Each notification that the server sends is
// one event here, so counting events counts what was sent.
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { certificate } from './certificate.ts';
import { startChild, type Child } from './child.ts';
import type { TestServer } from './server.ts';
import { AT_LAST } from '../until.ts';

export interface Item {
  readonly id: string;
  /** Of the Atom entry, where there is one. */
  readonly title: string | null;
  readonly atomId: string | null;
  readonly xml: string;
}

interface Where {
  readonly from: string;
  readonly to: string;
}

export type Event =
  | (Where & Item & { readonly kind: 'item'; readonly node: string })
  | (Where & { readonly kind: 'retract'; readonly node: string; readonly id: string; readonly xml: string })
  | (Where & {
      readonly kind: 'configuration' | 'delete' | 'purge' | 'subscription';
      readonly node: string;
      readonly xml: string;
    })
  /** `type` is the message's: `chat`, `groupchat`, `normal`, `headline`. */
  | (Where & { readonly kind: 'chat'; readonly type: string; readonly body: string; readonly xml: string })
  | { readonly kind: 'disconnected' };

export interface Wish {
  readonly user: string;
  readonly password: string;
  /** Nodes to subscribe to, as (service or account, node). */
  readonly subscribe?: readonly (readonly [service: string, node: string])[];
  /** Rooms to join; one that is not there is made. */
  readonly join?: readonly string[];
  /** A node to ask for by `+notify` in the follower's caps (XEP-0163), which needs mutual contacts. */
  readonly notify?: string;
  /** Of its presence. Default 0; below 0 it gets no headlines. */
  readonly priority?: number;
}

export interface Follower {
  readonly jid: string;
  /** All it heard so far, oldest first. */
  readonly events: readonly Event[];
  /** The first event for which this holds, heard already or within so many milliseconds; else it throws. */
  heard(holds: (event: Event) => boolean, milliseconds?: number): Promise<Event>;
  /** Waits so many milliseconds, and until it has heard all that its server had sent by then. */
  rest(milliseconds: number): Promise<void>;
  /** The same; throws when anything at all is heard meanwhile. */
  quiet(milliseconds: number): Promise<void>;
  /** All items of a node, as the server gives them. Throws with the condition when it refuses. */
  items(service: string, node: string): Promise<Item[]>;
  /** How a node of its own is configured: the fields that the server shows, as it writes them. */
  configuration(service: string, node: string): Promise<Readonly<Record<string, string>>>;
  /** Puts a post on a node of its own account. */
  publish(node: string, item: string, title: string): Promise<void>;
  subscribe(service: string, node: string): Promise<void>;
  unsubscribe(service: string, node: string): Promise<void>;
  /** Asks for somebody's presence. Every follower accepts whoever asks it, and asks back. */
  befriend(jid: string): Promise<void>;
  say(to: string, body: string): Promise<void>;
  /** Contacts with the state of their subscription: `both`, `from` or `to`. */
  roster(): Promise<Record<string, string>>;
  stop(): Promise<void>;
}

interface Answer {
  readonly call: number;
  readonly value?: unknown;
  readonly error?: string;
}

type Call = (name: string, ...words: readonly unknown[]) => Promise<unknown>;

/** Asks the child by lines of JSON on its stdin; every line of its stdout that is no answer is an event. */
function conversation(child: Child, hear: (event: Event) => void): Call {
  const waiting = new Map<number, (answer: Answer) => void>();
  let calls = 0;
  createInterface(child.stdout)
    .on('line', (text) => {
      const line = JSON.parse(text) as Event | Answer;
      if ('call' in line) waiting.get(line.call)?.(line);
      else hear(line);
    })
    .once('close', () => {
      for (const [call, answered] of waiting) answered({ call, error: 'it ended' });
    });
  return async (name, ...words) => {
    const call = calls++;
    const answer = await new Promise<Answer>((resolve) => {
      const late = setTimeout(resolve, AT_LAST, { call, error: 'no answer' });
      waiting.set(call, (answer) => {
        clearTimeout(late);
        resolve(answer);
      });
      child.stdin.write(`${JSON.stringify({ call, name, words })}\n`);
    });
    waiting.delete(call);
    if (answer.error !== undefined) throw new Error(`follower ${name}: ${answer.error}\n${child.complaint()}`);
    return answer.value;
  };
}

/** Logs in; resolves when the server knows its presence and its subscriptions. */
export async function startFollower(server: TestServer, wish: Wish): Promise<Follower> {
  const trusts = certificate().file;
  const child = startChild(['/usr/bin/python3', fileURLToPath(new URL('follower.py', import.meta.url))]);
  const jid = `${wish.user}@${server.domain}`;
  const events: Event[] = [];
  const listeners = new Set<(event: Event) => void>();
  const call = conversation(child, (event) => {
    events.push(event);
    for (const listener of listeners) listener(event);
  });
  const rest = async (milliseconds: number): Promise<void> => {
    await pause(milliseconds);
    await call('greet');
  };
  try {
    const { port, tls } = server;
    const nothing = { subscribe: [], join: [], notify: null, priority: 0 };
    await call('login', { ...nothing, ...wish, jid, port, tls, trusts });
  } catch (cause) {
    await child.end('SIGKILL');
    throw cause;
  }
  return {
    jid,
    events,
    heard(holds, milliseconds = AT_LAST) {
      const already = events.find(holds);
      if (already) return Promise.resolve(already);
      return new Promise((resolve, reject) => {
        const stop = (): void => {
          listeners.delete(listener);
          clearTimeout(late);
        };
        const listener = (event: Event): void => {
          if (!holds(event)) return;
          stop();
          resolve(event);
        };
        const late = setTimeout(() => {
          stop();
          reject(new Error(`${jid} did not hear it in ${milliseconds} ms, but: ${JSON.stringify(events)}`));
        }, milliseconds);
        listeners.add(listener);
      });
    },
    rest,
    async quiet(milliseconds) {
      const before = events.length;
      await rest(milliseconds);
      if (events.length > before) throw new Error(`${jid} heard ${JSON.stringify(events.slice(before))}`);
    },
    items: async (service, node) => (await call('items', service, node)) as Item[],
    configuration: async (service, node) => (await call('configuration', service, node)) as Record<string, string>,
    async publish(node, item, title) {
      await call('publish', node, item, title);
    },
    async subscribe(service, node) {
      await call('subscribe', service, node);
    },
    async unsubscribe(service, node) {
      await call('unsubscribe', service, node);
    },
    async befriend(other) {
      await call('befriend', other);
    },
    async say(to, body) {
      await call('say', to, body);
    },
    roster: async () => (await call('roster')) as Record<string, string>,
    stop: () => child.end('SIGKILL'),
  };
}
