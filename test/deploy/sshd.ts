// A real ssh server on loopback for one test, with keys of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, copyFileSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { run } from '../../src/world/run.ts';
import { freePort } from '../servers/port.ts';
import { temporary } from '../world/temporary.ts';

export interface Sshd {
  readonly user: string;
  /** The ssh command that reaches it, as rsync's `-e` wants it. */
  readonly ssh: string;
  stop(): Promise<void>;
}

export async function startSshd(): Promise<Sshd> {
  const [folder, port, user] = [temporary(), await freePort(), userInfo().username];
  for (const key of ['host', 'key'])
    await run(['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-f', join(folder, key)]);
  copyFileSync(join(folder, 'key.pub'), join(folder, 'authorized'));
  chmodSync(join(folder, 'authorized'), 0o600);
  const config = [
    `ListenAddress 127.0.0.1:${port}`,
    `HostKey ${join(folder, 'host')}`,
    `AuthorizedKeysFile ${join(folder, 'authorized')}`,
    'PidFile none',
    'StrictModes no',
    'UsePAM no',
    'PermitRootLogin prohibit-password',
  ];
  writeFileSync(join(folder, 'config'), `${config.join('\n')}\n`);
  await run(['mkdir', '-p', '/run/sshd']);
  const server = spawn('/usr/sbin/sshd', ['-D', '-e', '-f', join(folder, 'config')], { stdio: 'ignore' });
  const options = [
    'StrictHostKeyChecking=no',
    `UserKnownHostsFile=${join(folder, 'known')}`,
    'BatchMode=yes',
    'LogLevel=ERROR',
  ];
  const ssh = [
    'ssh',
    '-F',
    'none',
    '-p',
    String(port),
    '-i',
    join(folder, 'key'),
    ...options.flatMap((each) => ['-o', each]),
  ];
  for (let tries = 0; (await run([...ssh, `${user}@127.0.0.1`, 'true'])).code !== 0; tries += 1) {
    if (tries > 50) throw new Error('sshd does not answer.');
    await wait(100);
  }
  return {
    user,
    ssh: ssh.join(' '),
    stop: async () => {
      const ended = once(server, 'exit');
      server.kill();
      await ended;
    },
  };
}
