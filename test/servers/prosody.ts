// Debian's Prosody 0.12, started for a test.
import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { certificate } from './certificate.ts';
import { startChild, temporaryFolder } from './child.ts';
import { freePort } from './port.ts';
import { startServer, type ServerOptions, type TestServer } from './server.ts';

type Lua = string | number | boolean | readonly Lua[] | { readonly [key: string]: Lua };

const run = promisify(execFile);

function lua(value: Lua): string {
  if (typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `{ ${value.map(lua).join(', ')} }`;
  return `{ ${Object.entries(value)
    .map(([key, each]) => `[${lua(key)}] = ${lua(each)}`)
    .join(', ')} }`;
}

function settings(values: Readonly<Record<string, Lua | undefined>>): string {
  return Object.entries(values)
    .flatMap(([key, value]) => (value === undefined ? [] : [`${key} = ${lua(value)}`]))
    .join('\n');
}

function configOf(folder: string, port: number, options: ServerOptions): string {
  const plain = options.tls === 'no';
  const slow = options.rate === 'debian';
  const modules = ['roster', 'saslauth', 'disco', 'pep', 'ping', 'blocklist', 'smacks'];
  return [
    settings({
      daemonize: false,
      run_as_root: true,
      pidfile: join(folder, 'prosody.pid'),
      data_path: join(folder, 'data'),
      certificates: folder,
      ssl: plain ? undefined : { certificate: join(folder, 'cert.pem'), key: join(folder, 'key.pem') },
      c2s_require_encryption: !plain,
      modules_disabled: plain ? ['s2s', 'tls'] : ['s2s'],
      modules_enabled: [...modules, ...(plain ? [] : ['tls']), ...(slow ? ['limits'] : [])],
      limits: slow ? { c2s: { rate: '10kb/s' } } : undefined,
      authentication: 'internal_hashed',
      interfaces: ['127.0.0.1'],
      c2s_ports: [port],
      c2s_stanza_size_limit: options.strict && 10_000,
      pep_max_items: options.maxItems,
      log: { info: join(folder, 'prosody.log') },
    }),
    'VirtualHost "localhost"',
    'Component "pubsub.localhost" "pubsub"',
    settings({
      admins: (options.owners ?? ['alice']).map((user) => `${user}@localhost`),
      pubsub_max_items: options.maxItems,
    }),
    'Component "rooms.localhost" "muc"',
    '',
  ].join('\n');
}

/** A Prosody of one's own, in about half a second. Several may run. */
export async function startProsody(options: ServerOptions = {}): Promise<TestServer> {
  const { cert, key } = certificate();
  const port = await freePort();
  const place = temporaryFolder();
  const folder = place.path;
  const config = join(folder, 'prosody.cfg.lua');
  mkdirSync(join(folder, 'data'));
  writeFileSync(join(folder, 'cert.pem'), cert);
  writeFileSync(join(folder, 'key.pem'), key);
  writeFileSync(config, configOf(folder, port, options));
  return startServer({
    kind: 'prosody',
    port,
    tls: options.tls !== 'no',
    launch: () => startChild(['prosody', '--config', config]),
    async register(user, password) {
      await run('prosodyctl', ['--config', config, 'register', user, 'localhost', password]);
    },
    remove: () => place.remove(),
  });
}
