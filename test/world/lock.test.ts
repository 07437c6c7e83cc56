import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { alone } from '../../src/world/lock.ts';
import { temporary } from './temporary.ts';

const lock = suite('lock');

async function holder(folder: string) {
  const script = fileURLToPath(new URL('holder.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, folder], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  await once(child.stdout, 'data');
  return {
    leave: () => child.stdin.write('go\n'),
    kill: () => child.kill('SIGKILL'),
    ended,
  };
}

lock('twenty at once work one after the other, in the order in which they came, and leave nothing', async () => {
  const folder = join(temporary(), '.skein');
  const seen: string[] = [];
  await Promise.all(
    Array.from({ length: 20 }, async (_, n) =>
      alone(folder, 'deploy', async () => {
        seen.push(`${n} begins`);
        await wait(1);
        seen.push(`${n} ends`);
      }),
    ),
  );
  assert.equal(seen, Array.from({ length: 20 }, (_, n) => [`${n} begins`, `${n} ends`]).flat());
  assert.throws(() => readdirSync(folder), /ENOENT/);
});

lock('two names do not wait for each other', async () => {
  const folder = temporary();
  assert.is(await alone(folder, 'deploy', async () => alone(folder, 'build', async () => 'both')), 'both');
});

lock('work that fails gives the lock back', async () => {
  const folder = join(temporary(), '.skein');
  const failed = alone(folder, 'deploy', async () => Promise.reject(new Error('no')));
  assert.match(await failed.catch(String), 'no');
  assert.is(await alone(folder, 'deploy', async () => 'free'), 'free');
});

lock('the second process waits until the first is done', async () => {
  const folder = temporary();
  const other = await holder(folder);
  let had = false;
  const mine = alone(folder, 'deploy', async () => {
    had = true;
  });
  await wait(300);
  assert.is(had, false);
  other.leave();
  await mine;
  assert.is(had, true);
  await other.ended;
});

lock('a process that was killed with -9 holds nothing', async () => {
  const folder = temporary();
  const other = await holder(folder);
  other.kill();
  await other.ended;
  assert.is(readdirSync(folder).length, 1);
  assert.is(await alone(folder, 'deploy', async () => 'mine'), 'mine');
});

lock('a process that got the number of a dead one holds nothing either', async () => {
  const folder = temporary();
  writeFileSync(join(folder, `lock-deploy-000001-${process.pid}-12345-abcd`), '');
  assert.is(await alone(folder, 'deploy', async () => 'mine'), 'mine');
});

lock('many processes that come and go, some of them killed, never hold it together', async () => {
  const folder = temporary();
  mkdirSync(join(folder, 'inside'));
  const busy = async (kill: boolean): Promise<void> => {
    const other = await holder(join(folder, 'locks'));
    // Whoever says "held" is the only one: making a folder that is there already throws.
    mkdirSync(join(folder, 'inside', 'one'));
    await wait(5);
    rmdirSync(join(folder, 'inside', 'one'));
    if (kill) other.kill();
    else other.leave();
    await other.ended;
  };
  await Promise.all([false, true, false, true, false].map(busy));
  assert.equal(readdirSync(join(folder, 'inside')), []);
});

lock.run();
