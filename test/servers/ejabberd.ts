// Debian's ejabberd 23.01, started for a test.
import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { certificate } from './certificate.ts';
import { startChild, temporaryFolder } from './child.ts';
import { freePort } from './port.ts';
import { startServer, type ServerOptions, type TestServer } from './server.ts';

const LOOPBACK = '127.0.0.1';
// With its default of 5, those of a crowd who connect at once wait for seconds.
const BACKLOG = 1_024;

/** A node that others may join, at an address of its own on loopback. All of a cluster have one port and one secret. */
export interface ErlangNode {
  readonly address: string;
  readonly port: number;
  readonly secret: string;
  /** The address of one that it joins when it has started, and whose tables it then has too. */
  readonly joins?: string;
}

interface EjabberdOptions extends ServerOptions {
  /** Default: a node alone. Its passwords are kept plain, since a thousand people log in to a cluster at once. */
  readonly node?: ErlangNode;
}

/** The configuration of ejabberd, as YAML: JSON is some. */
function configOf(folder: string, ports: { c2s: number; api: number }, options: EjabberdOptions): string {
  const plain = options.tls === 'no';
  const slow = options.rate === 'debian';
  return JSON.stringify({
    hosts: ['localhost'],
    certfiles: plain ? [] : [join(folder, 'server.pem')],
    auth_method: 'internal',
    auth_password_format: options.node ? 'plain' : 'scram',
    listen: [
      {
        module: 'ejabberd_c2s',
        ip: LOOPBACK,
        port: ports.c2s,
        backlog: BACKLOG,
        max_stanza_size: 262_144,
        starttls: !plain,
        starttls_required: !plain,
        ...(slow ? { shaper: 'c2s_shaper' } : {}),
      },
      {
        module: 'ejabberd_http',
        ip: LOOPBACK,
        port: ports.api,
        backlog: BACKLOG,
        request_handlers: { '/api': 'mod_http_api' },
      },
    ],
    acl: { loopback: { ip: ['127.0.0.0/8'] }, alice: { user: ['alice@localhost'] } },
    access_rules: { alice: { allow: 'alice' } },
    api_permissions: { tests: { who: { access: { allow: { acl: 'loopback' } } }, what: '*' } },
    shaper: { normal: { rate: 3_000, burst_size: 20_000 } },
    shaper_rules: { c2s_shaper: { normal: 'all' } },
    modules: {
      mod_blocking: {},
      mod_caps: {},
      mod_disco: {},
      mod_http_api: {},
      mod_muc: { host: 'rooms.localhost' },
      mod_ping: {},
      mod_privacy: {},
      mod_pubsub: {
        host: 'pubsub.localhost',
        plugins: ['flat', 'pep'],
        ...(options.strict && { access_createnode: 'alice', default_node_config: { max_payload_size: 4_000 } }),
        ...(options.maxItems === undefined ? {} : { max_items_node: options.maxItems }),
      },
      mod_roster: {},
      mod_stream_mgmt: {},
    },
  });
}

function identity(flag: '-u' | '-g'): number {
  return Number(execFileSync('id', [flag, 'ejabberd'], { encoding: 'utf8' }));
}

/** What ejabberdctl is told of Erlang. With a port of its own it needs no port mapper (epmd), so none is started and none stays. */
function erlangOf(port: number, { address, secret }: Pick<ErlangNode, 'address' | 'secret'>): string {
  const cookie = secret === '' ? '' : `-setcookie ${secret} `;
  const options = `ERL_OPTIONS="${cookie}-env ERL_CRASH_DUMP_BYTES 0"`;
  return `ERL_DIST_PORT=${port}\nINET_DIST_INTERFACE=${address}\n${options}\n`;
}

/** An ejabberd of one's own, in about three seconds. Runs as Debian's user `ejabberd`, so it needs root. */
export async function startEjabberd(options: EjabberdOptions = {}): Promise<TestServer> {
  const { cert, key } = certificate();
  const { node } = options;
  const user = { uid: identity('-u'), gid: identity('-g') };
  const ports = { c2s: await freePort(), api: await freePort(), erlang: node?.port ?? (await freePort()) };
  const place = temporaryFolder();
  const folder = place.path;
  const conf = join(folder, 'conf');
  mkdirSync(conf);
  writeFileSync(join(folder, 'server.pem'), cert + key);
  writeFileSync(join(conf, 'ejabberd.yml'), configOf(folder, ports, options));
  writeFileSync(join(conf, 'ejabberdctl.cfg'), erlangOf(ports.erlang, node ?? { address: LOOPBACK, secret: '' }));
  chmodSync(folder, 0o755);
  for (const each of [folder, conf, join(folder, 'server.pem')]) chownSync(each, user.uid, user.gid);
  const places = ['--config-dir', conf, '--logs', join(folder, 'log'), '--spool', join(folder, 'db')];
  const name = `test@${node?.address ?? 'localhost'}`;
  const control = (...words: readonly string[]): readonly [string, ...string[]] => {
    return ['/usr/sbin/ejabberdctl', ...places, '--node', name, ...words];
  };
  const server = await startServer({
    kind: 'ejabberd',
    port: ports.c2s,
    ports: [ports.api],
    tls: options.tls !== 'no',
    launch: () => startChild(control('foreground'), { user, env: { HOME: folder } }),
    async register(user, password) {
      const answer = await fetch(`http://${LOOPBACK}:${ports.api}/api/register`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ user, host: 'localhost', password }),
      });
      if (!answer.ok) throw new Error(`ejabberd did not register ${user}: ${answer.status} ${await answer.text()}`);
    },
    remove: () => place.remove(),
  });
  if (node?.joins !== undefined) {
    const [program, ...words] = control('join_cluster', `test@${node.joins}`);
    execFileSync(program, words, { ...user, env: { ...process.env, HOME: folder }, stdio: 'pipe' });
  }
  return server;
}
