// The packed package on each Node that is supported: a new site is built, deployed, and announced on a Prosody.
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { serve } from '../src/world/serve.ts';
import { begin } from './begin.ts';
import { INSTALL, nodeOf } from './node.ts';
import { temporary } from './program.ts';
import { startFollower } from './servers/follower.ts';
import { startProsody } from './servers/prosody.ts';
import type { TestServer } from './servers/server.ts';

interface Context {
  /** Where the packed package is installed. */
  home: string;
  server: TestServer;
}

const nodes = suite<Context>('nodes');
const run = promisify(execFile);

const VERSIONS = [20, 22, 24];
const NODE = 'urn:xmpp:microblog:0';
const PASSWORD = 'pass word';

begin(nodes, async (context, atEnd) => {
  context.home = temporary();
  await run('npm', ['pack', '--ignore-scripts', '--pack-destination', context.home]);
  const tarball = readdirSync(context.home).find((name) => name.endsWith('.tgz')) ?? '';
  await run('npm', [...INSTALL, '--omit=dev', join(context.home, tarball)], { cwd: context.home });
  context.server = await startProsody();
  atEnd(() => context.server.stop());
  await context.server.register('bob', PASSWORD);
});

for (const version of VERSIONS) {
  nodes(`init, post, build, deploy and announce work on Node ${version}`, async ({ home, server }) => {
    const user = `ann${version}`;
    await server.register(user, PASSWORD);
    const www = temporary();
    const host = await serve.site(www, 0);
    if (!host.ok) throw new Error(host.problems[0]?.what);
    const env = {
      ...process.env,
      PATH: [await nodeOf(version), process.env['PATH']].join(delimiter),
      SKEIN_XMPP_SERVER: server.server,
      SKEIN_XMPP_PASSWORD: PASSWORD,
    };
    const skein = async (...words: readonly string[]): Promise<string> =>
      (await run('npx', ['skein', ...words], { cwd: home, env })).stdout;
    const blog = ['--root', user];

    const node = await run('node', ['--version'], { env });
    await skein('init', user, '--yes', '--title', 'Ann', '--url', host.value.url, '--jid', `${user}@localhost`);
    await skein('post', `Hello from Node ${version}`, ...blog);
    const built = await skein('build', ...blog);
    deployTo(www, join(home, user, 'skein.config.js'));
    const deployed = await skein('deploy', '--wait', '10s', ...blog);
    const bob = await startFollower(server, { user: 'bob', password: PASSWORD });
    const items = await bob.items(`${user}@localhost`, NODE);
    await bob.stop();
    await host.value.close();

    assert.ok(node.stdout.startsWith(`v${version}.`));
    assert.match(built, /^built in /);
    assert.match(deployed, /; announced 2 posts$/m);
    assert.ok(items.some(({ title }) => title === `Hello from Node ${version}`));
  });
}

function deployTo(folder: string, config: string): void {
  const deploy = `export default {\n  deploy: ${JSON.stringify({ to: 'folder', folder })},`;
  writeFileSync(config, readFileSync(config, 'utf8').replace('export default {', deploy));
}

nodes.run();
