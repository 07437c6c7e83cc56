// A private Prosody for the demo: on loopback, with a throw-away certificate and accounts, in a folder of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fine, wrong, type Checked, type Problem } from '../model/problem.ts';
import { run } from './run.ts';
import type { PrivateServer } from './world.ts';

/** Passwords by user name. */
type Accounts = Readonly<Record<string, string>>;

const STARTS_WITHIN = 10_000;

/** Starts it in a folder (absolute), with these accounts at `localhost`; resolves when it takes connections. */
export async function privateServer(folder: string, accounts: Accounts): Promise<Checked<PrivateServer>> {
  const there = await installed();
  if (!there.ok) return there;
  const port = await freePort();
  const certificate = join(folder, 'cert.pem');
  await mkdir(join(folder, 'data'), { recursive: true });
  const made = await run(certificateCommand(certificate, join(folder, 'key.pem')));
  if (made.code !== 0) return wrong(failed('openssl', made.err));
  const config = join(folder, 'prosody.cfg.lua');
  await writeFile(config, configOf(folder, port));
  const child = spawn('prosody', ['--config', config], { stdio: ['ignore', 'ignore', 'pipe'], detached: true });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
  const ended = once(child, 'exit').then(() => undefined);
  const atOnce = (): void => void child.kill('SIGKILL');
  process.once('exit', atOnce);
  const stop = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
    await ended;
    process.off('exit', atOnce);
  };
  const up = await Promise.race([listens(port), ended]);
  if (!up) {
    await stop();
    return wrong(failed('prosody', complaint));
  }
  for (const [user, password] of Object.entries(accounts)) {
    // The password goes by standard input, not by the command line, which other people of the machine can read.
    const added = await run(['prosodyctl', '--config', config, 'adduser', `${user}@localhost`], {
      input: `${password}\n${password}\n`,
    });
    if (added.code !== 0) return (await stop(), wrong(failed('prosodyctl', added.err || added.out)));
  }
  return fine({ address: `xmpp://127.0.0.1:${port}`, certificate, stop });
}

async function installed(): Promise<Checked<true>> {
  const found = await run(['prosodyctl', 'about']);
  if (found.code !== 127) return fine(true);
  const apt = ['apt-get', 'install', '-y', '--no-install-recommends', 'prosody', 'openssl'];
  if (process.getuid?.() !== 0 || (await run(['apt-get', '--version'])).code !== 0) return wrong(missing());
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await run(['apt-get', 'update'], { env });
  const done = await run(apt, { env });
  if (done.code !== 0) return wrong(failed('apt-get', done.err));
  // Debian starts it as a service at once; the demo has its own.
  await run(['service', 'prosody', 'stop']);
  return fine(true);
}

function missing(): Problem {
  return {
    where: 'prosody',
    what: 'The demo needs the XMPP server Prosody, and it is not installed.',
    next: 'Debian, Ubuntu: sudo apt-get install prosody · Fedora: sudo dnf install prosody · macOS: brew install prosody',
  };
}

function failed(program: string, said: string): Problem {
  const last = said.trim().split('\n').at(-1) || 'it said nothing';
  return { where: program, what: `It failed: ${last}.`, next: 'Mend what it says, then run the demo again.' };
}

function certificateCommand(certificate: string, key: string): string[] {
  const request = ['openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost'];
  return [...request, '-addext', 'subjectAltName=DNS:localhost', '-keyout', key, '-out', certificate];
}

function configOf(folder: string, port: number): string {
  const text = JSON.stringify;
  return [
    'daemonize = false',
    'run_as_root = true',
    `pidfile = ${text(join(folder, 'prosody.pid'))}`,
    `data_path = ${text(join(folder, 'data'))}`,
    `certificates = ${text(folder)}`,
    `ssl = { certificate = ${text(join(folder, 'cert.pem'))}, key = ${text(join(folder, 'key.pem'))} }`,
    'modules_disabled = { "s2s" }',
    'modules_enabled = { "roster", "saslauth", "tls", "disco", "pep", "ping" }',
    'authentication = "internal_hashed"',
    'interfaces = { "127.0.0.1" }',
    `c2s_ports = { ${port} }`,
    `log = { warn = ${text(join(folder, 'prosody.log'))} }`,
    'VirtualHost "localhost"',
    '',
  ].join('\n');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function listens(port: number): Promise<boolean> {
  for (let waited = 0; waited < STARTS_WITHIN; waited += 20) {
    if (await connects(port)) return true;
    await pause(20);
  }
  return false;
}

function connects(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const answer = (is: boolean): void => {
      socket.destroy();
      resolve(is);
    };
    socket.once('connect', () => answer(true)).once('error', () => answer(false));
  });
}
