// Many bridges in one process, as their file lists them: a change of the file, one in trouble, parts, kills and the end.
import { writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { begin } from '../begin.ts';
import { skein, staying, temporary, type Staying } from '../program.ts';
import { startFollower, type Follower } from '../servers/follower.ts';
import { startProsody } from '../servers/prosody.ts';
import type { TestServer } from '../servers/server.ts';
import { atomOf, startSource, type Source } from './source.ts';
import { until } from '../until.ts';

interface Context {
  cwd: string;
  server: TestServer;
  bob: Follower;
  sources: Source[];
  /** Takes connections, and says nothing. */
  silent: Server;
  write: (yaml: string) => void;
  bridge: (...words: readonly string[]) => Staying;
  once: (...words: readonly string[]) => ReturnType<typeof skein>;
  /** A bridge from this feed to the node of this name. */
  line: (feed: number, node: string) => string;
  titles: (node: string) => Promise<readonly string[]>;
}

const many = suite<Context>('many bridges');

const MICROBLOG = 'urn:xmpp:microblog:0';
const CONFIG = ['--config', 'bridges.yaml'];

begin(many, async (c, atEnd) => {
  const server = await startProsody({ owners: ['me'] });
  atEnd(() => server.stop());
  for (const user of ['me', 'bob', 'eve']) await server.register(user, `password of ${user}`);
  c.server = server;
  c.sources = await Promise.all(Array.from({ length: 4 }, startSource));
  for (const source of c.sources) atEnd(() => source.close());
  c.sources.forEach((source, n) => source.say(atomOf([{ id: `s${n}`, minute: n + 1 }])));
  c.silent = createServer();
  await new Promise<void>((resolve) => c.silent.listen(0, '127.0.0.1', resolve));
  atEnd(() => c.silent.close());
  c.cwd = temporary();
  const env = {
    SKEIN_XMPP_SERVER: server.server,
    ME: 'password of me',
    BOB: 'password of bob',
    EVE: 'wrong',
    SKEIN_ALLOW_HOSTS: '127.0.0.1',
    XDG_STATE_HOME: join(c.cwd, 'state'),
  };
  c.bob = await startFollower(server, { user: 'bob', password: 'password of bob' });
  atEnd(() => c.bob.stop());
  c.write = (yaml) => {
    const accounts = ['me', 'bob', 'eve'].map(
      (user) => `  ${user}@localhost: { password_env: ${user.toUpperCase()} }\n`,
    );
    writeFileSync(join(c.cwd, 'bridges.yaml'), `accounts:\n${accounts.join('')}bridges:\n${yaml}`);
  };
  c.bridge = (...words) => staying(['bridge', ...CONFIG, ...words], { cwd: c.cwd, env });
  c.once = (...words) => skein(['bridge', ...CONFIG, ...words], { cwd: c.cwd, env });
  c.line = (feed, node) =>
    `  - { name: ${node}, from: "${c.sources[feed]?.url}", to: "xmpp:${server.pubsub}?;node=${node}", jid: me@localhost }\n`;
  c.titles = async (node) => (await c.bob.items(server.pubsub, node)).map(({ title }) => String(title)).sort();
});

many('go on beside those in trouble, and say how it goes', async (c) => {
  await c.bob.publish(MICROBLOG, 'hello', 'Written by hand');
  const port = (c.silent.address() as AddressInfo).port;
  c.write(
    [
      `  - { name: silent, from: "http://127.0.0.1:${port}/", to: "xmpp:me@localhost" }\n`,
      `  - { name: locked out, from: "${c.sources[3]?.url}", to: "xmpp:eve@localhost" }\n`,
      c.line(0, 'one'),
      c.line(1, 'two'),
      `  - { name: folder, from: xmpp:bob@localhost, to: ./out, jid: bob@localhost }\n`,
      `  - { name: missing, from: "xmpp:bob@localhost?;node=none", to: ./none, jid: bob@localhost }\n`,
      'status: "127.0.0.1:0"\n',
    ].join(''),
  );
  const running = c.bridge();
  await running.says(/node=one: 1 new entry/);
  await running.says(/out: 1 new/);
  await running.says(/node=two: 1 new entry/);
  await running.says(/node=none/);
  await running.says(/eve@localhost {2}[^\n]*\n.*Check the account, and EVE in the environment/);
  assert.equal(await Promise.all(['one', 'two'].map(c.titles)), [['Title s0'], ['Title s1']]);
  const [, address = ''] = await running.says(/6 bridges, status at http:\/\/localhost:(\d+)\/metrics/);
  const metrics = await (await fetch(`http://127.0.0.1:${address}/metrics`)).text();
  assert.match(metrics, /^skein_bridge_entries_total\{bridge="one"\} 1$/m);
  assert.match(metrics, /^skein_bridge_entries_total\{bridge="folder"\} 1$/m);
  assert.match(metrics, /^skein_bridge_ok\{bridge="locked out"\} 0$/m);
  assert.match(metrics, /^skein_account_connected\{account="me@localhost"\} 1$/m);
  // The server has answered, but not the node.
  assert.not.match(metrics, /^skein_bridge_heard_timestamp_seconds\{bridge="missing"\}/m);
  assert.is((await fetch(`http://127.0.0.1:${address}/healthz`)).status, 200);
  const { out } = await c.once('--status');
  const rows = out.trim().split('\n').slice(1);
  assert.equal(
    rows.map((row) => row.split(/ {2,}/)[0]),
    ['silent', 'locked out', 'one', 'two', 'folder', 'missing'],
  );
  assert.match(rows[1] ?? '', /password/i);

  const before = running.said().length;
  c.write('  - name: one\n    fro: nowhere\n');
  await running.says(/bridges\.yaml:6 {2}"from" is missing[^]*The bridges are as they were/, before);
  const asked = c.sources[0]?.asked.all;
  c.write(`${c.line(0, 'one')}${c.line(2, 'three')}`);
  await running.says(/node=three: 1 new entry/, before);
  await running.says(/^2 bridges$/m, before);
  assert.is(c.sources[0]?.asked.all, asked);
  const end = await running.interrupt('SIGTERM');
  assert.is(end.code, 0);
});

many('are one when two of a file have one node, and nothing is done twice', async (c) => {
  c.write(`${c.line(0, 'one')}${c.line(1, 'one').replace('name: one', 'name: also one')}`);
  const { code } = await c.once('--once');
  assert.equal([code, await c.titles('one')], [0, ['Title s0', 'Title s1']]);
  assert.equal((await c.once('--once')).out, 'nothing new\n');
});

many('are divided between processes that run at once', async (c) => {
  c.write(Array.from({ length: 12 }, (_, n) => c.line(n % 4, `part-${n}`).replace('/feed', `/feed?${n}`)).join(''));
  const ended = await Promise.all([1, 2, 3, 4].map((nth) => c.once('--once', '--shard', `${nth}/4`)));
  const told = ended.flatMap(({ out }) =>
    [...out.matchAll(/node=(part-\d+): 1 new entry/g)].map(([, node = '']) => node),
  );
  assert.equal(told.toSorted(), Array.from({ length: 12 }, (_, n) => `part-${n}`).toSorted());
  assert.equal(
    ended.map(({ code, err }) => [code, err]),
    [0, 0, 0, 0].map((code) => [code, '']),
  );
});

many('lose and repeat nothing when they are killed', async (c) => {
  for (const node of ['one', 'two']) await c.bob.subscribe(c.server.pubsub, node);
  c.write(`${c.line(0, 'one')}${c.line(1, 'two')}`);
  await c.once('--once');
  const from = c.bob.events.length;
  const news = ['a', 'b', 'c', 'd', 'e', 'f'];
  for (const n of [0, 1]) c.sources[n]?.say(atomOf(news.map((id, at) => ({ id: `${id}${n}`, minute: 20 + at }))));
  for (const seen of [/Title [ab][01]/, /Title [de][01]/]) {
    const running = c.bridge('--once');
    await c.bob.heard((event) => event.kind === 'item' && seen.test(String(event.title)));
    await running.interrupt('SIGKILL');
  }
  await c.once('--once');
  await c.bob.quiet(300).catch(() => undefined);
  const heard = c.bob.events.slice(from).flatMap((event) => (event.kind === 'item' ? String(event.title) : []));
  assert.equal(heard.toSorted(), news.flatMap((id) => [`Title ${id}0`, `Title ${id}1`]).toSorted());
});

many('share one connection of their account, also when the server was away', async (c) => {
  const outs = ['one', 'two'];
  const first = [
    ...outs.map((node) => `  - { name: ${node} out, from: "xmpp:${c.server.pubsub}?;node=${node}", to: ./${node}, jid: me@localhost }\n`), // prettier-ignore
    c.line(0, 'one'),
    c.line(1, 'two'),
    c.line(2, 'four'),
  ];
  const status = 'status: "127.0.0.1:0"\n';
  await c.bob.stop();
  c.write([...first, status].join(''));
  const running = c.bridge();
  const [, port = ''] = await running.says(/5 bridges, status at http:\/\/localhost:(\d+)\/metrics/);
  await running.says(/node=four: 1 new entry/);
  for (const node of outs) await running.says(new RegExp(`/${node}: \\d+ new`));
  const rounds = async (): Promise<readonly number[]> => {
    const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    return outs.map((node) =>
      Number(new RegExp(`^skein_bridge_rounds_total.*"${node} out".* (\\d+)$`, 'm').exec(text)?.[1]),
    );
  };
  const counts = [c.server.connections()];
  const [from, before] = [running.said().length, await rounds()];
  await c.server.restart();
  await running.says(/me@localhost {2}The connection was lost/, from);
  c.write([...first, c.line(3, 'five'), status].join(''));
  await running.says(/node=five: 1 new entry/, from);
  // One that the line was lost, and one that the node was heard again.
  const isBack = async (): Promise<boolean> => (await rounds()).every((many, at) => many >= (before[at] ?? 0) + 2);
  await until(isBack);
  counts.push(c.server.connections());
  assert.equal([counts, (await running.interrupt('SIGTERM')).code], [[1, 1], 0]);
});

many('want to know what was meant', async (c) => {
  const wrong = await Promise.all([
    c.once('--shard', '5/4'),
    c.once('https://blog.example', 'xmpp:me@localhost'),
    skein(['bridge', '--status'], { cwd: c.cwd }),
    skein(['bridge', '--config', 'none.yaml'], { cwd: c.cwd }),
    skein(['bridge', ...CONFIG], { cwd: c.cwd }),
  ]);
  assert.equal(
    wrong.map(({ code, err }) => [code, err.split('\n')[0]]),
    [
      [2, '--shard  "5/4" is no part.'],
      [2, 'bridge  A bridge has two ends, or a file lists several.'],
      [2, '--config  No file is named that lists bridges.'],
      [1, 'none.yaml  There is no such file.'],
      [1, 'ME  The password of me@localhost is not set.'],
    ],
  );
});

many.run();
