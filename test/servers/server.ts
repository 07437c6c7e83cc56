// A real XMPP server of a test's own: throw-away data, one domain `localhost`, on loopback only. What Prosody and
// ejabberd have in common; `prosody.ts` and `ejabberd.ts` start one.
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Child } from './child.ts';

export interface TestServer {
  readonly kind: 'prosody' | 'ejabberd';
  readonly port: number;
  /** `xmpp://127.0.0.1:PORT`. */
  readonly server: string;
  readonly tls: boolean;
  readonly domain: 'localhost';
  /** A pubsub service. On Prosody only `owners` may create nodes on it. */
  readonly pubsub: 'pubsub.localhost';
  /** Group chat. */
  readonly rooms: 'rooms.localhost';
  register(user: string, password: string): Promise<void>;
  /** How many clients are connected. */
  connections(): number;
  /** As a power cut: kill -9, the data stays. */
  kill(): Promise<void>;
  /** Starts again with the same data and port, after `kill` or in order. */
  restart(): Promise<void>;
  /** Ends it and removes its data. */
  stop(): Promise<void>;
}

export interface ServerOptions {
  /** The most items a node may keep. Default: the server's own (Prosody 256, ejabberd 1000). */
  readonly maxItems?: number;
  /** `debian`: as slow as the package's own configuration makes a connection. Default: no limit. */
  readonly rate?: 'debian';
  /** Users who may create nodes on the pubsub service. Default: alice. On ejabberd everybody may. */
  readonly owners?: readonly string[];
  /** As an admin sets it who lets nobody have much: alice alone makes nodes on the service, and items are small. */
  readonly strict?: true;
  /** `no`: as a server without a certificate; SCRAM is then offered in clear. */
  readonly tls?: 'no';
}

/** What differs between the servers. */
export interface Recipe {
  readonly kind: TestServer['kind'];
  /** For clients. */
  readonly port: number;
  /** All others that it listens on before it is ready. */
  readonly ports?: readonly number[];
  readonly tls: boolean;
  launch(): Child;
  register(user: string, password: string): Promise<void>;
  remove(): void;
}

const STARTED_WITHIN = 30_000;

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const answer = (is: boolean): void => {
      socket.destroy();
      resolve(is);
    };
    socket.once('connect', () => answer(true)).once('error', () => answer(false));
  });
}

async function listenOn(ports: readonly number[]): Promise<boolean> {
  return (await Promise.all(ports.map(listens))).every(Boolean);
}

/** Established ones of a port on loopback, as Linux lists them (proc(5), /proc/net/tcp). */
function connectionsOn(port: number): number {
  const local = `0100007F:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const rows = readFileSync('/proc/net/tcp', 'utf8').split('\n');
  return rows.map((row) => row.trim().split(/\s+/)).filter(([, at, , state]) => at === local && state === '01').length;
}

async function launched(recipe: Recipe): Promise<Child> {
  const child = recipe.launch();
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-4_000)));
  const deadline = Date.now() + STARTED_WITHIN;
  while (!(await listenOn([recipe.port, ...(recipe.ports ?? [])]))) {
    if (!child.running() || Date.now() > deadline) {
      await child.end('SIGKILL');
      throw new Error(`${recipe.kind} did not start:\n${said}${child.complaint()}`);
    }
    await pause(20);
  }
  return child;
}

/** Starts a server by its recipe; resolves when it takes connections. */
export async function startServer(recipe: Recipe): Promise<TestServer> {
  let child = await launched(recipe);
  return {
    kind: recipe.kind,
    port: recipe.port,
    server: `xmpp://127.0.0.1:${recipe.port}`,
    tls: recipe.tls,
    domain: 'localhost',
    pubsub: 'pubsub.localhost',
    rooms: 'rooms.localhost',
    register: (user, password) => recipe.register(user, password),
    connections: () => connectionsOn(recipe.port),
    kill: () => child.end('SIGKILL'),
    async restart() {
      await child.end('SIGTERM');
      child = await launched(recipe);
    },
    async stop() {
      await child.end('SIGKILL');
      recipe.remove();
    },
  };
}
