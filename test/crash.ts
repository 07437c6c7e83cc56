// Skein killed at any moment of a deploy, then run again: each version of a post is on the node once, a follower who is
// there heard it at most once, and has it after catching up.
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Test } from 'uvu';
import * as assert from 'uvu/assert';
import { filesAt } from '../src/world/files.ts';
import { serve } from '../src/world/serve.ts';
import type { Served } from '../src/world/world.ts';
import { begin } from './begin.ts';
import { contents } from './deploy/sites.ts';
import { CLI, skein, temporary, type Ended } from './program.ts';
import { startFollower, type Follower } from './servers/follower.ts';
import type { TestServer } from './servers/server.ts';

export interface Context {
  server: TestServer;
  host: Served;
  bob: Follower;
  cwd: string;
  env: Record<string, string>;
}

const NODE = 'urn:xmpp:microblog:0';
const ANN = 'ann@localhost';
const PASSWORD = 'pass word';

/** Kills are spread over the time that a whole deploy takes. */
export function crashes(crash: Test<Context>, start: () => Promise<TestServer>, kills: number): void {
  begin(crash, async (context, atEnd) => {
    context.cwd = temporary();
    const www = join(context.cwd, 'www');
    mkdirSync(join(context.cwd, 'posts'));
    mkdirSync(www);
    const host = await serve.site(www, 0);
    if (!host.ok) throw new Error(host.problems[0]?.what);
    context.host = host.value;
    atEnd(() => context.host.close());
    context.server = await start();
    atEnd(() => context.server.stop());
    await context.server.register('ann', PASSWORD);
    await context.server.register('bob', PASSWORD);
    const config = {
      title: 'Ann',
      url: context.host.url,
      author: { name: 'Ann' },
      id: 'tag:ann.example,2026:',
      xmpp: { jid: ANN },
      deploy: { to: 'folder', folder: 'www' },
    };
    writeFileSync(join(context.cwd, 'skein.config.js'), `export default ${JSON.stringify(config)};\n`);
    context.env = { SKEIN_XMPP_SERVER: context.server.server, SKEIN_XMPP_PASSWORD: PASSWORD };
    write(context, 0, 'The first.');
    assert.is((await deploy(context)).code, 0);
    context.bob = await startFollower(context.server, { user: 'bob', password: PASSWORD, subscribe: [[ANN, NODE]] });
    atEnd(() => context.bob.stop());
  });

  crash('each version is on the node once, and heard at most once, whenever the program is killed', async (context) => {
    const began = performance.now();
    write(context, 1, 'Version 0.');
    await deploy(context);
    const whole = performance.now() - began;
    for (let kill = 1; kill <= kills; kill++) {
      write(context, 1, `Version ${kill}.`);
      write(context, kill + 1, `New ${kill}.`);
      await cut(context, (whole * kill) / kills);
      const again = await deploy(context);
      assert.equal([again.code, again.err], [0, '']);
      const [www, built] = [filesAt(join(context.cwd, 'www')), filesAt(join(context.cwd, '_site'))];
      assert.equal(await contents(www), await contents(built));

      const items = await context.bob.items(ANN, NODE);
      const titles = new Map(items.map(({ id, title }) => [id, title]));
      assert.is(items.length, titles.size);
      assert.equal([titles.get('n1'), titles.get(`n${kill + 1}`)], [`Version ${kill}.`, `New ${kill}.`]);
    }
    await context.bob.quiet(300);
    const heard = context.bob.events.flatMap((event) => (event.kind === 'item' ? [`${event.id} ${event.title}`] : []));
    assert.equal(heard, [...new Set(heard)]);
  });

  crash('the next run of a site that is announced whole says nothing', async (context) => {
    const before = context.bob.events.length;
    const { code, out } = await deploy(context);
    await context.bob.quiet(300);
    assert.is(code, 0);
    assert.match(out, /nothing new to announce/);
    assert.is(context.bob.events.length, before);
  });
}

function write({ cwd }: Context, number: number, text: string): void {
  const minute = String(number).padStart(2, '0');
  writeFileSync(join(cwd, 'posts', `n${number}.md`), `---\ndate: 2026-11-01T10:${minute}:00Z\n---\n${text}\n`);
}

function deploy({ cwd, env }: Context): Promise<Ended> {
  return skein(['deploy', '--wait', '10s'], { cwd, env });
}

/** Deploys, and ends it after so many milliseconds as a power cut would. */
async function cut({ cwd, env }: Context, after: number): Promise<void> {
  const child = spawn(process.execPath, [CLI, 'deploy'], { cwd, env: { ...process.env, ...env }, stdio: 'ignore' });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  await Promise.race([ended, pause(after)]);
  child.kill('SIGKILL');
  await ended;
}
